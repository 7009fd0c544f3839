package de.stadttor.audit;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
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
    public record Place(Instant at, long position) {

        private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
        private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

        static Place of(AuditEvent event) {
            return new Place(event.at(), event.position());
        }

        /** As one text, opaque to those who page. */
        public String cursor() {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString((at + " " + position).getBytes(StandardCharsets.US_ASCII));
        }

        /**
         * @throws IllegalArgumentException for a text that is no {@link #cursor}
         */
        public static Place ofCursor(String cursor) {
            String place = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
            int blank = place.indexOf(' ');
            if (blank < 0) {
                throw new IllegalArgumentException("no cursor");
            }
            return new Place(time(place.substring(0, blank)), Long.parseLong(place.substring(blank + 1)));
        }

        /**
         * A time as the audit tells it, within what the database can compare with.
         *
         * @throws IllegalArgumentException for anything else
         */
        public static Instant time(String text) {
            try {
                Instant time = Instant.parse(text);
                if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
                    throw new IllegalArgumentException("no time of this hub");
                }
                return time;
            } catch (DateTimeException e) {
                throw new IllegalArgumentException(e);
            }
        }
    }

    public AuditQuery {
        kinds = List.copyOf(kinds);
    }

    /** The same, further on. */
    public AuditQuery after(Place place) {
        return new AuditQuery(from, to, kinds, provider, account, application, reference, place);
    }
}
