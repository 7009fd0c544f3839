package de.stadttor.issuing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import de.stadttor.keys.Signatures;
import de.stadttor.platform.MutualTls;
import de.stadttor.platform.OpaqueKeys;
import de.stadttor.platform.Settings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.stereotype.Component;

/**
 * DPoP proofs (RFC 9449 section 4.3). Not with Nimbus' or Spring's verifiers: those know neither the hub's clock nor
 * Ed25519 without a further library, and compare {@code htu} as text.
 */
@Component
public class DpopProofs {

    /** What a proof may be signed with; RS256 is left out as FAPI 2.0 section 5.4.1 wants. */
    public static final List<String> ALGORITHMS = List.of("ES256", "PS256", "EdDSA");

    /** How far the clocks may differ, either way; so long a proof's {@code jti} is remembered. */
    static final Duration WINDOW = Duration.ofMinutes(5);

    private static final String TYPE = "dpop+jwt";

    private final UsedOnce used;
    private final DpopNonces nonces;
    private final Set<String> addresses;
    private final Clock clock;

    DpopProofs(UsedOnce used, DpopNonces nonces, Settings settings, MutualTls mutualTls, Clock clock) {
        this.used = used;
        this.nonces = nonces;
        String other = mutualTls.mtlsUrl();
        this.addresses = other == null ? Set.of(settings.issuer()) : Set.copyOf(List.of(settings.issuer(), other));
        this.clock = clock;
    }

    /**
     * The key that the one proof of this request proves to be held; the proof is used up.
     *
     * @param accessToken that the request is made with; null where a token is asked for
     * @throws OAuth2AuthenticationException with {@code invalid_dpop_proof} or {@code use_dpop_nonce}
     */
    Confirmation verify(ShownKeys shown, @Nullable String accessToken) {
        if (shown.dpopProofs().size() != 1) {
            throw Refusals.invalidDpopProof("expected exactly one DPoP header");
        }
        SignedJWT proof = parse(shown.dpopProofs().getFirst());
        JWK key = proof.getHeader().getJWK();
        String header = headerFault(proof, key);
        if (header != null || key == null) {
            throw Refusals.invalidDpopProof("the DPoP proof " + header);
        }
        JWTClaimsSet claims = claims(proof);
        String fault = fault(claims, shown, accessToken);
        if (fault != null) {
            throw Refusals.invalidDpopProof("the DPoP proof " + fault);
        }
        if (claims.getClaim("nonce") != null && !nonces.isCurrent(claims.getClaim("nonce"))) {
            throw Refusals.of(Refusals.USE_DPOP_NONCE, "the nonce is not one of the DPoP-Nonce header, or too old");
        }
        String thumbprint = thumbprint(key);
        if (!used.first("dpop " + thumbprint, claims.getJWTID(), issued(claims).plus(WINDOW))) {
            throw Refusals.invalidDpopProof("the DPoP proof was used before");
        }
        return new Confirmation(Confirmation.Method.JKT, thumbprint);
    }

    private static SignedJWT parse(String proof) {
        try {
            return SignedJWT.parse(proof);
        } catch (ParseException | IllegalArgumentException e) {
            throw Refusals.invalidDpopProof("the DPoP header is no signed JWT");
        }
    }

    private static JWTClaimsSet claims(SignedJWT proof) {
        try {
            return proof.getJWTClaimsSet();
        } catch (ParseException e) {
            throw Refusals.invalidDpopProof("the DPoP proof cannot be read");
        }
    }

    private static @Nullable String headerFault(SignedJWT proof, @Nullable JWK key) {
        if (proof.getHeader().getType() == null
                || !TYPE.equals(proof.getHeader().getType().getType())) {
            return "must be of the type dpop+jwt";
        }
        if (!ALGORITHMS.contains(proof.getHeader().getAlgorithm().getName())) {
            return "is signed with an algorithm that is not allowed, expected one of " + String.join(", ", ALGORITHMS);
        }
        if (key == null || key.isPrivate()) {
            return "must carry its public key as jwk";
        }
        return Signatures.isBy(key, proof) ? null : "is not signed by the key that it carries";
    }

    private @Nullable String fault(JWTClaimsSet claims, ShownKeys shown, @Nullable String accessToken) {
        if (!shown.method().equals(claims.getClaim("htm"))) {
            return "is for another htm";
        }
        if (!(claims.getClaim("htu") instanceof String target) || !isHere(target, shown)) {
            return "is for another htu";
        }
        if (claims.getJWTID() == null || claims.getJWTID().isBlank()) {
            return "lacks a jti";
        }
        if (claims.getIssueTime() == null) {
            return "lacks an iat";
        }
        Instant now = clock.instant();
        if (Duration.between(issued(claims), now).abs().compareTo(WINDOW) > 0) {
            return "is too old or from the future";
        }
        return accessToken == null || isOf(accessToken, claims.getClaim("ath")) ? null : "is for another access token";
    }

    private boolean isHere(String target, ShownKeys shown) {
        String wanted = TargetUri.normal(target).orElse("");
        return addresses.stream()
                .map(address -> TargetUri.normal(address + shown.path()).orElse(null))
                .anyMatch(wanted::equals);
    }

    private static boolean isOf(String accessToken, @Nullable Object hash) {
        String expected = Base64URL.encode(OpaqueKeys.sha256(accessToken.getBytes(StandardCharsets.US_ASCII)))
                .toString();
        return hash instanceof String text
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.US_ASCII), text.getBytes(StandardCharsets.UTF_8));
    }

    private static String thumbprint(JWK key) {
        try {
            return key.computeThumbprint().toString();
        } catch (JOSEException e) {
            throw new IllegalStateException("this Java lacks SHA-256", e);
        }
    }

    private static Instant issued(JWTClaimsSet claims) {
        return claims.getIssueTime().toInstant();
    }
}
