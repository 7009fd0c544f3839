package de.stadttor.access;

import de.stadttor.access.Explanation.Changed;
import de.stadttor.access.Explanation.RoleExplained;
import de.stadttor.access.Explanation.RuleJudged;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Explains decisions from what entered them. Asks nobody, keeps nothing; thread-safe. */
final class Explainer {

    /** More rules than this for one role nobody reads. */
    static final int MOST_RULES = 10;

    private final CelExpressions expressions;

    Explainer(CelExpressions expressions) {
        this.expressions = expressions;
    }

    /**
     * @param rules of the person's provider for this application, in the version that the inputs name
     */
    List<RoleExplained> roles(DecisionInputs inputs, RuleIndex rules) {
        Evaluation evaluation = new Evaluation(inputs, expressions);
        return inputs.applicationRoles().stream()
                .map(role -> role(role, inputs, rules.granting(role), evaluation))
                .toList();
    }

    private static RoleExplained role(String role, DecisionInputs inputs, List<Rule> rules, Evaluation evaluation) {
        List<RuleJudged> judged = rules.stream()
                .map(rule -> judged(rule, inputs.today(), evaluation))
                .sorted(Comparator.comparing((RuleJudged one) -> !one.applied())
                        .thenComparing(one -> !one.inForce())
                        .thenComparingInt(one -> missing(one.when()))
                        .thenComparing(one -> one.rule().id()))
                .toList();
        return new RoleExplained(
                role,
                judged.stream().anyMatch(RuleJudged::applied),
                judged.subList(0, Math.min(MOST_RULES, judged.size())),
                Math.max(0, judged.size() - MOST_RULES));
    }

    private static RuleJudged judged(Rule rule, LocalDate day, Evaluation evaluation) {
        return new RuleJudged(rule, rule.inForce(day), Judged.of(rule.when(), evaluation));
    }

    /** How many simple conditions stand between the person and the rule. */
    private static int missing(Judged judged) {
        if (judged.truth() == Truth.TRUE) {
            return 0;
        }
        return switch (judged.condition()) {
            case Condition.All all ->
                judged.parts().stream().mapToInt(Explainer::missing).sum();
            case Condition.Any any ->
                judged.parts().stream().mapToInt(Explainer::missing).min().orElse(1);
            default -> 1;
        };
    }

    /** What entered otherwise. */
    static Set<Changed> changed(DecisionInputs then, DecisionInputs now) {
        Set<Changed> changed = EnumSet.noneOf(Changed.class);
        note(changed, Changed.PROVIDER, then.providerEnabled(), now.providerEnabled());
        note(changed, Changed.ACCOUNT, then.accountEnabled(), now.accountEnabled());
        note(changed, Changed.GROUPS, then.groups(), now.groups());
        note(changed, Changed.GROUPS, then.groupsComplete(), now.groupsComplete());
        note(changed, Changed.PROVIDER_ROLES, then.roles(), now.roles());
        note(changed, Changed.ORG_UNIT, then.orgUnit(), now.orgUnit());
        note(changed, Changed.MUNICIPALITY, then.ags(), now.ags());
        note(changed, Changed.MUNICIPALITY, then.state(), now.state());
        note(changed, Changed.ASSURANCE, then.assurance(), now.assurance());
        note(changed, Changed.APPLICATION, then.applicationRoles(), now.applicationRoles());
        note(changed, Changed.APPLICATION, then.admittedStates(), now.admittedStates());
        note(changed, Changed.APPLICATION, then.requiredAssurance(), now.requiredAssurance());
        note(changed, Changed.RELEASE, then.release(), now.release());
        note(changed, Changed.RULES, then.ruleSetVersion(), now.ruleSetVersion());
        if (changed.isEmpty()) {
            note(changed, Changed.DAY, then.today(), now.today());
        }
        return changed;
    }

    private static void note(Set<Changed> changed, Changed what, @Nullable Object then, @Nullable Object now) {
        if (!Objects.equals(then, now)) {
            changed.add(what);
        }
    }

    static boolean same(AccessDecision one, AccessDecision other) {
        return one.reasons().equals(other.reasons())
                && one.roles().equals(other.roles())
                && one.releasedClaims().equals(other.releasedClaims());
    }
}
