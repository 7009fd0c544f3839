package de.stadttor.route;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.Employee;
import de.stadttor.testing.FakeFederation;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.TestClient.Answer;
import de.stadttor.testing.Visitor.Stop;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Logging out: who proved that the person wants it is believed; through the provider, and back where they came from. */
class LogoutRouteTests {

    private static final String HOME = "http://127.0.0.1:9100/";

    private final FakeFederation federation = FakeFederation.shared();
    private final HubUnderTest hub = federation.hub();
    private final Employee anna = federation.anna();

    @AfterEach
    void reset() {
        federation.reset();
    }

    private URI logout(Map<String, String> parameters) {
        return URI.create(hub.issuer() + "/connect/logout?"
                + parameters.entrySet().stream()
                        .map(p -> p.getKey() + "=" + URLEncoder.encode(p.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&")));
    }

    private Stop logsOut(Employee person, Map<String, String> parameters) {
        return person.browser().go(logout(parameters), HOME);
    }

    private static Map<String, String> hintedAndHome(String hint) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("id_token_hint", hint);
        parameters.put("post_logout_redirect_uri", HOME);
        parameters.put("state", "a&b c");
        return parameters;
    }

    private int logoutsInDresden() {
        return federation.dresden().callsOf("logout");
    }

    private static void isHome(Stop stop) {
        assertThat(stop.uri().toString()).as(stop.body()).startsWith(HOME);
        assertThat(stop.parameter("state")).contains("a&b c");
    }

    @Test
    void hintLeadsThroughTheProviderAndHomeWithTheState() {
        Answer tokens = anna.tokens("bauantrag");
        int before = logoutsInDresden();

        Stop home = logsOut(anna, hintedAndHome(tokens.text("id_token")));

        isHome(home);
        assertThat(logoutsInDresden()).isEqualTo(before + 1);
        assertThat(anna.hasSession()).isFalse();
        assertThat(anna.browser().cookieNames()).doesNotContain("stadttor_session");
        assertThat(anna.application("bauantrag")
                        .refresh(tokens.text("refresh_token"))
                        .json())
                .containsEntry("error", "invalid_grant");
    }

    @Test
    void hintMayHaveExpiredAndTheSessionHaveBeenIdle() {
        String hint = anna.tokens("bauantrag").text("id_token");
        hub.clock().advance(Duration.ofHours(2));
        int before = logoutsInDresden();

        isHome(logsOut(anna, hintedAndHome(hint)));

        assertThat(logoutsInDresden()).as("the provider's session may go on").isEqualTo(before + 1);
    }

    @Test
    void hintOfAnEarlierSessionOfTheSamePersonEndsThePresentOne() {
        String earlier = anna.tokens("bauantrag").text("id_token");
        anna.browser().forgetCookie("stadttor_session");
        anna.opens("bauantrag");

        isHome(logsOut(anna, hintedAndHome(earlier)));

        assertThat(anna.hasSession()).isFalse();
    }

    @Test
    void hintIsRefusedWhenItIsForgedOrOfAnotherApplication() {
        String hint = anna.tokens("bauantrag").text("id_token");
        String forged =
                hint.substring(0, hint.lastIndexOf('.') + 1) + "AAAA" + hint.substring(hint.lastIndexOf('.') + 5);
        Map<String, String> ofAnother = hintedAndHome(hint);
        ofAnother.put("client_id", "foerdermittel");

        for (Map<String, String> request :
                List.of(hintedAndHome(forged), hintedAndHome("nonsense"), hintedAndHome("a.b.c"), ofAnother)) {
            Stop refused = logsOut(anna, request);
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.attribute("data-failure")).contains("invalid_request");
        }
        assertThat(anna.hasSession()).isTrue();
    }

    @Test
    void accessTokenIsNoHint() {
        assertThat(logsOut(anna, hintedAndHome(anna.tokens("bauantrag").text("access_token")))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void addressThatIsNotRegisteredIsNotLedTo() {
        String hint = anna.tokens("bauantrag").text("id_token");
        for (String elsewhere :
                List.of("https://evil.example/", HOME + "x", "http://127.0.0.1:9101/", "javascript:0")) {
            Map<String, String> request = hintedAndHome(hint);
            request.put("post_logout_redirect_uri", elsewhere);
            assertThat(logsOut(anna, request).status()).as(elsewhere).isEqualTo(400);
        }
        assertThat(logsOut(anna, Map.of("post_logout_redirect_uri", HOME)).status())
                .as("nobody says whose it is")
                .isEqualTo(400);
        assertThat(anna.hasSession()).isTrue();
    }

    @Test
    void providerThatKeepsItsSessionIsLeftAloneAndThePersonIsTold() {
        federation.change(yaml -> yaml.replaceFirst("logout: provider", "logout: hub"));
        String hint = anna.tokens("bauantrag").text("id_token");
        int before = logoutsInDresden();

        Stop done = logsOut(anna, Map.of("id_token_hint", hint));

        assertThat(done.attribute("data-signed-out")).contains("true");
        assertThat(done.body()).contains("eBit Dresden").contains("weiterhin angemeldet");
        assertThat(logoutsInDresden()).isEqualTo(before);
        isHome(logsOut(anna, hintedAndHome(anna.tokens("bauantrag").text("id_token"))));
        assertThat(logoutsInDresden()).isEqualTo(before);
    }

    @Test
    void withoutAnAddressToReturnToTheHubsOwnPageIsTheEnd() {
        Stop done =
                logsOut(anna, Map.of("id_token_hint", anna.tokens("bauantrag").text("id_token")));

        assertThat(done.status()).isEqualTo(200);
        assertThat(done.attribute("data-signed-out")).contains("true");
        assertThat(done.body()).contains("Auch bei Ihrem IT-Dienstleister sind Sie abgemeldet");
    }

    @Test
    void loggingOutTwiceLeadsHomeTwice() {
        String hint = anna.tokens("bauantrag").text("id_token");
        isHome(logsOut(anna, hintedAndHome(hint)));
        int before = logoutsInDresden();

        isHome(logsOut(anna, hintedAndHome(hint)));

        assertThat(logoutsInDresden()).as("its session is over").isEqualTo(before);
        isHome(logsOut(anna, Map.of("client_id", "bauantrag", "post_logout_redirect_uri", HOME, "state", "a&b c")));
    }

    @Test
    void requestMayBePosted() {
        String hint = anna.tokens("bauantrag").text("id_token");

        isHome(anna.browser().post(URI.create(hub.issuer() + "/connect/logout"), hintedAndHome(hint), HOME));

        assertThat(anna.hasSession()).isFalse();
    }

    @Test
    void otherBrowserOfTheSamePersonStaysSignedIn() {
        Employee atHome = federation.anna();
        atHome.opens("bauantrag");

        logsOut(anna, hintedAndHome(anna.tokens("bauantrag").text("id_token")));

        assertThat(atHome.hasSession()).isTrue();
    }
}
