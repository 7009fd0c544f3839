package de.stadttor.upstream;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Something fetched from a provider, kept through its outages. One fetch is under way at a time and everybody waits for
 * the same one; a value that got old is handed out while it is fetched anew.
 */
final class LastGood<T> {

    /** The fetching itself. */
    interface Source<T> {
        T fetch() throws UpstreamFailure;
    }

    static final Duration FRESH = Duration.ofHours(1);
    static final Duration USABLE = Duration.ofHours(24);

    /** Between two attempts: short, so that a provider that is back is seen at once. */
    static final Duration PAUSE = Duration.ofSeconds(1);

    private final Source<T> source;
    private final Clock clock;
    private volatile @Nullable Kept<T> kept;
    private @Nullable Attempt<T> latest;

    private record Kept<T>(T value, Instant at) {}

    private record Attempt<T>(CompletableFuture<T> result, Instant startedAt) {}

    LastGood(Source<T> source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    T get() throws UpstreamFailure {
        Kept<T> present = kept;
        if (present == null || isOlder(present, USABLE)) {
            return await(attempt());
        }
        if (isOlder(present, FRESH)) {
            refreshInTheBackground();
        }
        return present.value();
    }

    /** A newer one than {@code seen}, which lacks something; {@code seen} again where it was fetched just now. */
    T newerThan(T seen) throws UpstreamFailure {
        Kept<T> present = kept;
        if (present != null && !present.value().equals(seen)) {
            return present.value();
        }
        return await(attempt());
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what is at hand will do, also when this attempt fails
    private void refreshInTheBackground() {
        attempt();
    }

    private boolean isOlder(Kept<T> present, Duration age) {
        return present.at().plus(age).isBefore(clock.instant());
    }

    private synchronized CompletableFuture<T> attempt() {
        Attempt<T> present = latest;
        Instant now = clock.instant();
        if (present != null
                && (!present.result().isDone()
                        || (now.isBefore(present.startedAt().plus(PAUSE))
                                // a clock that was set back must not make a failure last
                                && !now.isBefore(present.startedAt())))) {
            return present.result();
        }
        CompletableFuture<T> result = new CompletableFuture<>();
        latest = new Attempt<>(result, now);
        Thread.ofVirtual().name("upstream-refresh").start(() -> {
            try {
                T value = source.fetch();
                kept = new Kept<>(value, now);
                result.complete(value);
            } catch (UpstreamFailure | RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    private static <T> T await(CompletableFuture<T> result) throws UpstreamFailure {
        try {
            return result.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof UpstreamFailure failure) {
                throw new UpstreamFailure(failure.kind(), String.valueOf(failure.getMessage()), failure);
            }
            throw e;
        }
    }
}
