package de.stadttor.access;

import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One provider's rule: who of its staff gets which roles of one application.
 *
 * @param id unique within the provider
 * @param from first day on which it counts, null: always did (Europe/Berlin)
 * @param until last day on which it counts, null: no end
 * @param why a remark for those who read it later, null: none
 */
public record Rule(
        String id,
        String provider,
        String application,
        Condition when,
        Set<String> grant,
        @Nullable LocalDate from,
        @Nullable LocalDate until,
        @Nullable String why) {

    public Rule {
        grant = Set.copyOf(grant);
    }

    /** Whether it counts on that day, its first and its last day included. */
    public boolean inForce(LocalDate day) {
        return (from == null || !day.isBefore(from)) && (until == null || !day.isAfter(until));
    }

    /** The same with other roles. */
    Rule granting(Set<String> roles) {
        return new Rule(id, provider, application, when, roles, from, until, why);
    }
}
