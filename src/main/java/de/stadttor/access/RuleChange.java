package de.stadttor.access;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One difference between two sets of a provider's rules.
 *
 * @param before null where the rule is new
 * @param after null where the rule is gone
 */
public record RuleChange(@Nullable Rule before, @Nullable Rule after) {

    /** What has to happen to get from one to the other, in the order of the ids. */
    public static List<RuleChange> between(Collection<Rule> before, Collection<Rule> after) {
        Map<String, Rule> old = byId(before);
        Map<String, Rule> wanted = byId(after);
        List<RuleChange> changes = new ArrayList<>();
        old.forEach((id, rule) -> {
            if (!Objects.equals(rule, wanted.get(id))) {
                changes.add(new RuleChange(rule, wanted.get(id)));
            }
        });
        wanted.forEach((id, rule) -> {
            if (!old.containsKey(id)) {
                changes.add(new RuleChange(null, rule));
            }
        });
        return changes;
    }

    public RuleChange {
        if (before == null && after == null) {
            throw new IllegalArgumentException("a change of nothing");
        }
    }

    /** The id of the rule, the same on both sides. */
    public String ruleId() {
        return sides().findFirst().orElseThrow().id();
    }

    /** The rule as it was and as it is to be, whichever there are. */
    public Stream<Rule> sides() {
        return Stream.of(before, after).filter(Objects::nonNull);
    }

    private static Map<String, Rule> byId(Collection<Rule> rules) {
        Map<String, Rule> byId = new TreeMap<>();
        rules.forEach(rule -> byId.put(rule.id(), rule));
        return byId;
    }
}
