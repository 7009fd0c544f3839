package de.stadttor.desk;

import de.stadttor.access.Condition;
import de.stadttor.access.Judged;
import de.stadttor.access.Truth;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A condition in the words of a page.
 *
 * @param kind {@code group}, {@code group_below}, {@code role}, {@code org_unit}, {@code any}, {@code all}, {@code not},
 *     {@code cel}: part of the key of its message
 * @param name what is asked for; empty for a condition of parts
 * @param truth what it came to for somebody, in lower case; null where it is about nobody
 */
record ConditionWords(
        String kind,
        String name,
        List<ConditionWords> parts,
        @Nullable String truth) {

    ConditionWords {
        parts = List.copyOf(parts);
    }

    static ConditionWords of(Condition condition) {
        List<Condition> parts = switch (condition) {
            case Condition.Any any -> any.conditions();
            case Condition.All all -> all.conditions();
            case Condition.Not not -> List.of(not.condition());
            default -> List.of();
        };
        return of(condition, parts.stream().map(ConditionWords::of).toList(), null);
    }

    /** What is negated says nothing of its own: met and not met would be read the wrong way round. */
    static ConditionWords of(Judged judged) {
        boolean negates = judged.condition() instanceof Condition.Not;
        return of(
                judged.condition(),
                judged.parts().stream()
                        .map(part -> negates ? of(part.condition()) : of(part))
                        .toList(),
                judged.truth());
    }

    private static ConditionWords of(Condition condition, List<ConditionWords> parts, @Nullable Truth truth) {
        String came = truth == null ? null : truth.name().toLowerCase(Locale.ROOT);
        return switch (condition) {
            case Condition.Group group -> new ConditionWords("group", group.name(), parts, came);
            case Condition.GroupBelow below -> new ConditionWords("group_below", below.name(), parts, came);
            case Condition.Role role -> new ConditionWords("role", role.name(), parts, came);
            case Condition.OrgUnit unit -> new ConditionWords("org_unit", unit.name(), parts, came);
            case Condition.Any any -> new ConditionWords("any", "", parts, came);
            case Condition.All all -> new ConditionWords("all", "", parts, came);
            case Condition.Not not -> new ConditionWords("not", "", parts, came);
            case Condition.Cel cel -> new ConditionWords("cel", cel.expression(), parts, came);
        };
    }

    /** Whether it, or a part of it, names this text; both in lower case. */
    boolean mentions(String text) {
        return name.toLowerCase(Locale.ROOT).contains(text) || parts.stream().anyMatch(part -> part.mentions(text));
    }
}
