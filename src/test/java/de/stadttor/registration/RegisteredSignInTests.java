package de.stadttor.registration;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.application.Applications;
import de.stadttor.platform.Json;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.Registrar;
import de.stadttor.testing.SignedIn;
import de.stadttor.testing.StandardClient;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.TestClient.Answer;
import de.stadttor.testing.Visitor;
import de.stadttor.testing.Visitor.Stop;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** People at applications that registered themselves: nobody gets in unless a provider said so in advance. */
class RegisteredSignInTests {

    private final HubUnderTest hub = HubUnderTest.shared();
    private final Registrar registrar = new Registrar(hub);

    @AfterEach
    void takeAway() {
        registrar.close();
    }

    private static String body(Map<String, ?> further) {
        return Json.write(Registrar.metadata(further));
    }

    @Test
    void nobodyIsReleasedToARegistrationWithoutReleases() {
        Answer registered = registrar.register(registrar.token(1), body(Map.of()));
        TestClient client = new TestClient(hub.issuer(), registered.text("client_id"));

        Stop stop = SignedIn.anna(hub).authorize(client, Map.of());

        assertThat(stop.status()).isEqualTo(403);
        assertThat(stop.attribute("data-reason")).contains("not_released");
    }

    @Test
    void onlyTheProviderThatSaidSoGivesItsPeople() {
        Answer registered = registrar.register(registrar.releasingToken(), body(Map.of()));
        TestClient client = new TestClient(hub.issuer(), registered.text("client_id"));

        assertThat(SignedIn.anna(hub).authorize(client, Map.of()).code()).isPresent();
        assertThat(SignedIn.as(hub, "eva.schulze", "kid-magdeburg")
                        .authorize(client, Map.of())
                        .attribute("data-reason"))
                .contains("not_released");
    }

    /** With a library that developers use, and without PKCE being demanded of it. */
    @Test
    void standardClientSignsAPersonIn() {
        Answer registered = registrar.register(registrar.releasingToken(), body(Map.of()));
        StandardClient client =
                new StandardClient(hub.issuer(), registered.text("client_id"), registered.text("client_secret"));
        StandardClient.SignIn signIn = client.signIn();
        Visitor anna = new Visitor();
        Stop page = anna.go(signIn.address("anna.richter@dresden.example"), TestClient.CALLBACK);
        Stop back = anna.signIn(page, "anna.richter", TestClient.CALLBACK);

        StandardClient.Tokens tokens = signIn.tokens(back.uri());

        assertThat(tokens.idToken().getSubject()).isNotNull();
        assertThat(tokens.userinfo().getName()).isEqualTo("Anna Richter");
        assertThat(tokens.userinfo().getClaim("org_unit")).isNull();
        assertThat(tokens.userinfo().getEmailAddress()).isEqualTo("anna.richter@dresden.example");
    }

    @Test
    void withoutPkceWhereTheTokenDemandsNone() {
        Answer registered = registrar.register(registrar.releasingToken(), body(Map.of()));
        String id = registered.text("client_id");
        TestClient client = new TestClient(hub.issuer(), id);

        Stop stop = SignedIn.anna(hub).authorize(client, Map.of("code_challenge", "", "code_challenge_method", ""));

        assertThat(stop.code()).isPresent();
        Answer tokens = client.post(
                "/oauth2/token",
                Map.of(
                        "grant_type",
                        "authorization_code",
                        "code",
                        stop.code().orElseThrow(),
                        "redirect_uri",
                        TestClient.CALLBACK),
                TestClient.basic(id, registered.text("client_secret")));
        assertThat(tokens.status()).as(tokens.body()).isEqualTo(200);
    }

