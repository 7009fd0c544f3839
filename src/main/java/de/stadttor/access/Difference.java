package de.stadttor.access;

import de.stadttor.access.AccessDecision.Failed;
import de.stadttor.access.AccessDecision.Matched;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What two rule sets come to for the same person and application.
 *
 * @param changes whether the two are not the same in all that counts
 * @param matched which rules applied afterwards
 * @param failed which rules could not be evaluated afterwards
 */
record Difference(
        boolean changes,
        SortedSet<String> gained,
        SortedSet<String> lost,
        SortedSet<String> kept,
        SortedSet<String> withheld,
        @Nullable Reason before,
        @Nullable Reason after,
        List<Matched> matched,
        List<Failed> failed) {

    static Difference between(AccessDecision before, AccessDecision after) {
        SortedSet<String> had = had(before);
        SortedSet<String> has = had(after);
        return new Difference(
                before.reason() != after.reason() || !before.roles().equals(after.roles()),
                without(has, had),
                without(had, has),
                both(had, has),
                after.admitted() ? Collections.emptySortedSet() : after.roles(),
                before.reason(),
                after.reason(),
                after.matched(),
                after.failed());
    }

    /** Whoever is not let in has no roles, whatever the rules say. */
    private static SortedSet<String> had(AccessDecision decision) {
        return decision.admitted() ? decision.roles() : Collections.emptySortedSet();
    }

    private static SortedSet<String> without(SortedSet<String> roles, Set<String> others) {
        SortedSet<String> rest = new TreeSet<>(roles);
        rest.removeAll(others);
        return rest;
    }

    private static SortedSet<String> both(SortedSet<String> roles, Set<String> others) {
        SortedSet<String> rest = new TreeSet<>(roles);
        rest.retainAll(others);
        return rest;
    }
}
