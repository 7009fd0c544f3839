package de.stadttor.route;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.ConsoleLog;
import de.stadttor.testing.Employee;
import de.stadttor.testing.FakeFederation;
import de.stadttor.testing.TestClient.Answer;
import de.stadttor.testing.Visitor.Stop;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The hub's log tells an operator what happened, and nobody who signed in or with what. */
@ExtendWith({OutputCaptureExtension.class, ConsoleLog.class})
class SecretsInLogsTests {

    private final FakeFederation federation = FakeFederation.shared();
    private final Employee anna = federation.anna();

    @AfterEach
    void reset() {
        federation.reset();
    }

    @Test
    void signInRefusalFailureAndLogoutLeaveNoSecretAndNoPerson(CapturedOutput output) {
        Stop back = anna.opens("bauantrag");
        Answer tokens = anna.redeems("bauantrag", back);
        String session = anna.browser().cookie("stadttor_session").orElseThrow();
        Stop refusal = anna.opens("foerdermittel");
        federation.dresden().answersWithWrongNonce();
        Stop failure = federation.anna().opens("bauantrag");
        anna.browser()
                .go(
                        URI.create(
                                federation.hub().issuer() + "/connect/logout?id_token_hint=" + tokens.text("id_token")),
                        "http://127.0.0.1:9100/");

        assertThat(output.getAll())
                .as("what to look up when somebody calls")
                .contains(refusal.attribute("data-reference").orElseThrow()
                        + " refused no_role ebit-dresden foerdermittel")
                .contains(failure.attribute("data-reference").orElseThrow() + " PROVIDER_NONSENSE ebit-dresden")
                .doesNotContain(
                        back.code().orElseThrow(),
                        session,
                        tokens.text("access_token"),
                        tokens.text("refresh_token"),
                        tokens.text("id_token"),
                        "state-1",
                        "nonce-1",
                        "access-token-of-the-provider",
                        "anna.richter",
                        "Richter");
        assertThat(anna.opens("bauantrag", Map.of("prompt", "none")).code()).isEmpty();
    }
}
