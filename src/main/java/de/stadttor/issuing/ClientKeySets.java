package de.stadttor.issuing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import de.stadttor.platform.CallFailure;
import de.stadttor.platform.OutgoingCalls;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The key sets at the applications' addresses. One is fetched when it is first needed and when it got old, and again for
 * a key that it lacks, though not more often than once a minute, whoever asks; the last good one stays through outages.
 */
@Component
class ClientKeySets {

    /** After that it is fetched again though nothing is missing: a key that was taken back must stop counting. */
    static final Duration FRESH = Duration.ofMinutes(10);

    /** Between two attempts for keys that are missing, and after one that failed. */
    static final Duration PAUSE = Duration.ofMinutes(1);

    /** What was fetched by the same request is not fetched again. */
    private static final Duration JUST_NOW = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(ClientKeySets.class);
    private static final int MOST_SETS = 1_000;
    private static final int MOST_KEYS = 50;
    private static final Map<String, String> HEADERS = Map.of("Accept", "application/jwk-set+json, application/json");

    private final OutgoingCalls calls;
    private final Clock clock;
    private final Cache<Of, KeySet> sets =
            Caffeine.newBuilder().maximumSize(MOST_SETS).build();

    private record Of(String application, String address) {}

    ClientKeySets(OutgoingCalls calls, Clock clock) {
        this.calls = calls;
        this.clock = clock;
    }

    /** What is at hand where that is not too old, else what is there now; empty where there was never any. */
    List<JWK> known(String application, String address) {
        return set(application, address).known();
    }

    /** What is there now, for a key that {@link #known} lacked. */
    List<JWK> anew(String application, String address) {
        return set(application, address).anew();
    }

    private KeySet set(String application, String address) {
        return sets.get(new Of(application, address), of -> new KeySet(of.application(), URI.create(of.address())));
    }

    /** One application's; whoever asks while it is fetched waits for the same fetch. */
    private final class KeySet {

        private final String application;
        private final URI address;
        private List<JWK> keys = List.of();
        private @Nullable Instant fetchedAt;
        private @Nullable Instant failedAt;
        private @Nullable Instant askedAnewAt;

        KeySet(String application, URI address) {
            this.application = application;
            this.address = address;
        }

        synchronized List<JWK> known() {
            if (isOlder(fetchedAt, FRESH)) {
                fetch();
            }
            return keys;
        }

        synchronized List<JWK> anew() {
            if (isOlder(fetchedAt, JUST_NOW) && isOlder(askedAnewAt, PAUSE)) {
                askedAnewAt = clock.instant();
                fetch();
            }
            return keys;
        }

        private void fetch() {
            if (!isOlder(failedAt, PAUSE)) {
                return;
            }
            Instant now = clock.instant();
            failedAt = now;
            try {
                OutgoingCalls.Response answer = calls.get(address, HEADERS);
                if (!answer.isSuccess()) {
                    LOG.warn("the keys of {} cannot be had: status {}", application, answer.status());
                    return;
                }
                keys = JWKSet.parse(answer.body()).getKeys().stream()
                        .limit(MOST_KEYS)
                        .toList();
                fetchedAt = now;
                failedAt = null;
            } catch (CallFailure e) {
                LOG.warn("the keys of {} cannot be had: {}", application, e.kind());
            } catch (ParseException | IllegalArgumentException e) {
                LOG.warn("the keys of {} cannot be read", application);
            }
        }

        /** A clock that was set back makes old, too. */
        private boolean isOlder(@Nullable Instant at, Duration age) {
            Instant now = clock.instant();
            return at == null || now.isBefore(at) || !now.isBefore(at.plus(age));
        }
    }
}
