package de.stadttor.access;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * By which ways people come to the roles of applications.
 *
 * @param people how many were looked at; null where rules were counted and not people
 * @param ways the widest first
 * @param roles each role that a way leads to, the widest first
 */
public record RoleWays(@Nullable Integer people, List<Way> ways, List<Role> roles) {

    /** What a way begins with. */
    public enum Kind {
        GROUP,
        GROUP_BELOW,
        ROLE,
        ORG_UNIT,
        /** A rule with an expression or with several conditions. */
        RULE,
        /** Several ways that were summed. */
        OTHERS
    }

    /**
     * What a way begins with.
     *
     * @param name of the group, role or unit, or the id of the rule; empty for {@link Kind#OTHERS}
     */
    public record Source(Kind kind, String name) {

        static final Source OTHERS = new Source(Kind.OTHERS, "");

        static Source of(Rule rule) {
            return switch (rule.when()) {
                case Condition.Group group -> new Source(Kind.GROUP, group.name());
                case Condition.GroupBelow below -> new Source(Kind.GROUP_BELOW, below.name());
                case Condition.Role role -> new Source(Kind.ROLE, role.name());
                case Condition.OrgUnit unit -> new Source(Kind.ORG_UNIT, unit.name());
                default -> new Source(Kind.RULE, rule.id());
            };
        }
    }

    /**
     * One way.
     *
     * @param application its id; empty for several that were summed
     * @param role its id; empty for several that were summed
     * @param count of different people, or of rules
     */
    public record Way(Source source, String application, String role, int count) {}

    /**
     * A role, by whatever way.
     *
     * @param count of different people, or of rules; of several that were summed, with those of each
     */
    public record Role(String application, String role, int count) {}

    public RoleWays {
        ways = List.copyOf(ways);
        roles = List.copyOf(roles);
    }
}
