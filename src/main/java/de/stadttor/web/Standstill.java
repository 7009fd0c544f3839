package de.stadttor.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses what waited while this node stood still: its process was stopped, its machine paused. Whoever sent it was told
 * long ago that it failed, and has done it again elsewhere. Carried out now, a refresh would be a second use that ends the
 * family of tokens, and an old configuration would replace a newer one.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
@ConditionalOnWebApplication
class Standstill extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(Standstill.class);

    /** Within it neither proxies nor people give up. */
    private static final Duration HARMLESS = Duration.ofSeconds(5);

    /** So long it takes at most until all that waited has been read. */
    private static final Duration READING = Duration.ofSeconds(2);

    private static final long BEAT_MILLIS = 500;

    private final LongSupplier nanos;
    private volatile long refusingUntil;

    /** Written after {@link #refusingUntil}: who sees the new beat also sees what it found. */
    private volatile long lastBeat;

    /** A node that starts has not stood still. */
    private volatile boolean beating;

    @Autowired
    Standstill() {
        this(System::nanoTime);
    }

    /** @param nanos a clock that also goes while this process does not */
    Standstill(LongSupplier nanos) {
        this.nanos = nanos;
        this.refusingUntil = nanos.getAsLong();
    }

    @Scheduled(fixedRate = BEAT_MILLIS)
    void beat() {
        long now = nanos.getAsLong();
        long stood = now - lastBeat;
        if (beating && stood > HARMLESS.toNanos()) {
            refusingUntil = now + READING.toNanos();
            LOG.warn(
                    "this node stood still for {} s; what waited meanwhile is refused",
                    Duration.ofNanos(stood).toSeconds());
        }
        lastBeat = now;
        beating = true;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        beat();
        if (nanos.getAsLong() - refusingUntil < 0) {
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return;
        }
        chain.doFilter(request, response);
    }
}
