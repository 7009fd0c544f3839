package de.stadttor.issuing;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.nimbusds.jose.util.Base64URL;
import de.stadttor.platform.OpaqueKeys;
import de.stadttor.platform.Sealer;
import de.stadttor.testing.TestJwt;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;

/** DPoP proofs (RFC 9449): any text, and any claims signed by the key that the proof carries. */
public final class DpopProofFuzz {

    private static final DpopProofs PROOFS = new DpopProofs(
            FuzzWorld.unreachable(),
            new DpopNonces(new Sealer(new byte[32]), FuzzWorld.CLOCK),
            FuzzWorld.SETTINGS,
            FuzzWorld.MUTUAL_TLS,
            FuzzWorld.CLOCK);

    private static final String TOKEN = "an-access-token";
    private static final String HASH = Base64URL.encode(OpaqueKeys.sha256(TOKEN.getBytes(StandardCharsets.US_ASCII)))
            .toString();
    private static final Map<String, Object> USUAL = Map.of(
            "htm",
            "POST",
            "htu",
            FuzzWorld.SETTINGS.issuer() + "/oauth2/token",
            "jti",
            "1",
            "iat",
            FuzzWorld.NOW,
            "ath",
            HASH);

    private DpopProofFuzz() {}

    /** The target, found by its name. */
    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        String token = data.consumeBoolean() ? TOKEN : null;
        if (data.consumeBoolean()) {
            passes(data.consumeRemainingAsString(), token);
            return;
        }
        Map<String, Object> claims = FuzzedClaims.of(data, USUAL);
        String proof = TestJwt.of(claims)
                .header("typ", "dpop+jwt")
                .header("jwk", FuzzWorld.KEY.json())
                .signedBy(FuzzWorld.KEY);
        if (passes(proof, token) && !isGood(claims, token)) {
            throw new IllegalStateException("taken");
        }
    }

    private static boolean passes(String proof, @Nullable String token) {
        try {
            PROOFS.verify(new ShownKeys("POST", "/oauth2/token", List.of(proof), null), token);
            return true;
        } catch (OAuth2AuthenticationException e) {
            return false;
        } catch (DataAccessException e) {
            return true; // all is well but for the database
        }
    }

    private static boolean isGood(Map<String, Object> claims, @Nullable String token) {
        return "POST".equals(claims.get("htm"))
                && claims.get("htu") instanceof String target
                && target.contains("/oauth2/token")
                && claims.get("jti") != null
                && claims.get("nonce") == null
                && FuzzWorld.isWithin(claims.get("iat"), FuzzWorld.NOW - 300, FuzzWorld.NOW + 300)
                && (token == null || HASH.equals(claims.get("ath")));
    }
}
