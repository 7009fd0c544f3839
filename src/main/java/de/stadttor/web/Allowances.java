package de.stadttor.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import de.stadttor.platform.LimitSettings;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What callers may still ask of this node in this minute who have not proven who they are. Each takes before anything is
 * done for it, and gets back what it took once it has proven itself: whoever signs in in the end costs nothing, however
 * many share an address. Kept in memory, and no more than {@link #MOST_CALLERS} of them: a count that is forgotten begins
 * anew. What can be guessed is counted in PostgreSQL, see {@link de.stadttor.issuing.DeviceGuesses}.
 */
@Component
class Allowances {

    /** Some 12 MB. */
    static final int MOST_CALLERS = 30_000;

    /** So long an address is remembered from which somebody signed in. */
    private static final Duration REMEMBERED = Duration.ofDays(1);

    /** What is asked. */
    enum Kind {
        /** By browsers. */
        PEOPLE,
        /** By applications, with credentials or a token. */
        APPLICATIONS,
        /** By applications that register themselves. */
        REGISTRATIONS,
        /** To be written down for a public client, by its id. */
        UNPROVEN_ROWS
    }

    private record Caller(Kind kind, String whose) {}

    /** What is left to one caller; the bucket is null where there is no limit. */
    private static final class Allowance {

        private final @Nullable Bucket bucket;
        private volatile boolean proven;

        private Allowance(@Nullable Bucket bucket) {
            this.bucket = bucket;
        }
    }

    private final Map<Kind, Bandwidth> limits = new EnumMap<>(Kind.class);
    private final Map<Kind, Bucket> strangers = new EnumMap<>(Kind.class);
    private final TimeMeter time;
    private final Cache<Caller, Allowance> callers = Caffeine.newBuilder()
            .maximumSize(MOST_CALLERS)
            .expireAfterAccess(REMEMBERED)
            .build();

    Allowances(LimitSettings settings, Clock clock, MeterRegistry meters) {
        this.time = new ForwardTime(clock);
        limit(Kind.PEOPLE, settings.limitPeople());
        limit(Kind.APPLICATIONS, settings.limitApplications());
        limit(Kind.REGISTRATIONS, settings.limitRegistrations());
        limit(Kind.UNPROVEN_ROWS, settings.limitUnprovenRows());
        if (settings.limitStrangers() > 0) {
            for (Kind kind : List.of(Kind.PEOPLE, Kind.APPLICATIONS, Kind.REGISTRATIONS)) {
                strangers.put(kind, bucket(perMinute(settings.limitStrangers())));
            }
        }
        Gauge.builder("stadttor.callers.counted", callers, Cache::estimatedSize)
                .description("addresses and applications whose requests are counted, at most " + MOST_CALLERS)
                .register(meters);
    }

    private void limit(Kind kind, int perMinute) {
        if (perMinute > 0) {
            limits.put(kind, perMinute(perMinute));
        }
    }

    /** So much, of which ten seconds' worth may come at once: a flood shall be felt for no longer. */
    static Bandwidth perMinute(int requests) {
        return Bandwidth.builder()
                .capacity(Math.max(1, requests / 6))
                .refillGreedy(requests, Duration.ofMinutes(1))
                .build();
    }

    private Bucket bucket(Bandwidth limit) {
        return Bucket.builder().addLimit(limit).withCustomTimePrecision(time).build();
    }

    /**
     * Takes one.
     *
     * @param whose an address, or the id of an application
     * @return how long to wait where nothing is left, null where it may be done
     */
    @Nullable
    Duration take(Kind kind, String whose) {
        Allowance allowance = of(kind, whose);
        Bucket own = allowance.bucket;
        if (own != null && !own.tryConsume(1)) {
            return wait(own);
        }
        Bucket shared = allowance.proven ? null : strangers.get(kind);
        if (shared != null && !shared.tryConsume(1)) {
            if (own != null) {
                own.addTokens(1);
            }
            return wait(shared);
        }
        return null;
    }

    /** The caller has proven itself, and gets back what its requests took. */
    void giveBack(Kind kind, String whose, int requests) {
        Allowance allowance = of(kind, whose);
        if (allowance.bucket != null) {
            allowance.bucket.addTokens(requests);
        }
        if (!allowance.proven) {
            Optional.ofNullable(strangers.get(kind)).ifPresent(shared -> shared.addTokens(requests));
            allowance.proven = true;
        }
    }

    /** What the caller did was worse than asking. */
    void charge(Kind kind, String whose, int further) {
        Bucket bucket = of(kind, whose).bucket;
        if (bucket != null) {
            bucket.tryConsumeAsMuchAsPossible(further);
        }
    }

    /** Whether somebody proved themselves from this address lately. */
    boolean knows(Kind kind, String whose) {
        return of(kind, whose).proven;
    }

    long counted() {
        callers.cleanUp();
        return callers.estimatedSize();
    }

    private Allowance of(Kind kind, String whose) {
        return callers.get(new Caller(kind, whose), caller -> {
            Bandwidth limit = limits.get(caller.kind());
            return new Allowance(limit == null ? null : bucket(limit));
        });
    }

    private static Duration wait(Bucket empty) {
        return Duration.ofNanos(empty.estimateAbilityToConsume(1).getNanosToWaitForRefill());
    }

    /** The hub's clock, which here never goes back: no bucket would fill until a clock that was set back is as far again. */
    private static final class ForwardTime implements TimeMeter {

        private final Clock clock;
        private long latest;
        private long behind;

        ForwardTime(Clock clock) {
            this.clock = clock;
            this.latest = clock.millis();
        }

        @Override
        public synchronized long currentTimeNanos() {
            long now = clock.millis() + behind;
            if (now < latest) {
                behind += latest - now;
                now = latest;
            }
            latest = now;
            return Duration.ofMillis(now).toNanos();
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
