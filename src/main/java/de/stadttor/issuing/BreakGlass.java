package de.stadttor.issuing;

import com.nimbusds.jwt.JWTClaimsSet;
import de.stadttor.application.Application;
import de.stadttor.keys.SigningKeys;
import de.stadttor.platform.Actor;
import de.stadttor.platform.OpaqueKeys;
import de.stadttor.platform.Settings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * An operator's access token for the day when no operator's provider answers. It counts only with its row, which is
 * written together with the audit: whoever could sign one all the same could not use it.
 */
@Component
public class BreakGlass {

    /** How long such a token is good for. */
    public static final Duration LIFETIME = Duration.ofMinutes(15);

    /** Whose name stands in the audit for what is done with it; no application can be called like that. */
    public static final String SUBJECT = "system:break-glass";

    /** In place of a grant in the token's {@code jti}. */
    static final String GRANT = "break-glass";

    private final SigningKeys keys;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final Settings settings;
    private final Clock clock;

    BreakGlass(SigningKeys keys, JdbcClient jdbc, ApplicationEventPublisher events, Settings settings, Clock clock) {
        this.keys = keys;
        this.jdbc = jdbc;
        this.events = events;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * A new token with the role operator at the hub's API.
     *
     * @param why for the audit, which every provider's admins read
     */
    @Transactional
    public String open(String why) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant end = now.plus(LIFETIME);
        String secret = OpaqueKeys.newSecret(end);
        jdbc.sql("delete from break_glass where expires_at < :now")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
        jdbc.sql("insert into break_glass (key, expires_at) values (:key, :end)")
                .param("key", OpaqueKeys.storedKey(secret).orElseThrow())
                .param("end", end.atOffset(ZoneOffset.UTC))
                .update();
        events.publishEvent(new GlassBroken("opened", why, end, Actor.SYSTEM));
        return keys.sign(
                TokenSigner.ACCESS_TOKEN_ALG,
                TokenSigner.ACCESS_TOKEN_TYPE,
                new JWTClaimsSet.Builder()
                        .issuer(settings.issuer())
                        .subject(SUBJECT)
                        .audience(Application.STADTTOR)
                        .claim("client_id", Application.STADTTOR)
                        .claim("scope", "roles")
                        .claim("roles", List.of(Actor.OPERATOR))
                        .jwtID(GRANT + "." + secret)
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(end))
                        .build());
    }

    /**
     * Takes all such tokens back.
     *
     * @param why for the audit
     * @return how many there were
     */
    @Transactional
    public int end(String why) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        int ended = jdbc.sql("delete from break_glass where expires_at > :now")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
        if (ended > 0) {
            events.publishEvent(new GlassBroken("ended", why, now, Actor.SYSTEM));
        }
        return ended;
    }

    /** Whether the token with this {@code jti} was made here and not taken back. */
    boolean isOpen(String jti) {
        return OpaqueKeys.storedKey(jti.substring(GRANT.length() + 1))
                .map(key -> jdbc.sql("select exists (select from break_glass where key = :key)")
                        .param("key", key)
                        .query(Boolean.class)
                        .single())
                .orElse(false);
    }
}
