package de.stadttor.keys;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An application that fetches the hub's keys once a day, never because a token names one that it does not know. */
final class CachingApplication {

    private static final Duration KEPT = Duration.ofDays(1);

    private final Clock clock;
    private final Supplier<JWKSet> published;
    private @Nullable JWKSet kept;
    private Instant fetchedAt = Instant.MIN;

    CachingApplication(Clock clock, Supplier<JWKSet> published) {
        this.clock = clock;
        this.published = published;
    }

    boolean validates(String token) {
        Instant now = clock.instant();
        JWKSet keys = kept;
        if (keys == null || !now.isBefore(fetchedAt.plus(KEPT))) {
            keys = published.get();
            kept = keys;
            fetchedAt = now;
        }
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            JWK key = keys.getKeyByKeyId(jwt.getHeader().getKeyID());
            return key != null && Signatures.isBy(key, jwt);
        } catch (ParseException e) {
            return false;
        }
    }
}
