package de.stadttor.logout;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When a failed delivery is tried again: after about a second, then after twice as long each time up to a quarter of an
 * hour, a quarter more or less by chance, so that an application that comes back is not met by all at once.
 */
final class RetryTimes {

    /** For how long a message is tried: longer than a hub session lasts, and than a night's maintenance. */
    static final Duration KEEP_TRYING = Duration.ofHours(24);

    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final int DOUBLINGS = 10;

    private RetryTimes() {}

    /**
     * @param attempts how often it was tried, at least once
     * @param now when the last attempt failed
     * @return empty where it is given up
     */
    static Optional<Instant> next(int attempts, Instant createdAt, Instant now, RandomGenerator random) {
        long seconds = Math.min(LONGEST.toSeconds(), 1L << Math.min(attempts - 1, DOUBLINGS));
        Instant next = now.plusMillis((long) (seconds * 1_000 * (0.75 + random.nextDouble() / 2)));
        return next.isBefore(createdAt.plus(KEEP_TRYING)) ? Optional.of(next) : Optional.empty();
    }
}
