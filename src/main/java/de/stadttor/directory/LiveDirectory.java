package de.stadttor.directory;

import de.stadttor.federation.Provider;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One provider's directory on this node: the last good read, and at most one that is under way. */
final class LiveDirectory {

    /** The reading itself. */
    interface Source {

        /**
         * @throws ReadFailure where anything is missing
         */
        DirectorySnapshot read(Provider provider, Instant at, Consumer<ReadProgress> progress);
    }

    static final Duration FRESH = Duration.ofMinutes(5);
    static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(30);
    static final Duration PAUSE_BEFORE_RELOAD = Duration.ofSeconds(10);

    /** A read that took long is good for longer, so that a provider is read for a tenth of the time at most. */
    private static final int TIMES_THE_READ = 10;

    private static final Logger LOG = LoggerFactory.getLogger(LiveDirectory.class);

    private final Provider provider;
    private final Source source;
    private final Consumer<DirectorySnapshot> afterwards;
    private final Executor threads;
    private final Clock clock;
    private @Nullable DirectorySnapshot snapshot;
    private @Nullable DirectoryProblem problem;
    private @Nullable CompletableFuture<Void> reading;
    private volatile ReadProgress progress = ReadProgress.BEGUN;
    private Instant endedAt = Instant.MIN;
    private Instant askedAt;

    /**
     * @param afterwards is shown each good read
     */
    LiveDirectory(
            Provider provider, Source source, Consumer<DirectorySnapshot> afterwards, Executor threads, Clock clock) {
        this.provider = provider;
        this.source = source;
        this.afterwards = afterwards;
        this.threads = threads;
        this.clock = clock;
        this.askedAt = clock.instant();
    }

    /** Whether it is read as this provider is configured now. */
    boolean isOf(Provider now) {
        return provider.claims().equals(now.claims()) && Objects.equals(provider.directory(), now.directory());
    }

    /** What is known; begins to read where that is nothing or old, or the latest read failed and that is a while ago. */
    synchronized DirectoryState look() {
        askedAt = clock.instant();
        boolean due = problem == null ? isStale() : askedAt.isAfter(endedAt.plus(PAUSE_AFTER_FAILURE));
        if (due) {
            begin();
        }
        return state();
    }

    /** As {@link #look}; where nothing was ever read, waits for the read that is under way. */
    DirectoryState look(Duration patience) throws InterruptedException {
        DirectoryState state = look();
        CompletableFuture<Void> awaited = underWay();
        if (state.snapshot() != null || awaited == null) {
            return state;
        }
        try {
            awaited.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // the state says what there is
        }
        return known();
    }

    /** What is known, without beginning anything. */
    synchronized DirectoryState known() {
        return state();
    }

    /**
     * Whether a reload would begin a read now; else there is one to be joined.
     *
     * @throws ReloadTooSoon where the last one ended a moment ago
     */
    synchronized boolean wouldBegin() {
        if (reading != null) {
            return false;
        }
        Instant now = clock.instant();
        Duration wait = Duration.between(now, endedAt.equals(Instant.MIN) ? now : endedAt.plus(PAUSE_BEFORE_RELOAD));
        if (wait.isPositive()) {
            throw new ReloadTooSoon(wait.plusMillis(999).truncatedTo(ChronoUnit.SECONDS));
        }
        return true;
    }

    /**
     * Begins to read, or joins the read that is under way.
     *
     * @throws ReloadTooSoon where the last one ended a moment ago
     */
    synchronized DirectoryState reload() {
        askedAt = clock.instant();
        if (wouldBegin()) {
            begin();
        }
        return state();
    }

    /** The next look may try again at once: a secret was changed, for instance. */
    synchronized void tryAgain() {
        endedAt = Instant.MIN;
    }

    synchronized boolean isUnusedSince(Instant time) {
        return askedAt.isBefore(time) && reading == null;
    }

    private synchronized @Nullable CompletableFuture<Void> underWay() {
        return reading;
    }

    private boolean isStale() {
        DirectorySnapshot known = snapshot;
        if (known == null) {
            return true;
        }
        Duration byItsLength = known.took().multipliedBy(TIMES_THE_READ);
        Duration fresh = byItsLength.compareTo(FRESH) > 0 ? byItsLength : FRESH;
        return known.readAt().plus(fresh).isBefore(clock.instant());
    }

    private DirectoryState state() {
        return new DirectoryState(provider.id(), snapshot, isStale(), problem, reading == null ? null : progress);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // whoever waits does so on what is kept
    private void begin() {
        if (reading != null) {
            return;
        }
        progress = ReadProgress.BEGUN;
        reading = CompletableFuture.runAsync(this::read, threads);
    }

    private void read() {
        try {
            DirectorySnapshot read = source.read(provider, clock.instant(), told -> progress = told);
            ended(read, null);
            afterwards.accept(read);
        } catch (ReadFailure e) {
            LOG.warn("The directory of {} cannot be read: {}", provider.id(), e.sentence());
            ended(null, new DirectoryProblem(e.kind(), e.sentence(), clock.instant()));
        } catch (RuntimeException e) {
            LOG.error("The directory of {} cannot be read", provider.id(), e);
            ended(
                    null,
                    new DirectoryProblem(
                            DirectoryProblem.Kind.NONSENSE,
                            "The directory cannot be read; the hub's log says why.",
                            clock.instant()));
        }
    }

    private synchronized void ended(@Nullable DirectorySnapshot good, @Nullable DirectoryProblem bad) {
        if (good != null) {
            snapshot = good;
        }
        problem = bad;
        endedAt = clock.instant();
        reading = null;
    }
}
