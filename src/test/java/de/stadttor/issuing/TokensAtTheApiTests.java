package de.stadttor.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.SignedIn;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.TestClient.Answer;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which tokens open the hub's own API, and how a refusal looks there. */
class TokensAtTheApiTests {

    private static final String CONFIGURATION = "/api/v1/configuration";

    private final HubUnderTest hub = HubUnderTest.shared();
    private final TestClient cli = new TestClient(hub.issuer(), "stadttor-cli");

    private static String challenge(Answer answer) {
        return answer.response().headers().firstValue("WWW-Authenticate").orElse("");
    }

    private static void assertProblem(Answer answer, int status) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.response().headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/problem+json");
        assertThat(answer.json()).containsEntry("status", status).containsKey("reference");
    }

    @Test
    void withoutTokenTheSchemeIsTold() {
        Answer answer = cli.get(CONFIGURATION, null);

        assertProblem(answer, 401);
        assertThat(challenge(answer)).startsWith("Bearer").doesNotContain("error");
    }

    @Test
    void tokenThatCountsForNothingIsRefused() {
        Answer answer = cli.get(CONFIGURATION, "nonsense");

        assertProblem(answer, 401);
        assertThat(challenge(answer)).startsWith("Bearer").contains("error=\"invalid_token\"");
    }

    @Test
    void tokenForAnApplicationOpensNoApi() {
        Answer answer = cli.get(CONFIGURATION, SignedIn.anna(hub).tokens().text("access_token"));

        assertProblem(answer, 403);
        assertThat(challenge(answer)).startsWith("Bearer").contains("error=\"insufficient_scope\"");
    }

    @Test
    void operatorsTokenOpensItUntilItIsTakenBack() {
        String token = cli.clientCredentials(Map.of()).text("access_token");
        assertThat(cli.get(CONFIGURATION, token).status()).isEqualTo(200);

        cli.revoke(token);

        assertProblem(cli.get(CONFIGURATION, token), 401);
    }

    @Test
    void personsTokenForTheHubEndsWithTheirSession() {
        SignedIn otto = SignedIn.as(hub, "otto.betrieb", "ebit-dresden", new TestClient(hub.issuer(), "stadttor"));
        Answer tokens = otto.tokens();
        assertThat(cli.get(CONFIGURATION, tokens.text("access_token")).status()).isEqualTo(200);

        otto.signOut(tokens.text("id_token"));

        assertProblem(cli.get(CONFIGURATION, tokens.text("access_token")), 401);
    }
}
