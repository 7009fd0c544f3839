package de.stadttor.issuing;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import de.stadttor.application.Application;
import de.stadttor.testing.TestJwt;
import java.util.Map;
import org.springframework.dao.DataAccessException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;

/** Client assertions (RFC 7523): any text, and any claims that the client signed. */
public final class ClientAssertionFuzz {

    private static final ClientAssertions ASSERTIONS = new ClientAssertions(
            FuzzWorld.keys(), FuzzWorld.unreachable(), FuzzWorld.SETTINGS, FuzzWorld.MUTUAL_TLS, FuzzWorld.CLOCK);

    private ClientAssertionFuzz() {}

    /** The target, found by its name. */
    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        Application application = data.consumeBoolean() ? FuzzWorld.PLAIN : FuzzWorld.FAPI;
        if (data.consumeBoolean()) {
            if (passes(data.consumeRemainingAsString(), application)) {
                throw new IllegalStateException("taken without a signature");
            }
            return;
        }
        Map<String, Object> claims = FuzzedClaims.of(data, usual(application));
        if (passes(TestJwt.of(claims).signedBy(FuzzWorld.KEY), application) && !isGood(claims, application)) {
            throw new IllegalStateException("taken");
        }
    }

    private static Map<String, Object> usual(Application application) {
        return Map.of(
                "iss",
                application.id(),
                "sub",
                application.id(),
                "aud",
                FuzzWorld.SETTINGS.issuer(),
                "jti",
                "1",
                "iat",
                FuzzWorld.NOW,
                "nbf",
                FuzzWorld.NOW,
                "exp",
                FuzzWorld.NOW + 60);
    }

    private static boolean passes(String assertion, Application application) {
        try {
            ASSERTIONS.verify(ClientAssertions.read(assertion, "/oauth2/token"), application);
            return true;
        } catch (OAuth2AuthenticationException e) {
            return false;
        } catch (DataAccessException e) {
            return true; // all is well but for the database
        }
    }

    private static boolean isGood(Map<String, Object> claims, Application application) {
        boolean isFor =
                !application.protocol().isFapi() || FuzzWorld.SETTINGS.issuer().equals(claims.get("aud"));
        return isFor
                && application.id().equals(claims.get("iss"))
                && application.id().equals(claims.get("sub"))
                && claims.get("jti") != null
                && FuzzWorld.isWithin(claims.get("exp"), FuzzWorld.NOW - 30, FuzzWorld.NOW + 3_630);
    }
}
