package de.stadttor.issuing;

import com.nimbusds.jwt.JWTClaimsSet;
import de.stadttor.application.Application;
import de.stadttor.application.Protocol.Answer;
import de.stadttor.keys.SigningKeys;
import de.stadttor.platform.OpaqueKeys;
import de.stadttor.platform.Settings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts claims into tokens: access tokens after RFC 9068, ID tokens after OpenID Connect Core section 2. */
@Component
class TokenSigner {

    /** How long access and ID tokens are good for. */
    static final Duration LIFETIME = Duration.ofMinutes(5);

    /** The {@code typ} of access tokens, RFC 9068 section 2.1. */
    static final String ACCESS_TOKEN_TYPE = "at+jwt";

    /** What access tokens are signed with. */
    static final String ACCESS_TOKEN_ALG = "ES256";

    private static final String SERVICE_GRANT = "service";

    private final SigningKeys keys;
    private final JoseAnswers answers;
    private final Subjects subjects;
    private final Settings settings;
    private final Clock clock;

    TokenSigner(SigningKeys keys, JoseAnswers answers, Subjects subjects, Settings settings, Clock clock) {
        this.keys = keys;
        this.answers = answers;
        this.subjects = subjects;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * What an access token is good for.
     *
     * @param resources what it is restricted to (RFC 8707); empty: whatever the application's tokens are for
     * @param bound to what; null: whoever has it can use it
     */
    record Target(
            Set<String> scopes,
            List<String> resources,
            @Nullable Confirmation bound) {}

    /** A signed token with its times. */
    record Signed(String value, Instant issuedAt, Instant expiresAt) {}

    /**
     * @param target what it is good for, with whom
     */
    Signed accessToken(Grant grant, Entitlement entitlement, Target target) {
        JWTClaimsSet.Builder claims = personsToken(grant, entitlement, target);
        if (!grant.asked().details().isEmpty()) {
            claims.claim("authorization_details", grant.asked().details());
        }
        return sign(ACCESS_TOKEN_ALG, ACCESS_TOKEN_TYPE, claims);
    }

    /**
     * For token exchange: the application acts for the person.
     *
     * @param grant of the token that was exchanged, at another application
     * @param actor the {@code act} claim (RFC 8693 section 4.1)
     * @param latest when it ends at the latest
     */
    Signed exchangedToken(
            Grant grant, Entitlement entitlement, Target target, Map<String, Object> actor, Instant latest) {
        JWTClaimsSet.Builder claims = personsToken(grant, entitlement, target).claim("act", actor);
        return sign(ACCESS_TOKEN_ALG, ACCESS_TOKEN_TYPE, claims, latest);
    }

    private JWTClaimsSet.Builder personsToken(Grant grant, Entitlement entitlement, Target target) {
        Application application = entitlement.application();
        String subject = subjects.of(grant.accountId(), application);
        JWTClaimsSet.Builder claims =
                accessTokenClaims(application, subject, grant.id().toString(), target);
        OutwardClaims.aboutSignIn(entitlement, grant).forEach(claims::claim);
        OutwardClaims.aboutWork(entitlement, target.scopes()).forEach(claims::claim);
        return claims;
    }

    /** For client_credentials: the application acts for itself. */
    Signed serviceToken(Application application, Target target) {
        JWTClaimsSet.Builder claims = accessTokenClaims(application, application.id(), SERVICE_GRANT, target);
        if (target.scopes().contains("roles")) {
            claims.claim(
                    "roles", new TreeSet<>(application.serviceRoles()).stream().toList());
        }
        return sign(ACCESS_TOKEN_ALG, ACCESS_TOKEN_TYPE, claims);
    }

    /**
     * @param nonce of the authorization request; null where it had none, and at a refresh (OpenID Connect Core section
     *     12.2)
     */
    Signed idToken(
            Grant grant, Entitlement entitlement, Set<String> scopes, @Nullable String nonce, String accessToken) {
        Application application = entitlement.application();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(settings.issuer())
                .subject(subjects.of(grant.accountId(), application))
                .audience(application.id())
                .claim("azp", application.id())
                .claim("nonce", nonce)
                .claim("at_hash", leftHalfHash(application.idTokenAlg(), accessToken));
        OutwardClaims.idToken(entitlement, grant, scopes).forEach(claims::claim);
        Signed signed = sign(application.idTokenAlg(), null, claims);
        return new Signed(
                answers.nested(application, Answer.ID_TOKEN, signed.value()), signed.issuedAt(), signed.expiresAt());
    }

    /** What the authorization endpoint says, as a JWT for ten minutes at most (JARM section 2.1). */
    String authorizationResponse(Application application, Map<String, String> parameters) {
        JWTClaimsSet.Builder claims =
                new JWTClaimsSet.Builder().issuer(settings.issuer()).audience(application.id());
        parameters.forEach(claims::claim);
        String algorithm = application.protocol().of(Answer.AUTHORIZATION).alg();
        Signed signed = sign(algorithm == null ? application.idTokenAlg() : algorithm, null, claims);
        return answers.nested(application, Answer.AUTHORIZATION, signed.value());
    }

    /** The grant that a {@code jti} names, the empty string for a token of client_credentials. */
    static String grantOf(String jti) {
        String grant = jti.substring(0, Math.max(0, jti.indexOf('.')));
        return grant.equals(SERVICE_GRANT) ? "" : grant;
    }

    private JWTClaimsSet.Builder accessTokenClaims(
            Application application, String subject, String grant, Target target) {
        return new JWTClaimsSet.Builder()
                .issuer(settings.issuer())
                .subject(subject)
                .audience(target.resources().isEmpty() ? List.of(application.tokenAudience()) : target.resources())
                .claim("client_id", application.id())
                .claim("scope", String.join(" ", new TreeSet<>(target.scopes())))
                .claim("cnf", target.bound() == null ? null : target.bound().claim())
                .jwtID(grant + "." + OpaqueKeys.newSecret(clock.instant().plus(LIFETIME)));
    }

    private Signed sign(String algorithm, @Nullable String type, JWTClaimsSet.Builder claims) {
        return sign(algorithm, type, claims, Instant.MAX);
    }

    private Signed sign(String algorithm, @Nullable String type, JWTClaimsSet.Builder claims, Instant latest) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant usual = now.plus(LIFETIME);
        Instant end = latest.isBefore(usual) ? latest : usual;
        claims.issueTime(Date.from(now)).expirationTime(Date.from(end));
        return new Signed(keys.sign(algorithm, type, claims.build()), now, end);
    }

    /** OpenID Connect Core section 3.1.3.6; EdDSA over Ed25519 hashes with SHA-512. */
    private static String leftHalfHash(String algorithm, String accessToken) {
        try {
            byte[] hash = MessageDigest.getInstance(Map.of("EdDSA", "SHA-512").getOrDefault(algorithm, "SHA-256"))
                    .digest(accessToken.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, hash.length / 2));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java lacks a hash", e);
        }
    }
}
