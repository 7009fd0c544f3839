package de.stadttor.access;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** Evaluates conditions for one person. Used by one thread, for one decision. */
final class Evaluation {

    private final Facts facts;
    private final CelExpressions expressions;
    private final List<String> failures = new ArrayList<>();
    private CelExpressions.@Nullable Variables variables;

    Evaluation(DecisionInputs inputs, CelExpressions expressions) {
        this(Facts.of(inputs), expressions);
    }

    Evaluation(Facts facts, CelExpressions expressions) {
        this.facts = facts;
        this.expressions = expressions;
    }

    Truth of(Condition condition) {
        return switch (condition) {
            case Condition.Group group -> groups(facts.groups().contains(group.name()));
            case Condition.GroupBelow below -> groups(isBelow(below.name(), facts.groups()));
            case Condition.Role role -> Truth.of(facts.roles().contains(role.name()));
            case Condition.OrgUnit orgUnit -> Truth.of(orgUnit.name().equals(facts.orgUnit()));
            case Condition.Any any -> Truth.any(any.conditions(), this::of);
            case Condition.All all -> Truth.all(all.conditions(), this::of);
            case Condition.Not not -> of(not.condition()).not();
            case Condition.Cel cel -> cel(cel.expression());
        };
    }

    /** Why the last evaluation of a rule failed; forgets it. */
    String takeFailure() {
        String failure = failures.isEmpty() ? "could not be evaluated" : failures.getFirst();
        failures.clear();
        return failure;
    }

    private Truth groups(boolean known) {
        if (known) {
            return Truth.TRUE;
        }
        return facts.groupsComplete() ? Truth.FALSE : Truth.UNKNOWN;
    }

    /** Most conditions need none. */
    private CelExpressions.Variables variables() {
        CelExpressions.Variables known = variables;
        if (known == null) {
            known = CelExpressions.Variables.of(facts);
            variables = known;
        }
        return known;
    }

    private Truth cel(String text) {
        try {
            CelExpressions.Expression expression = expressions.compile(text);
            if (!facts.groupsComplete() && expression.mentionsGroups()) {
                return Truth.UNKNOWN;
            }
            return Truth.of(expression.evaluate(variables()));
        } catch (InvalidExpression | CelExpressions.NotEvaluated e) {
            failures.add(String.valueOf(e.getMessage()));
            return Truth.FAILED;
        }
    }

    /** Whether one of the sorted groups is this one or below it. */
    private static boolean isBelow(String name, SortedSet<String> groups) {
        if (groups.contains(name)) {
            return true;
        }
        String below = name + "/";
        SortedSet<String> from = groups.tailSet(below);
        return !from.isEmpty() && from.first().startsWith(below);
    }
}
