package de.stadttor.route;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.Employee;
import de.stadttor.testing.FakeFederation;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.TestClient.Answer;
import de.stadttor.testing.Visitor.Stop;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Nodes keep nothing of their own: what one began, another one, or the same one after a restart, goes on with. */
class SecondNodeTests {

    private static HubUnderTest second;

    private final FakeFederation federation = FakeFederation.shared();
    private final HubUnderTest first = federation.hub();
    private final Employee anna = federation.anna();
    private final TestClient bauantrag = anna.application("bauantrag");

    @BeforeAll
    static void start() {
        second = FakeFederation.shared().secondNode();
    }

    @AfterAll
    static void stop() {
        second.close();
    }

    @AfterEach
    void reset() {
        federation.reset();
    }

    private Stop atSecond(URI uri) {
        return anna.goes(second.here(uri));
    }

    @Test
    void sessionOfOneNodeCountsAtTheOther() {
        anna.opens("bauantrag");

        assertThat(atSecond(bauantrag.authorize(Map.of("prompt", "none"))).code())
                .isPresent();
    }

    @Test
    void signInUnderWayGoesOnAtTheOther() {
        Stop page = anna.asks("bauantrag", Map.of());
        URI start = second.here(page.link("data-provider", "ebit-dresden"));
        URI answer =
                anna.browser().go(start, first.issuer() + "/login/callback/").uri();

        Stop back = atSecond(answer);

        assertThat(back.parameter("state")).contains("state-1");
        assertThat(back.parameter("iss")).contains(first.issuer());
        assertThat(anna.idToken("bauantrag", back)).containsEntry("municipality", "Dresden");
    }

    @Test
    void codeAndTokensOfOneNodeCountAtTheOther() {
        TestClient there =
                new TestClient(second.here(URI.create(first.issuer())).toString(), "bauantrag");
        String code = anna.opens("bauantrag").code().orElseThrow();

        Answer tokens = there.redeem(code);

        assertThat(tokens.status()).as(tokens.body()).isEqualTo(200);
        assertThat(tokens.claims("id_token")).containsEntry("iss", first.issuer());
        assertThat(bauantrag.userinfo(tokens.text("access_token")).status()).isEqualTo(200);
        Answer refreshed = bauantrag.refresh(tokens.text("refresh_token"));
        assertThat(there.refresh(refreshed.text("refresh_token")).status()).isEqualTo(200);
    }

    @Test
    void sessionThatEndsAtOneNodeIsOverAtTheOther() {
        Answer tokens = anna.tokens("bauantrag");
        anna.browser()
                .go(
                        second.here(
                                URI.create(first.issuer() + "/connect/logout?id_token_hint=" + tokens.text("id_token")
                                        + "&post_logout_redirect_uri=http%3A%2F%2F127.0.0.1%3A9100%2F")),
                        "http://127.0.0.1:9100/");

        assertThat(anna.hasSession()).isFalse();
        assertThat(bauantrag.refresh(tokens.text("refresh_token")).status()).isEqualTo(400);
    }

    @Test
    void providerSwitchedOffAtOneNodeIsOffAtTheOtherWithinASecond() {
        URI hinted = bauantrag.authorize(Map.of("idp_hint", "ebit-dresden"));
        assertThat(atSecond(hinted).code()).isPresent();

        federation.switchOff("ebit-dresden");

        Awaitility.await()
                .atMost(Duration.ofMillis(1500))
                .untilAsserted(() -> assertThat(
                                federation.anna().goes(second.here(hinted)).status())
                        .isEqualTo(200));
    }
}
