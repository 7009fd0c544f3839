package de.stadttor.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Decides: what entered and the rules give the decision, the same ones always the same. Default deny, and what is
 * unknown refuses. Asks nobody, keeps nothing; thread-safe.
 */
final class Decider {

    private final CelExpressions expressions;

    Decider(CelExpressions expressions) {
        this.expressions = expressions;
    }

    /**
     * @param rules of the person's provider for this application, in the version that the inputs name
     */
    AccessDecision decide(DecisionInputs inputs, RuleIndex rules) {
        if (rules.version() != inputs.ruleSetVersion()) {
            throw new IllegalArgumentException("these are the rules of another version");
        }
        Evaluation evaluation = new Evaluation(inputs, expressions);
        Applied applied = apply(inputs, rules, evaluation);
        List<Reason> reasons = reasons(inputs, rules, evaluation, applied.roles());
        return new AccessDecision(
                inputs,
                reasons,
                applied.roles(),
                reasons.isEmpty() && inputs.release() != null ? inputs.release().claims() : Set.of(),
                applied.matched(),
                applied.failed());
    }

    private record Applied(
            SortedSet<String> roles, List<AccessDecision.Matched> matched, List<AccessDecision.Failed> failed) {}

    private static Applied apply(DecisionInputs inputs, RuleIndex rules, Evaluation evaluation) {
        Applied applied = new Applied(new TreeSet<>(), new ArrayList<>(), new ArrayList<>());
        for (Rule rule : rules.candidates(inputs)) {
            SortedSet<String> granted = new TreeSet<>(rule.grant());
            granted.retainAll(inputs.applicationRoles());
            if (granted.isEmpty() || !rule.inForce(inputs.today())) {
                continue;
            }
            switch (evaluation.of(rule.when())) {
                case TRUE -> {
                    applied.roles().addAll(granted);
                    applied.matched().add(new AccessDecision.Matched(rule.id(), granted));
                }
                case FAILED -> applied.failed().add(new AccessDecision.Failed(rule.id(), evaluation.takeFailure()));
                case FALSE, UNKNOWN -> {}
            }
        }
        return applied;
    }

    private static List<Reason> reasons(
            DecisionInputs inputs, RuleIndex rules, Evaluation evaluation, Set<String> roles) {
        Map<Reason, Boolean> holds = new TreeMap<>();
        holds.put(Reason.PROVIDER_DISABLED, !inputs.providerEnabled());
        holds.put(Reason.ACCOUNT_DISABLED, !inputs.accountEnabled());
        holds.put(Reason.MUNICIPALITY_UNKNOWN, inputs.state() == null);
        holds.put(Reason.ASSURANCE_UNKNOWN, inputs.assurance() == null);
        holds.put(
                Reason.STATE_NOT_ADMITTED,
                inputs.state() != null && !inputs.admittedStates().contains(inputs.state()));
        holds.put(Reason.NOT_RELEASED, !released(inputs));
        boolean undecided = !inputs.groupsComplete() && undecided(inputs, rules, evaluation, roles);
        holds.put(Reason.GROUPS_INCOMPLETE, undecided);
        holds.put(Reason.NO_ROLE, !inputs.applicationRoles().isEmpty() && roles.isEmpty() && !undecided);
        holds.put(
                Reason.ASSURANCE_TOO_LOW,
                inputs.assurance() != null && inputs.assurance().compareTo(inputs.requiredAssurance()) < 0);
        return holds.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static boolean released(DecisionInputs inputs) {
        DecisionInputs.ReleaseTerms release = inputs.release();
        return release != null && (release.until() == null || !inputs.today().isAfter(release.until()));
    }

    /** Whether groups that were cut off could bring one more role. */
    private static boolean undecided(DecisionInputs inputs, RuleIndex rules, Evaluation evaluation, Set<String> roles) {
        return inputs.applicationRoles().stream()
                .filter(role -> !roles.contains(role))
                .flatMap(role -> rules.granting(role).stream())
                .filter(rule -> rule.inForce(inputs.today()))
                .anyMatch(rule -> evaluation.of(rule.when()) == Truth.UNKNOWN);
    }
}
