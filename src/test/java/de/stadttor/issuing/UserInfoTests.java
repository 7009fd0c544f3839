package de.stadttor.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.SignedIn;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.TestClient.Answer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Userinfo: what a bearer token is worth, and how its refusal looks (RFC 6750 section 3). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UserInfoTests {

    private final HubUnderTest hub = HubUnderTest.shared();
    private final TestClient client = new TestClient(hub.issuer(), "bauantrag");
    private SignedIn anna;
    private Answer tokens;

    @BeforeAll
    void signIn() {
        anna = SignedIn.anna(hub);
        tokens = anna.tokens();
    }

    @AfterEach
    void backToNow() {
        hub.clock().reset();
    }

    private static String challenge(Answer answer) {
        return answer.response().headers().firstValue("WWW-Authenticate").orElse("");
    }

    private static void assertInvalidToken(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(401);
        assertThat(challenge(answer)).startsWith("Bearer ").contains("error=\"invalid_token\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            openid              |
            openid profile      | name given_name family_name preferred_username
            openid email        | email email_verified
            openid organization | provider municipality ags state org_unit
            openid roles        | roles
            """)
    void tellsWhatTheScopesAllow(String scope, String claims) {
        Answer answer =
                client.userinfo(anna.tokens(client, Map.of("scope", scope)).text("access_token"));

        List<String> told = answer.json().keySet().stream()
                .filter(name -> !name.equals("sub"))
                .toList();
        assertThat(told).containsExactlyInAnyOrder(claims == null ? new String[0] : claims.split(" "));
        assertThat(answer.text("sub"))
                .isEqualTo(String.valueOf(tokens.claims("id_token").get("sub")));
    }

    @Test
    void answersAPostToo() {
        Answer answer = client.send(HttpRequest.newBuilder(URI.create(hub.issuer() + "/userinfo"))
                .header("Authorization", "Bearer " + tokens.text("access_token"))
                .POST(BodyPublishers.noBody())
                .build());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json()).containsKey("email");
    }

    private Answer posted(String query, String form, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(hub.issuer() + "/userinfo" + query))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build());
    }

    /** RFC 6750 section 2.2, OpenID Connect Core section 5.3.1. */
    @Test
    void readsTheTokenFromAFormToo() {
        String parameter = "access_token=" + tokens.text("access_token");

        assertThat(posted("", parameter).json()).containsKey("email");
        assertInvalidToken(posted("", "access_token=nonsense"));
        assertThat(posted("?" + parameter, "").status()).isEqualTo(401);
        assertThat(client.send(HttpRequest.newBuilder(URI.create(hub.issuer() + "/userinfo"))
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(parameter))
                                .build())
                        .status())
                .isEqualTo(401);
    }

    @Test
    void twoWaysAtOnceAreAnInvalidRequest() {
        String token = tokens.text("access_token");
        Answer answer = posted("", "access_token=" + token, "Authorization", "Bearer " + token);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(challenge(answer)).contains("error=\"invalid_request\"");
    }

    @Test
    void withoutTokenOnlyTheSchemeIsTold() {
        Answer answer = client.get("/userinfo", null);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(challenge(answer)).startsWith("Bearer").doesNotContain("error");
    }

    @Test
    void tokenInTheAddressIsNotLookedAt() {
        Answer answer = client.get("/userinfo?access_token=" + tokens.text("access_token"), null);

        assertThat(answer.status()).isEqualTo(401);
    }

    @Test
    void whatIsNoAccessTokenOfTheHubIsRefused() {
        String access = tokens.text("access_token");
        String[] parts = access.split("\\.", -1);

        assertInvalidToken(client.userinfo("nonsense"));
        assertInvalidToken(client.userinfo(tokens.text("id_token")));
        assertInvalidToken(client.userinfo(tokens.text("refresh_token")));
        assertInvalidToken(client.userinfo("eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0." + parts[1] + "."));
        assertInvalidToken(client.userinfo(parts[0] + "." + parts[1] + "." + "A".repeat(86)));
        assertInvalidToken(client.userinfo(parts[0] + "." + parts[1].substring(4) + "." + parts[2]));
    }

    @Test
    void withoutTheScopeOpenidItIsTooLittle() {
        Answer answer = client.userinfo(
                anna.tokens(client, Map.of("scope", "profile email")).text("access_token"));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(challenge(answer)).startsWith("Bearer ").contains("error=\"insufficient_scope\"");
    }

    @Test
    void tokenIsGoodForFiveMinutes() {
        Answer fresh = anna.tokens();
        hub.clock().advance(Duration.ofSeconds(290));
        assertThat(client.userinfo(fresh.text("access_token")).status()).isEqualTo(200);

        hub.clock().advance(Duration.ofSeconds(11));

        assertInvalidToken(client.userinfo(fresh.text("access_token")));
    }

    @Test
    void tokenEndsWithTheSession() {
        SignedIn somebody = SignedIn.anna(hub);
        Answer hers = somebody.tokens();

        somebody.signOut(hers.text("id_token"));

        assertInvalidToken(client.userinfo(hers.text("access_token")));
        assertThat(client.userinfo(anna.tokens().text("access_token")).status()).isEqualTo(200);
    }

    @Test
    void answersAreKeptOutOfCaches() {
        assertThat(client.userinfo(anna.tokens().text("access_token"))
                        .response()
                        .headers()
                        .firstValue("Cache-Control")
                        .orElse(""))
                .contains("no-store");
    }
}
