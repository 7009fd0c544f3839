package de.stadttor.route;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.Employee;
import de.stadttor.testing.FakeFederation;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.TestClient.Answer;
import de.stadttor.testing.Visitor.Stop;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A provider that is switched off lets nobody in: tried at every entry. */
class SwitchedOffTests {

    private final FakeFederation federation = FakeFederation.shared();
    private final HubUnderTest hub = federation.hub();
    private final Employee anna = federation.anna();
    private final TestClient bauantrag = anna.application("bauantrag");

    @AfterEach
    void reset() {
        federation.reset();
    }

    private void switchOff() {
        federation.switchOff("ebit-dresden");
    }

    private URI answerOfProvider() {
        return anna.browser()
                .go(bauantrag.authorize(Map.of("idp_hint", "ebit-dresden")), hub.issuer() + "/login/callback/")
                .uri();
    }

    private static void isRefused(Stop page, String reason) {
        assertThat(page.status()).as(page.uri() + " " + page.body()).isEqualTo(403);
        assertThat(page.attribute("data-reason")).contains(reason);
        assertThat(page.body()).contains("servicedesk@dresden.example");
        assertThat(page.link("data-action", "back").getQuery()).contains("error_description=" + reason);
    }

    private static void isRefused(Answer answer, String reason) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json()).containsEntry("error", "invalid_grant").containsEntry("error_description", reason);
    }

    @Test
    void choicePageDoesNotOfferIt() {
        switchOff();

        Stop page = anna.asks("bauantrag", Map.of());

        assertThat(page.body()).doesNotContain("ebit-dresden").contains("lecos-leipzig", "kid-magdeburg");
    }

    @Test
    void hintsAndMemoryDoNotLeadThere() {
        anna.goes(URI.create(anna.asks("bauantrag", Map.of()).link("data-provider", "ebit-dresden") + "&auto=1"));
        anna.browser().forgetCookie("stadttor_session");
        switchOff();

        for (Map<String, String> hint : List.of(
                Map.<String, String>of(),
                Map.of("idp_hint", "ebit-dresden"),
                Map.of("login_hint", "anna.richter@dresden.example"))) {
            assertThat(anna.asks("bauantrag", hint).uri().getPath()).isEqualTo("/login");
        }
    }

    @Test
    void typedAddressIsAnsweredLikeAnUnknownOne() {
        Stop page = anna.asks("bauantrag", Map.of());
        switchOff();

        assertThat(anna.goes(URI.create(page.uri() + "&email=a%40dresden.example"))
                        .attribute("data-problem"))
                .contains("email_unknown");
    }

    @Test
    void pageThatWasOpenBeforeSaysWhy() {
        Stop page = anna.asks("bauantrag", Map.of());
        switchOff();

        isRefused(anna.follows(page, "data-provider", "ebit-dresden"), "provider_disabled");
    }

    @Test
    void answerInFlightIsNotTaken() {
        URI answer = answerOfProvider();
        int before = federation.dresden().callsOf("token");
        switchOff();

        isRefused(anna.goes(answer), "provider_disabled");

        assertThat(federation.dresden().callsOf("token")).isEqualTo(before);
        assertThat(anna.browser().cookie("stadttor_session")).isEmpty();
    }

    @Test
    void livingSessionEnds() {
        anna.opens("bauantrag");
        switchOff();

        Stop silent = anna.opensSilently("bauantrag");
        assertThat(silent.parameter("error")).contains("access_denied");
        assertThat(silent.parameter("error_description")).contains("provider_disabled");
        assertThat(anna.opensSilently("bauantrag").parameter("error")).contains("login_required");
    }

    @Test
    void livingSessionShowsThePersonWhy() {
        anna.opens("bauantrag");
        switchOff();

        isRefused(anna.asks("bauantrag", Map.of()), "provider_disabled");

        assertThat(anna.asks("bauantrag", Map.of()).uri().getPath()).isEqualTo("/login");
    }

    @Test
    void codeRefreshTokenAndAccessTokenAreWorthNothingUntilItIsBack() {
        Answer tokens = anna.tokens("bauantrag");
        String code = anna.opensSilently("bauantrag").code().orElseThrow();
        switchOff();

        isRefused(bauantrag.redeem(code), "provider_disabled");
        isRefused(bauantrag.refresh(tokens.text("refresh_token")), "provider_disabled");
        assertThat(bauantrag.userinfo(tokens.text("access_token")).status()).isEqualTo(401);

        federation.reset();
        assertThat(bauantrag.refresh(tokens.text("refresh_token")).status())
                .as("a refused refresh consumes nothing")
                .isEqualTo(200);
    }

    @Test
    void staffOfTheOtherProvidersNoticeNothing() {
        Employee eva = federation.eva();
        Answer evas = eva.tokens("bauantrag");
        switchOff();

        assertThat(eva.hasSession()).isTrue();
        assertThat(bauantrag.refresh(evas.text("refresh_token")).status()).isEqualTo(200);
        assertThat(federation.eva().opens("bauantrag").code()).isPresent();
    }
}
