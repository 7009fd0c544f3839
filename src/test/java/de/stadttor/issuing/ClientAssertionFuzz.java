package de.stadttor.issuing;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import de.stadttor.testing.TestJwt;
import org.springframework.dao.DataAccessException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;

/** Client assertions (RFC 7523): any text, and any claims that the client signed. */
public final class ClientAssertionFuzz {

    private static final ClientAssertions ASSERTIONS = new ClientAssertions(
            FuzzWorld.keys(), FuzzWorld.unreachable(), FuzzWorld.SETTINGS, FuzzWorld.MUTUAL_TLS, FuzzWorld.CLOCK);

    private ClientAssertionFuzz() {}

    /** The target, found by its name. */
    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        var application = data.consumeBoolean() ? FuzzWorld.PLAIN : FuzzWorld.FAPI;
        String assertion = data.consumeBoolean()
                ? data.consumeRemainingAsString()
                : TestJwt.of(FuzzWorld.claims(data.consumeRemainingAsString())).signedBy(FuzzWorld.KEY);
        try {
            ASSERTIONS.verify(ClientAssertions.read(assertion, "/oauth2/token"), application);
        } catch (OAuth2AuthenticationException | DataAccessException e) {
            // refused, or all is well but for the database
        }
    }
}
