package de.stadttor.issuing;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import de.stadttor.platform.Sealer;
import de.stadttor.testing.TestJwt;
import java.util.List;
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

    private DpopProofFuzz() {}

    /** The target, found by its name. */
    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        String token = data.consumeBoolean() ? "an-access-token" : null;
        String proof;
        if (data.consumeBoolean()) {
            proof = data.consumeRemainingAsString();
        } else {
            TestJwt jwt = TestJwt.of(FuzzWorld.claims(data.consumeRemainingAsString()));
            proof = jwt.header("typ", "dpop+jwt")
                    .header("jwk", FuzzWorld.KEY.json())
                    .signedBy(FuzzWorld.KEY);
        }
        try {
            PROOFS.verify(new ShownKeys("POST", "/oauth2/token", List.of(proof), null), token);
        } catch (OAuth2AuthenticationException | DataAccessException e) {
            // refused, or all is well but for the database
        }
    }
}
