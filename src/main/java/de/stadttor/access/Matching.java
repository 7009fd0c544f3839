package de.stadttor.access;

import de.stadttor.federation.Provider;
import de.stadttor.person.Person;
import org.jspecify.annotations.Nullable;

/**
 * Finds out for whom one condition holds, by the very evaluation of a sign-in: for those who write a rule. Grants
 * nothing. Used by one thread.
 */
public final class Matching {

    private final CelExpressions expressions;
    private final Condition condition;
    private final Provider provider;
    private @Nullable String failure;

    /**
     * @param condition valid by {@link RuleSets#problems(Condition)}
     */
    public Matching(CelExpressions expressions, Condition condition, Provider provider) {
        this.expressions = expressions;
        this.condition = condition;
        this.provider = provider;
    }

    /**
     * What it comes to for this person.
     *
     * @throws IllegalArgumentException for somebody of another provider
     */
    public Truth of(Person person) {
        Evaluation evaluation = new Evaluation(Facts.of(person, provider), expressions);
        Truth truth = evaluation.of(condition);
        if (truth == Truth.FAILED && failure == null) {
            failure = evaluation.takeFailure();
        }
        return truth;
    }

    /** Why it could not be evaluated for the first of those for whom it could not; null where it could for all. */
    public @Nullable String failure() {
        return failure;
    }
}
