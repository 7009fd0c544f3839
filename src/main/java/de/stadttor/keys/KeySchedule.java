package de.stadttor.keys;

import de.stadttor.keys.KeyLife.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** When a signing key goes on in its life: now and the keys of one algorithm decide, and nothing else does. */
final class KeySchedule {

    /**
     * From a key's announcement to its use. An application may keep the published keys for a day; the rest is for caches
     * on the way ({@link SigningKeys#FRESH}), for clocks, and for a job that fetches daily and is late.
     */
    static final Duration ANNOUNCED = Duration.ofHours(26);

    /** How long a key signs: often enough that the way is practised, seldom enough that nobody need look. */
    static final Duration USED = Duration.ofDays(90);

    /** From a key's last signature to its removal: what it signed lives for a quarter of an hour at most. */
    static final Duration PUBLISHED_AFTER = Duration.ofDays(1);

    /**
     * From a key's last signature until the hub knows no ID token of its any more. Applications send the last one that
     * they got back at logout, and where they have refresh tokens, that is at most 30 days old.
     */
    static final Duration HINTS = Duration.ofDays(31);

    private KeySchedule() {}

    /** What is to be done to one key. */
    sealed interface Act {}

    /**
     * A new one.
     *
     * @param useFrom now: it is used at once, since there is none
     */
    record Announce(Instant useFrom) implements Act {}

    /** Signs from now on; whichever did so until now is retired. */
    record Use(String keyId) implements Act {}

    /** Is published no more. */
    record Remove(String keyId) implements Act {}

    /**
     * What is due, in the order in which it is to be done.
     *
     * @param keys all those of one algorithm
     */
    static List<Act> due(Instant now, List<KeyLife> keys) {
        List<Act> due = new ArrayList<>();
        KeyLife inUse =
                keys.stream().filter(key -> key.is(State.IN_USE)).findFirst().orElse(null);
        KeyLife next = keys.stream()
                .filter(key -> key.is(State.ANNOUNCED))
                .min(Comparator.comparing(KeyLife::useFrom))
                .orElse(null);
        if (next != null && (inUse == null || !now.isBefore(next.useFrom()))) {
            due.add(new Use(next.keyId()));
        } else if (next == null && inUse == null) {
            due.add(new Announce(now));
        } else if (next == null && inUse != null && inUse.usedAt() != null) {
            Instant end = inUse.usedAt().plus(USED);
            if (!now.isBefore(end.minus(ANNOUNCED))) {
                due.add(new Announce(now.plus(ANNOUNCED)));
            }
        }
        for (KeyLife key : keys) {
            if (key.is(State.RETIRED)
                    && key.retiredAt() != null
                    && !now.isBefore(key.retiredAt().plus(PUBLISHED_AFTER))) {
                due.add(new Remove(key.keyId()));
            }
        }
        return due;
    }
}
