package de.stadttor.route;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.Employee;
import de.stadttor.testing.FakeFederation;
import de.stadttor.testing.FakeProvider;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.Visitor.Stop;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The provider's answer counts once, in the browser and at the address for which it was asked, and nowhere else. */
class StrayAnswersTests {

    private final FakeFederation federation = FakeFederation.shared();
    private final HubUnderTest hub = federation.hub();
    private final FakeProvider dresden = federation.dresden();
    private final Employee anna = federation.anna();

    @AfterEach
    void reset() {
        federation.reset();
    }

    private URI answerOfDresden() {
        return anna.browser()
                .go(
                        anna.application("bauantrag").authorize(Map.of("idp_hint", "ebit-dresden")),
                        hub.issuer() + "/login/callback/")
                .uri();
    }

    @Test
    void answerAtAnotherProvidersAddressIsNotTaken() {
        URI answer = answerOfDresden();
        int calls = federation.magdeburg().callsOf("token");

        Stop page = anna.goes(URI.create(answer.toString().replace("ebit-dresden?", "kid-magdeburg?")));

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.link("data-action", "retry").getPath()).isEqualTo("/login");
        assertThat(federation.magdeburg().callsOf("token")).isEqualTo(calls);
        assertThat(anna.goes(answer).code()).as("the true answer still counts").isPresent();
    }

    @Test
    void answerInAnotherBrowserIsNotTaken() {
        URI answer = answerOfDresden();
        int calls = dresden.callsOf("token");
        Employee thief = federation.anna();
        thief.asks("bauantrag", Map.of());

        Stop page = thief.goes(answer);

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.attribute("data-failure")).contains("flow_expired");
        assertThat(dresden.callsOf("token")).isEqualTo(calls);
        assertThat(thief.browser().cookie("stadttor_session")).isEmpty();
    }

    @Test
    void answerWithAForgedStateIsNotTaken() {
        URI answer = answerOfDresden();

        Stop page = anna.goes(URI.create(answer.toString().replaceAll("(state=[0-9a-f]{16}\\.)[^&]*", "$1x")));

        assertThat(page.attribute("data-failure")).contains("provider_nonsense");
    }

    @Test
    void answerThatIsReplayedWithItsCookieIsSpent() {
        URI answer = answerOfDresden();
        String name = anna.browser().cookieNames().stream()
                .filter(cookie -> cookie.startsWith("stadttor_flow_"))
                .findFirst()
                .orElseThrow();
        String flow = anna.browser().cookie(name).orElseThrow();
        anna.goes(answer);
        anna.browser().plantCookie(name, flow);
        assertThat(anna.goes(answer).code()).as("by the session that she has").isPresent();
        anna.browser().plantCookie(name, flow);
        anna.browser().forgetCookie("stadttor_session");

        Stop page = anna.goes(answer);

        assertThat(page.attribute("data-failure")).contains("flow_expired");
        assertThat(anna.browser().cookie("stadttor_session")).isEmpty();
        assertThat(anna.follows(page, "data-action", "retry").code()).isPresent();
    }
}
