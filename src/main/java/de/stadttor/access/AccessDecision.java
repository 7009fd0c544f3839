package de.stadttor.access;

import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was decided for one person and one application, with all that explains it.
 *
 * @param accountId whom it is about
 * @param applicationId for which application
 * @param reason null when the person is admitted; else the first reason in {@link Reason}'s order
 * @param roles the roles in that application; told even where a reason stands against it, empty where it hides them
 * @param releasedClaims of {@link Release#KNOWN_CLAIMS}
 * @param ruleSetVersion the version of the provider's rules that was looked at; 0 where it has none yet
 * @param matched which rules applied, in the order of their ids, each with what it granted
 */
public record AccessDecision(
        UUID accountId,
        String applicationId,
        @Nullable Reason reason,
        SortedSet<String> roles,
        Set<String> releasedClaims,
        long ruleSetVersion,
        List<Matched> matched) {

    /** A rule that applied and what it granted. */
    public record Matched(String ruleId, SortedSet<String> granted) {}

    public boolean admitted() {
        return reason == null;
    }
}
