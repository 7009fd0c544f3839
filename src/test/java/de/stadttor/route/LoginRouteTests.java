package de.stadttor.route;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.TestClient.Answer;
import de.stadttor.testing.Visitor;
import de.stadttor.testing.Visitor.Stop;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every redirect of a login and a logout, through the real hub and the real Keycloak. */
class LoginRouteTests {

    private static final String UNTIL = TestClient.CALLBACK;

    private final HubUnderTest hub = HubUnderTest.shared();
    private final TestClient bauantrag = new TestClient(hub.issuer(), "bauantrag");
    private final Visitor visitor = new Visitor();

    private Stop signIn(String user, String provider) {
        return visitor.signIn(visitor.go(bauantrag.authorize(Map.of("idp_hint", provider)), UNTIL), user, UNTIL);
    }

    @Test
    void annaGetsHerRolesThroughTheCodeOfOneSignIn() {
        Stop back = signIn("anna.richter", "ebit-dresden");

        assertThat(back.parameter("state")).contains("state-1");
        assertThat(back.parameter("iss")).contains(hub.issuer());
        Answer tokens = bauantrag.redeem(back.parameter("code").orElseThrow());
        assertThat(tokens.status()).as(tokens.body()).isEqualTo(200);
        Map<String, Object> idToken = tokens.claims("id_token");
        assertThat(idToken)
                .containsEntry("iss", hub.issuer())
                .containsEntry("nonce", "nonce-1")
                .containsEntry("acr", "low")
                .containsEntry("provider", "ebit-dresden")
                .containsEntry("municipality", "Dresden")
                .containsEntry("ags", "14612000")
                .containsEntry("state", "DE-SN")
                .containsEntry("roles", List.of("bearbeiten", "lesen"))
                .containsKeys("sub", "sid", "auth_time", "exp", "iat")
                .doesNotContainKeys("email", "name");
        assertThat(TestClient.seconds(idToken, "exp") - TestClient.seconds(idToken, "iat"))
                .isEqualTo(300);
        Answer userinfo = bauantrag.userinfo(tokens.text("access_token"));
        assertThat(userinfo.json())
                .containsEntry("sub", idToken.get("sub"))
                .containsEntry("email", "anna.richter@dresden.example")
                .containsEntry("email_verified", true)
                .containsEntry("preferred_username", "anna.richter")
                .containsEntry("roles", List.of("bearbeiten", "lesen"));
    }

    @Test
    void theSecondApplicationAsksForNoPassword() {
        signIn("anna.richter", "ebit-dresden");
        TestClient other = new TestClient(hub.issuer(), "foerdermittel");

        Stop refused = visitor.go(other.authorize(Map.of()), UNTIL);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.attribute("data-reason")).contains("no_role");
        Stop silent = visitor.go(bauantrag.authorize(Map.of("prompt", "none")), UNTIL);
        assertThat(silent.parameter("code")).isPresent();
    }

    @Test
    void promptNoneWithoutSessionIsLoginRequired() {
        Stop back = visitor.go(bauantrag.authorize(Map.of("prompt", "none")), UNTIL);

        assertThat(back.parameter("error")).contains("login_required");
        assertThat(back.parameter("iss")).contains(hub.issuer());
    }

    @Test
    void logoutEndsTheSessionHereAndAtTheProvider() {
        Stop back = signIn("anna.richter", "ebit-dresden");
        String idToken = bauantrag.redeem(back.parameter("code").orElseThrow()).text("id_token");

        Stop home = visitor.go(
                URI.create(hub.issuer() + "/connect/logout?id_token_hint=" + idToken
                        + "&post_logout_redirect_uri=http%3A%2F%2F127.0.0.1%3A9100%2F&state=bye"),
                "http://127.0.0.1:9100/");

        assertThat(home.uri()).isEqualTo(URI.create("http://127.0.0.1:9100/?state=bye"));
        Stop next = visitor.go(bauantrag.authorize(Map.of("idp_hint", "ebit-dresden")), UNTIL);
        assertThat(next.status()).isEqualTo(200);
        assertThat(next.body()).contains("name=\"password\"");
    }

    @Test
    void someoneWithoutAHintIsAskedForTheirProvider() {
        Stop page = visitor.go(bauantrag.authorize(Map.of()), UNTIL);

        assertThat(page.status()).isEqualTo(200);
        for (String provider : HubUnderTest.PROVIDERS) {
            assertThat(page.body()).contains("data-provider=\"" + provider + "\"");
        }
    }
}
