package de.stadttor.desk;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one rule.
 *
 * @param kind {@code add}, {@code change} or {@code remove}
 * @param before null where the rule is new
 * @param after null where the rule goes
 * @param parts which parts differ, of {@link #PARTS}; empty for a new one and for one that goes
 */
record RuleDiff(
        String id,
        String kind,
        @Nullable Side before,
        @Nullable Side after,
        Set<String> parts) {

    /** Part of the keys of their messages, in their order. */
    static final List<String> PARTS = List.of("application", "who", "gets", "valid", "why");

    /**
     * The rule on one side.
     *
     * @param application its name
     * @param only ids of the roles that this side alone has
     */
    record Side(String application, RulesPage.Row row, Set<String> only) {

        public boolean isOnlyHere(RoleLabel role) {
            return only.contains(role.id());
        }
    }

    RuleDiff {
        parts = Set.copyOf(parts);
    }

    public List<String> allParts() {
        return PARTS;
    }

    public boolean differs(String part) {
        return parts.contains(part);
    }

    /** Whichever there is, the later one first. */
    Side side() {
        if (after != null) {
            return after;
        }
        if (before != null) {
            return before;
        }
        throw new IllegalStateException("a difference of nothing");
    }
}
