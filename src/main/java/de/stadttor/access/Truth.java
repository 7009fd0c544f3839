package de.stadttor.access;

import java.util.List;
import java.util.function.Function;

/**
 * What a condition comes to. {@link #UNKNOWN}: groups that the provider cut off could make it true, or could make it
 * false. {@link #FAILED}: it could not be evaluated. Neither ever grants anything, not even under a {@code not}.
 */
public enum Truth {
    TRUE,
    FALSE,
    UNKNOWN,
    FAILED;

    static Truth of(boolean value) {
        return value ? TRUE : FALSE;
    }

    /** True as soon as one is; the order does not matter. */
    static Truth any(List<Condition> conditions, Function<Condition, Truth> evaluation) {
        return combine(conditions, evaluation, TRUE, FALSE);
    }

    /** False as soon as one is; the order does not matter. */
    static Truth all(List<Condition> conditions, Function<Condition, Truth> evaluation) {
        return combine(conditions, evaluation, FALSE, TRUE);
    }

    Truth not() {
        return switch (this) {
            case TRUE -> FALSE;
            case FALSE -> TRUE;
            case UNKNOWN, FAILED -> this;
        };
    }

    private static Truth combine(
            List<Condition> conditions, Function<Condition, Truth> evaluation, Truth settled, Truth otherwise) {
        Truth result = otherwise;
        for (Condition condition : conditions) {
            Truth truth = evaluation.apply(condition);
            if (truth == settled) {
                return settled;
            }
            if (truth == UNKNOWN || (truth == FAILED && result == otherwise)) {
                result = truth;
            }
        }
        return result;
    }
}
