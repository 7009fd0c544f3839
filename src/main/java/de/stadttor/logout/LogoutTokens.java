package de.stadttor.logout;

import com.nimbusds.jwt.JWTClaimsSet;
import de.stadttor.application.Application;
import de.stadttor.application.Protocol.Answer;
import de.stadttor.issuing.JoseAnswers;
import de.stadttor.issuing.Subjects;
import de.stadttor.keys.SigningKeys;
import de.stadttor.platform.Settings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Logout tokens, OpenID Connect Back-Channel Logout section 2.4: made when one is sent, so that a late one is fresh. */
@Component
class LogoutTokens {

    /** How long one is good for; section 4 recommends two minutes at most. */
    static final Duration LIFETIME = Duration.ofMinutes(2);

    /** The {@code typ}, section 2.4: no other kind of token can be taken for one. */
    static final String TYPE = "logout+jwt";

    static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

    private final SigningKeys keys;
    private final JoseAnswers answers;
    private final Subjects subjects;
    private final Settings settings;
    private final Clock clock;

    LogoutTokens(SigningKeys keys, JoseAnswers answers, Subjects subjects, Settings settings, Clock clock) {
        this.keys = keys;
        this.answers = answers;
        this.subjects = subjects;
        this.settings = settings;
        this.clock = clock;
    }

    /** Signed and encrypted as the application's ID tokens are (section 2.6); with {@code sub} and {@code sid}, and never a {@code nonce}. */
    String sign(LogoutMessage message, Application application) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(settings.issuer())
                .subject(subjects.of(message.accountId(), application))
                .audience(application.id())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFETIME)))
                .jwtID(UUID.randomUUID().toString())
                .claim("sid", message.sessionId().toString())
                .claim("events", Map.of(EVENT, Map.of()))
                .build();
        return answers.nested(application, Answer.ID_TOKEN, keys.sign(application.idTokenAlg(), TYPE, claims));
    }
}
