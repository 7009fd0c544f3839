package de.stadttor.access;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Whether a condition can hold for anybody at all. Expressions are taken as they stand: nothing is known of them but
 * that the same text cannot be true and false at once. Where finding out would take long, it counts as possible.
 */
final class Satisfiability {

    private static final int MOST_STEPS = 20_000;

    private final Predicate<Condition> imaginable;
    private int steps;

    /**
     * @param imaginable whether a simple condition can be true of anybody
     */
    private Satisfiability(Predicate<Condition> imaginable) {
        this.imaginable = imaginable;
    }

    static boolean canHold(Condition condition) {
        return canHold(condition, simple -> true);
    }

    static boolean canHold(Condition condition, Predicate<Condition> imaginable) {
        return new Satisfiability(imaginable).holds(new Goal(condition, true, null), new HashMap<>());
    }

    /** What is still to be shown, as a list. */
    private record Goal(
            Condition condition, boolean wanted, @Nullable Goal next) {}

    private boolean holds(@Nullable Goal goal, Map<Condition, Boolean> assumed) {
        if (goal == null || ++steps > MOST_STEPS) {
            return true;
        }
        boolean wanted = goal.wanted();
        return switch (goal.condition()) {
            case Condition.Not not -> holds(new Goal(not.condition(), !wanted, goal.next()), assumed);
            case Condition.All all -> holds(goal, all.conditions(), wanted, assumed);
            case Condition.Any any -> holds(goal, any.conditions(), !wanted, assumed);
            default -> assume(goal, assumed);
        };
    }

    /**
     * @param each whether each of the parts has to come to what is wanted; else one of them is enough
     */
    private boolean holds(Goal goal, List<Condition> parts, boolean each, Map<Condition, Boolean> assumed) {
        if (each) {
            Goal goals = goal.next();
            for (Condition part : parts.reversed()) {
                goals = new Goal(part, goal.wanted(), goals);
            }
            return holds(goals, assumed);
        }
        return parts.stream().anyMatch(part -> holds(new Goal(part, goal.wanted(), goal.next()), assumed));
    }

    private boolean assume(Goal goal, Map<Condition, Boolean> assumed) {
        Condition simple = goal.condition();
        if (goal.wanted() && !imaginable.test(simple)) {
            return false;
        }
        Boolean already = assumed.get(simple);
        if (already != null) {
            return already == goal.wanted() && holds(goal.next(), assumed);
        }
        for (Map.Entry<Condition, Boolean> other : assumed.entrySet()) {
            if (excludes(simple, goal.wanted(), other.getKey(), other.getValue())
                    || excludes(other.getKey(), other.getValue(), simple, goal.wanted())) {
                return false;
            }
        }
        assumed.put(simple, goal.wanted());
        boolean holds = holds(goal.next(), assumed);
        assumed.remove(simple);
        return holds;
    }

    /** Whether the first, true, excludes the second with its value. */
    private static boolean excludes(Condition one, boolean isTrue, Condition other, boolean otherIsTrue) {
        if (!isTrue) {
            return false;
        }
        return switch (one) {
            case Condition.OrgUnit unit -> otherIsTrue && other instanceof Condition.OrgUnit && !unit.equals(other);
            case Condition.Group group -> !otherIsTrue && isBelow(group.name(), other);
            case Condition.GroupBelow below -> !otherIsTrue && isBelow(below.name(), other);
            default -> false;
        };
    }

    private static boolean isBelow(String group, Condition other) {
        return other instanceof Condition.GroupBelow below
                && (group.equals(below.name()) || group.startsWith(below.name() + "/"));
    }
}
