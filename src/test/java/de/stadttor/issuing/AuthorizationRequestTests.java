package de.stadttor.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.SignedIn;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.Visitor;
import de.stadttor.testing.Visitor.Stop;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The authorization endpoint and its errors. A request that passes all checks is one that answers {@code prompt=none}
 * of somebody who is not signed in with {@code login_required}.
 */
class AuthorizationRequestTests {

    private final HubUnderTest hub = HubUnderTest.shared();
    private final TestClient client = new TestClient(hub.issuer(), "bauantrag");
    private final Visitor stranger = new Visitor();

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            parameters.put(
                    pair.substring(0, pair.indexOf('=')),
                    URLDecoder.decode(pair.substring(pair.indexOf('=') + 1), StandardCharsets.UTF_8));
        }
        return parameters;
    }

    /** A silent request with something more at its end. */
    private URI silentWith(String query) {
        return URI.create(client.authorize(Map.of("prompt", "none")) + "&" + query);
    }

    private void assertTold(Stop stop, String error) {
        assertThat(stop.uri().toString()).startsWith(TestClient.CALLBACK + "?");
        assertThat(stop.parameter("error")).contains(error);
        assertThat(stop.parameter("state")).contains("state-1");
        assertThat(stop.parameter("iss")).contains(hub.issuer());
        assertThat(stop.parameter("code")).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            response_type=                         | invalid_request
            response_type=token                    | unsupported_response_type
            response_type=code+id_token            | unsupported_response_type
            response_mode=web_message              | invalid_request
            response_mode=FORM_POST                | invalid_request
            claims=nonsense                        | invalid_request
            claims=[]                              | invalid_request
            claims={"id_token":[]}                 | invalid_request
            claims={"userinfo":{"name":"yes"}}     | invalid_request
            claims={"id_token":{"acr":{"essential":true,"values":["none"]}}} | unmet_authentication_requirements
            authorization_details=[{"type":"unknown"}] | invalid_authorization_details
            dpop_jkt=short                         | invalid_request
            request=eyJhbGciOiJub25lIn0.e30.       | invalid_request_object
            request=nonsense                       | invalid_request_object
            request_uri=https://app.example/r      | invalid_request_uri
            resource=https://api.example           | invalid_target
            scope=                                 | invalid_scope
            scope=telephone                        | invalid_scope
            code_challenge=&code_challenge_method= | invalid_request
            code_challenge=                        | invalid_request
            code_challenge_method=                 | invalid_request
            code_challenge_method=plain            | invalid_request
            code_challenge_method=s256             | invalid_request
            code_challenge=too-short               | invalid_request
            code_challenge=0123456789012345678901234567890123456789+*/ | invalid_request
            prompt=none+login                      | invalid_request
            prompt=create                          | invalid_request
            prompt=NONE                            | invalid_request
            max_age=soon                           | invalid_request
            max_age=-1                             | invalid_request
            max_age=1.5                            | invalid_request
            """)
    void applicationIsToldWhatIsWrong(String changed, String error) {
        assertTold(stranger.go(client.authorize(parameters(changed)), TestClient.CALLBACK), error);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "acr_values=substantial",
                "display=popup",
                "ui_locales=de+en",
                "claims=%7B%22id_token%22%3A%7B%7D%7D",
                "id_token_hint=nonsense",
                "utm_source=newsletter",
                "request=",
                "request_uri=",
                "resource=",
                "response_mode=",
                "response_mode=query",
                "max_age=",
                "max_age=0",
                "max_age=3600",
                "max_age=2147483647",
                "max_age=99999999999999999999"
            })
    void whatIsUnknownOrEmptyOrMerelyAWishIsNoError(String more) {
        assertTold(stranger.go(silentWith(more), TestClient.CALLBACK), "login_required");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "prompt=none",
                "scope=openid",
                "nonce=other",
                "response_type=code",
                "code_challenge_method=S256",
                "utm_source=a&utm_source=b"
            })
    void repeatedParameterIsAnInvalidRequest(String more) {
        assertTold(stranger.go(silentWith(more), TestClient.CALLBACK), "invalid_request");
    }

    @Test
    void repeatedStateIsNotGivenBack() {
        Stop stop = stranger.go(silentWith("state=state-2"), TestClient.CALLBACK);

        assertThat(stop.parameter("error")).contains("invalid_request");
        assertThat(stop.parameter("state")).isEmpty();
        assertThat(stop.parameter("iss")).contains(hub.issuer());
    }

    @Test
    void valueOfMoreThanTwoThousandCharactersIsAnInvalidRequest() {
        assertTold(stranger.go(silentWith("login_hint=" + "a".repeat(2001)), TestClient.CALLBACK), "invalid_request");
    }

    @Test
    void unknownScopeBesideKnownOnesIsLeftOut() {
        SignedIn anna = SignedIn.anna(hub);

        TestClient.Answer tokens = anna.tokens(client, Map.of("scope", "openid telephone roles"));

        assertThat(tokens.text("scope").split(" ")).containsExactlyInAnyOrder("openid", "roles");
    }

    @Test
    void scopeThatTheApplicationIsNotRegisteredForIsRefused() {
        hub.add("enge", Map.of("scopes", "[openid]"));
        try {
            TestClient narrow = new TestClient(hub.issuer(), "enge");
            assertTold(
                    stranger.go(narrow.authorize(Map.of("scope", "openid email")), TestClient.CALLBACK),
                    "invalid_scope");
        } finally {
            hub.putBack();
        }
    }

    @Test
    void postIsAsGoodAsGet() {
        Map<String, String> form = new LinkedHashMap<>(
                parameters(client.authorize(Map.of("prompt", "none")).getRawQuery()));

        Stop stop = stranger.post(URI.create(hub.issuer() + "/oauth2/authorize"), form, TestClient.CALLBACK);

        assertTold(stop, "login_required");
        assertThat(stop.status()).isEqualTo(303);
    }

    @Test
    void maxAgeWithoutLimitIsContentWithAnySession() {
        assertThat(SignedIn.anna(hub)
                        .authorize(Map.of("prompt", "none", "max_age", "2147483647"))
                        .parameter("code"))
                .isPresent();
    }

    @Test
    void successTellsTheIssuerToo() {
        Stop stop = SignedIn.anna(hub).authorize(Map.of("prompt", "none"));

        assertThat(stop.parameter("code")).isPresent();
        assertThat(stop.parameter("state")).contains("state-1");
        assertThat(stop.parameter("iss")).contains(hub.issuer());
        assertThat(stop.parameter("error")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "client_id=",
                "client_id=nobody",
                "client_id=BAUANTRAG",
                "client_id=bauantrag%00",
                "client_id=bauantrag&client_id=bauantrag",
                "redirect_uri=",
                "redirect_uri=https%3A%2F%2Fevil.example%2F",
                "redirect_uri=http%3A%2F%2F127.0.0.1%3A9100%2Fcallback"
                        + "&redirect_uri=http%3A%2F%2F127.0.0.1%3A9100%2Fcallback"
            })
    void untilTheApplicationIsKnownThePersonIsToldAndNobodyRedirected(String wrong) {
        String name = wrong.substring(0, wrong.indexOf('='));
        URI without = client.authorize(Map.of(name, "", "prompt", "none"));

        Stop stop = stranger.go(URI.create(without + "&" + wrong), "http://127.0.0.1:9100/");

        assertThat(stop.status()).isEqualTo(400);
        assertThat(stop.response().headers().firstValue("Location")).isEmpty();
        assertThat(stop.attribute("data-reference").orElseThrow()).matches("[0-9A-Z]{4}-[0-9A-Z]{4}");
        assertThat(stop.body()).doesNotContainPattern("(href|src|action)=\"[^\"?]*evil");
    }
}
