package de.stadttor.audit;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which events are looked for, the newest first; what is null or empty does not matter.
 *
 * @param from the earliest time
 * @param to the time before which they happened
 * @param kinds any of these
 * @param reference in upper case
 * @param after those that come after this one, which was the last of the page before
 */
public record AuditQuery(
        @Nullable Instant from,
        @Nullable Instant to,
        List<String> kinds,
        @Nullable String provider,
        @Nullable UUID account,
        @Nullable String application,
        @Nullable String reference,
        @Nullable Place after) {

    /** Where an event stands in this order. */
    public record Place(Instant at, long position) {}

    public AuditQuery {
        kinds = List.copyOf(kinds);
    }

    /** The same, further on. */
    public AuditQuery after(Place place) {
        return new AuditQuery(from, to, kinds, provider, account, application, reference, place);
    }
}
