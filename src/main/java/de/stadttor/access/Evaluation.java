package de.stadttor.access;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/** Evaluates conditions for one person. Used by one thread, for one decision. */
final class Evaluation {

    private final DecisionInputs inputs;
    private final CelExpressions expressions;
    private final List<String> failures = new ArrayList<>();
    private final CelExpressions.Variables variables;

    Evaluation(DecisionInputs inputs, CelExpressions expressions) {
        this.inputs = inputs;
        this.expressions = expressions;
        this.variables = CelExpressions.Variables.of(inputs);
    }

    Truth of(Condition condition) {
        return switch (condition) {
            case Condition.Group group -> groups(inputs.groups().contains(group.name()));
            case Condition.GroupBelow below -> groups(isBelow(below.name(), inputs.groups()));
            case Condition.Role role -> Truth.of(inputs.roles().contains(role.name()));
            case Condition.OrgUnit orgUnit -> Truth.of(orgUnit.name().equals(inputs.orgUnit()));
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
        return inputs.groupsComplete() ? Truth.FALSE : Truth.UNKNOWN;
    }

    private Truth cel(String text) {
        try {
            CelExpressions.Expression expression = expressions.compile(text);
            if (!inputs.groupsComplete() && expression.mentionsGroups()) {
                return Truth.UNKNOWN;
            }
            return Truth.of(expression.evaluate(variables));
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
