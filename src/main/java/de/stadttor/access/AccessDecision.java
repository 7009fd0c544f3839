package de.stadttor.access;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was decided for one person and one application, with all that explains it.
 *
 * @param inputs all that entered the decision apart from the rules themselves
 * @param reasons all that stands against it, in {@link Reason}'s order; empty when the person is admitted
 * @param roles the roles in that application, sorted; told even where a reason stands against them, so that a desk can
 *     say what somebody would have. Nobody who is not {@link #admitted} may be given one
 * @param releasedClaims of {@link Release#KNOWN_CLAIMS}; empty unless admitted
 * @param matched which rules applied, in the order of their ids, each with what it granted
 * @param failed which rules could not be evaluated and therefore granted nothing, in the order of their ids
 */
public record AccessDecision(
        DecisionInputs inputs,
        List<Reason> reasons,
        SortedSet<String> roles,
        Set<String> releasedClaims,
        List<Matched> matched,
        List<Failed> failed) {

    /** A rule that applied and what it granted. */
    public record Matched(String ruleId, SortedSet<String> granted) {}

    /** A rule that could not be evaluated, and why not, for the provider's admin. */
    public record Failed(String ruleId, String message) {}

    public AccessDecision {
        reasons = List.copyOf(reasons);
        roles = Collections.unmodifiableSortedSet(new TreeSet<>(roles));
        releasedClaims = Set.copyOf(releasedClaims);
        matched = List.copyOf(matched);
        failed = List.copyOf(failed);
    }

    /** Whom it is about. */
    public UUID accountId() {
        return inputs.accountId();
    }

    /** For which application. */
    public String applicationId() {
        return inputs.application();
    }

    /** The version of the provider's rules that was looked at; 0 where it has none yet. */
    public long ruleSetVersion() {
        return inputs.ruleSetVersion();
    }

    /** Null when the person is admitted; else the first reason in {@link Reason}'s order: the one that is told. */
    public @Nullable Reason reason() {
        return reasons.isEmpty() ? null : reasons.getFirst();
    }

    public boolean admitted() {
        return reasons.isEmpty();
    }
}
