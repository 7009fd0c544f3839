package de.stadttor.issuing;

import com.nimbusds.jwt.JWTClaimsSet;
import de.stadttor.application.Application;
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
    private final Subjects subjects;
    private final Settings settings;
    private final Clock clock;

    TokenSigner(SigningKeys keys, Subjects subjects, Settings settings, Clock clock) {
        this.keys = keys;
        this.subjects = subjects;
        this.settings = settings;
        this.clock = clock;
    }

    /** A signed token with its times. */
    record Signed(String value, Instant issuedAt, Instant expiresAt) {}

    /**
     * @param bound to what; null: whoever has it can use it
     */
    Signed accessToken(Grant grant, Entitlement entitlement, Set<String> scopes, @Nullable Confirmation bound) {
        Application application = entitlement.application();
        String subject = subjects.of(grant.accountId(), application);
        JWTClaimsSet.Builder claims =
                accessTokenClaims(application, subject, grant.id().toString(), scopes, bound);
        OutwardClaims.aboutSignIn(entitlement, grant).forEach(claims::claim);
        OutwardClaims.aboutWork(entitlement, scopes).forEach(claims::claim);
        return sign(ACCESS_TOKEN_ALG, ACCESS_TOKEN_TYPE, claims);
    }

    /** For client_credentials: the application acts for itself. */
    Signed serviceToken(Application application, Set<String> scopes, @Nullable Confirmation bound) {
        JWTClaimsSet.Builder claims = accessTokenClaims(application, application.id(), SERVICE_GRANT, scopes, bound);
        if (scopes.contains("roles")) {
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
        OutwardClaims.aboutSignIn(entitlement, grant).forEach(claims::claim);
        OutwardClaims.aboutWork(entitlement, scopes).forEach(claims::claim);
        return sign(application.idTokenAlg(), null, claims);
    }

    /** The grant that a {@code jti} names, the empty string for a token of client_credentials. */
    static String grantOf(String jti) {
        String grant = jti.substring(0, Math.max(0, jti.indexOf('.')));
        return grant.equals(SERVICE_GRANT) ? "" : grant;
    }

    private JWTClaimsSet.Builder accessTokenClaims(
            Application application, String subject, String grant, Set<String> scopes, @Nullable Confirmation bound) {
        return new JWTClaimsSet.Builder()
                .issuer(settings.issuer())
                .subject(subject)
                .audience(application.tokenAudience())
                .claim("client_id", application.id())
                .claim("scope", String.join(" ", new TreeSet<>(scopes)))
                .claim("cnf", bound == null ? null : bound.claim())
                .jwtID(grant + "." + OpaqueKeys.newSecret(clock.instant().plus(LIFETIME)));
    }

    private Signed sign(String algorithm, @Nullable String type, JWTClaimsSet.Builder claims) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant end = now.plus(LIFETIME);
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
