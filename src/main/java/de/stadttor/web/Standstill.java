package de.stadttor.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses what waited while this node stood still, its process stopped or its machine paused, and takes back what was under
 * way. Whoever sent it was told long ago that it failed, and has done it again elsewhere. Carried out now, a refresh would
 * be a second use that ends the family of tokens, and an old configuration would replace a newer one.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
@ConditionalOnWebApplication
class Standstill extends OncePerRequestFilter implements TransactionExecutionListener, SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Standstill.class);

    /** So long it takes at most until all that waited has been read. */
    private static final Duration READING = Duration.ofSeconds(2);

    private static final long BEAT_MILLIS = 500;

    private final LongSupplier nanos;
    private final Duration harmless;

    /** When the request of this thread began; null where none is under way. */
    private final ThreadLocal<@Nullable Long> begun = new ThreadLocal<>();

    /** When the node last went on after it had stood still; null where it never did. */
    private volatile @Nullable Long wentOn;

    /** Written after {@link #wentOn}: who sees the new beat also sees what it found. Null before the first. */
    private volatile @Nullable Long lastBeat;

    /** @param harmless within it neither proxies nor people give up */
    @Autowired
    Standstill(@Value("${stadttor.standstill:5s}") Duration harmless) {
        this(System::nanoTime, harmless);
    }

    /** Of its own: behind a task of the hub's that takes long, the heart would seem to stand. */
    private volatile @Nullable ScheduledExecutorService heart;

    /** @param nanos a clock that also goes while this process does not */
    Standstill(LongSupplier nanos, Duration harmless) {
        this.nanos = nanos;
        this.harmless = harmless;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // it beats until it is stopped
    public void start() {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("standstill").factory());
        started.scheduleAtFixedRate(this::beat, 0, BEAT_MILLIS, TimeUnit.MILLISECONDS);
        heart = started;
    }

    @Override
    public void stop() {
        ScheduledExecutorService stopping = heart;
        heart = null;
        if (stopping != null) {
            stopping.shutdownNow();
        }
    }

    @Override
    public boolean isRunning() {
        return heart != null;
    }

    /** From before the first request until after the last. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }

    void beat() {
        long now = nanos.getAsLong();
        Long before = lastBeat;
        if (before != null && now - before > harmless.toNanos()) {
            wentOn = now;
            LOG.warn(
                    "this node stood still for {} s; what waited meanwhile is refused",
                    Duration.ofNanos(now - before).toSeconds());
        }
        lastBeat = now;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        beat();
        long now = nanos.getAsLong();
        Long latest = wentOn;
        if (latest != null && now - latest < READING.toNanos()) {
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return;
        }
        begun.set(now);
        try {
            chain.doFilter(request, response);
        } finally {
            begun.remove();
        }
    }

    /** @throws TransactionSystemException where the node stood still since the request began: nothing is changed */
    @Override
    public void beforeCommit(TransactionExecution transaction) {
        Long since = begun.get();
        if (since == null) {
            return;
        }
        beat();
        Long latest = wentOn;
        if (latest != null && latest - since > 0) {
            throw new TransactionSystemException("this node stood still while it worked on the request");
        }
    }
}
