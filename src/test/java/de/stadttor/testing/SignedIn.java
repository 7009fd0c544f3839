package de.stadttor.testing;

import de.stadttor.testing.TestClient.Answer;
import de.stadttor.testing.Visitor.Stop;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A person who has signed in with a browser of their own, and comes with it to one application or another. */
public final class SignedIn {

    private static final String HOME = "http://127.0.0.1:9100/";

    private final HubUnderTest hub;
    private final Visitor visitor = new Visitor();
    private final TestClient first;

    private SignedIn(HubUnderTest hub, TestClient first) {
        this.hub = hub;
        this.first = first;
    }

    /** At {@code bauantrag}; one sign-in at the provider. */
    public static SignedIn as(HubUnderTest hub, String user, String provider) {
        return as(hub, user, provider, new TestClient(hub.issuer(), "bauantrag"));
    }

    /** At another application, for those who have no role at {@code bauantrag}. */
    public static SignedIn as(HubUnderTest hub, String user, String provider, TestClient client) {
        SignedIn person = new SignedIn(hub, client);
        Stop page = person.authorize(Map.of("idp_hint", provider));
        person.visitor.signIn(page, user, TestClient.CALLBACK);
        return person;
    }

    public static SignedIn anna(HubUnderTest hub) {
        return as(hub, "anna.richter", "ebit-dresden");
    }

    /** The application at which they signed in. */
    public TestClient client() {
        return first;
    }

    public Stop authorize(Map<String, String> further) {
        return authorize(first, further);
    }

    public Stop authorize(TestClient client, Map<String, String> further) {
        return visitor.go(client.authorize(further), TestClient.CALLBACK);
    }

    /** At an application that is returned to at another address. */
    public Stop authorize(TestClient client, String redirectUri) {
        return visitor.go(client.authorize(Map.of("redirect_uri", redirectUri)), redirectUri);
    }

    public String code() {
        return code(first, Map.of());
    }

    public String code(TestClient client, Map<String, String> further) {
        Stop stop = authorize(client, further);
        return stop.parameter("code").orElseThrow(() -> new AssertionError("no code: " + stop));
    }

    public Answer tokens() {
        return tokens(first, Map.of());
    }

    /** With {@code offline_access}: what the application gets outlives the session. */
    public Answer offlineTokens() {
        return tokens(first, Map.of("scope", "openid profile email organization roles offline_access"));
    }

    public Answer tokens(TestClient client, Map<String, String> further) {
        Answer tokens = client.redeem(code(client, further));
        if (tokens.status() != 200) {
            throw new AssertionError("no tokens: " + tokens.status() + " " + tokens.body());
        }
        return tokens;
    }

    /** The hub's account behind an ID token. */
    public UUID account(Answer tokens) {
        return hub.bean(JdbcClient.class)
                .sql("select account from hub_session where id = :sid")
                .param(
                        "sid",
                        UUID.fromString(String.valueOf(tokens.claims("id_token").get("sid"))))
                .query(UUID.class)
                .single();
    }

    /** Signs out, through the provider, as the application with this ID token asks. */
    public Stop signOut(String idToken) {
        return signOut(idToken, HOME);
    }

    /** Signs out, to be led there. */
    public Stop signOut(String idToken, String home) {
        return visitor.go(
                URI.create(hub.issuer() + "/connect/logout?id_token_hint=" + idToken + "&post_logout_redirect_uri="
                        + URLEncoder.encode(home, StandardCharsets.UTF_8)),
                home);
    }
}