    @Test
    void onlyTheRegisteredWayToAuthenticateCounts() {
        Answer registered = registrar.register(
                registrar.releasingToken(), body(Map.of("token_endpoint_auth_method", "client_secret_post")));
        String id = registered.text("client_id");
        TestClient client = new TestClient(hub.issuer(), id);
        String code = SignedIn.anna(hub).authorize(client, Map.of()).code().orElseThrow();
        Map<String, String> form = Map.of(
                "grant_type",
                "authorization_code",
                "code",
                code,
                "redirect_uri",
                TestClient.CALLBACK,
                "code_verifier",
                TestClient.VERIFIER);

        Answer refused = client.post("/oauth2/token", form, TestClient.basic(id, registered.text("client_secret")));

        assertThat(refused.status()).isEqualTo(401);
        Map<String, String> posted = new HashMap<>(form);
        posted.put("client_id", id);
        posted.put("client_secret", registered.text("client_secret"));
        assertThat(client.post("/oauth2/token", posted, null).status()).isEqualTo(200);
    }

    @Test
    void whatItHadIsWorthNothingOnceItIsRemoved() {
        Answer registered = registrar.register(
                registrar.releasingToken(),
                body(Map.of("grant_types", List.of("authorization_code", "refresh_token", "client_credentials"))));
        String id = registered.text("client_id");
        String basic = TestClient.basic(id, registered.text("client_secret"));
        TestClient client = new TestClient(hub.issuer(), id);
        SignedIn anna = SignedIn.anna(hub);
        Map<String, String> form = new HashMap<>(Map.of(
                "grant_type",
                "authorization_code",
                "code",
                anna.authorize(client, Map.of()).code().orElseThrow(),
                "redirect_uri",
                TestClient.CALLBACK,
                "code_verifier",
                TestClient.VERIFIER));
        Answer tokens = client.post("/oauth2/token", form, basic);
        Answer own = client.post("/oauth2/token", Map.of("grant_type", "client_credentials"), basic);
        assertThat(own.status()).as(own.body()).isEqualTo(200);
        assertThat(client.userinfo(tokens.text("access_token")).status()).isEqualTo(200);

        assertThat(registrar.manage("DELETE", registered, "").status()).isEqualTo(204);

        assertThat(client.userinfo(tokens.text("access_token")).status()).isEqualTo(401);
        assertThat(client.post(
                                "/oauth2/token",
                                Map.of("grant_type", "refresh_token", "refresh_token", tokens.text("refresh_token")),
                                basic)
                        .status())
                .isEqualTo(401);
        assertThat(new TestClient(hub.issuer(), "bauantrag")
                        .introspect(own.text("access_token"))
                        .json())
                .containsEntry("active", false);
        assertThat(anna.authorize(client, Map.of()).uri())
                .hasHost(URI.create(hub.issuer()).getHost());
    }

    /** OpenID Connect Core section 8.1: two registrations of one host know a person by one name, others by another. */
    @Test
    void registrationsOfOneHostKnowThePersonByTheSameSubject() {
        String token = registrar.releasingToken();
        SignedIn anna = SignedIn.anna(hub);
        String one = subject(anna, registrar.register(token, body(redirects("https://amt.example/cb"))));
        String two = subject(
                anna, registrar.register(token, body(redirects("https://amt.example/cb", "https://amt.example/b"))));
        String other = subject(anna, registrar.register(token, body(redirects("https://dort.example/cb"))));

        assertThat(one).isEqualTo(two).isNotEqualTo(other);
    }

    private static Map<String, ?> redirects(String... addresses) {
        return Map.of("redirect_uris", List.of(addresses));
    }

    private String subject(SignedIn person, Answer registered) {
        String redirect = hub.bean(Applications.class)
                .find(registered.text("client_id"))
                .orElseThrow()
                .redirectUris()
                .getFirst();
        TestClient client = new TestClient(hub.issuer(), registered.text("client_id"));
        Stop stop = person.authorize(client, redirect);
        Answer tokens = client.post(
                "/oauth2/token",
                Map.of(
                        "grant_type",
                        "authorization_code",
                        "code",
                        stop.parameter("code").orElseThrow(() -> new AssertionError("no code: " + stop)),
                        "redirect_uri",
                        redirect,
                        "code_verifier",
                        TestClient.VERIFIER),
                TestClient.basic(registered.text("client_id"), registered.text("client_secret")));
        return String.valueOf(tokens.claims("id_token").get("sub"));
    }
}
