package de.stadttor.keys;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far one signing key is in its life.
 *
 * @param keyId the {@code kid}
 * @param algorithm JWS algorithm
 * @param announcedAt since when it is published
 * @param useFrom when it is to be used
 * @param usedAt since when it signs; null: not yet, or never
 * @param retiredAt since when it signs no more; null: not yet
 * @param removedAt since when it is not published any more; null: not yet
 * @param compromisedAt since when nothing counts that it signed; null: it is in nobody else's hands
 */
public record KeyLife(
        String keyId,
        String algorithm,
        Instant announcedAt,
        Instant useFrom,
        @Nullable Instant usedAt,
        @Nullable Instant retiredAt,
        @Nullable Instant removedAt,
        @Nullable Instant compromisedAt) {

    /** What a key is good for, in the order of its life. */
    public enum State {
        /** Published, so that applications know it before it signs. */
        ANNOUNCED,
        /** Signs. */
        IN_USE,
        /** Signs no more, and is published for as long as what it signed may be verified. */
        RETIRED,
        /** Published no more. */
        REMOVED;

        /** In lower case with an underscore, as in the API. */
        public String code() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public State state() {
        if (removedAt != null) {
            return State.REMOVED;
        }
        if (retiredAt != null) {
            return State.RETIRED;
        }
        return usedAt == null ? State.ANNOUNCED : State.IN_USE;
    }

    boolean is(State state) {
        return state() == state;
    }

    /** Whether an ID token that it signed may come back as a hint: longer than it is published, unless compromised. */
    boolean countsForHints(Instant now) {
        return compromisedAt == null
                && (removedAt == null || (retiredAt != null && now.isBefore(retiredAt.plus(KeySchedule.HINTS))));
    }
}
