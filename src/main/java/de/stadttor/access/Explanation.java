package de.stadttor.access;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why a decision came out as it did, and what it would be now.
 *
 * @param confirmed whether deciding again from what entered then, by the rules of then, comes to the same
 * @param roles each role of the application as it was then, in the order of their ids
 * @param today null where person or application are gone
 */
public record Explanation(
        RecordedDecision recorded,
        boolean confirmed,
        List<RoleExplained> roles,
        @Nullable Today today) {

    /**
     * A role, and the rules by which it is given.
     *
     * @param given whether one of the rules gave it
     * @param rules those that applied first, then what comes nearest; at most {@link Explainer#MOST_RULES}
     * @param further how many rules give this role besides
     */
    public record RoleExplained(String role, boolean given, List<RuleJudged> rules, int further) {
        public RoleExplained {
            rules = List.copyOf(rules);
        }
    }

    /**
     * A rule, and what it came to.
     *
     * @param inForce whether the day lay within its bounds
     */
    public record RuleJudged(Rule rule, boolean inForce, Judged when) {

        public boolean applied() {
            return inForce && when.truth() == Truth.TRUE;
        }
    }

    /**
     * The same person, application and assurance decided now.
     *
     * @param same whether it comes to the same: reasons, roles and claims
     * @param changed what entered otherwise than then
     */
    public record Today(AccessDecision decision, boolean same, Set<Changed> changed) {
        public Today {
            changed = Set.copyOf(changed);
        }
    }

    /** What may have changed between two decisions. */
    public enum Changed {
        PROVIDER,
        ACCOUNT,
        GROUPS,
        PROVIDER_ROLES,
        ORG_UNIT,
        MUNICIPALITY,
        ASSURANCE,
        APPLICATION,
        RELEASE,
        RULES,
        DAY
    }

    public Explanation {
        roles = List.copyOf(roles);
    }
}
