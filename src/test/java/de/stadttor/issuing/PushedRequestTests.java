package de.stadttor.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.Employee;
import de.stadttor.testing.FakeFederation;
import de.stadttor.testing.ShiftedClock;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.TestClient.Answer;
import de.stadttor.testing.Visitor;
import de.stadttor.testing.Visitor.Stop;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pushed authorization requests (RFC 9126), and applications that have to push theirs (section 6, FAPI 2.0 5.3.2.2). */
class PushedRequestTests {

    private static final String PAR = "/oauth2/par";

    private final FakeFederation federation = FakeFederation.shared();
    private final String issuer = federation.hub().issuer();
    private final TestClient client = new TestClient(issuer, "bauantrag");
    private final Employee anna = federation.anna();

    @AfterEach
    void reset() {
        federation.reset();
    }

    private static Map<String, String> request(Map<String, String> further) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("response_type", "code");
        form.put("redirect_uri", TestClient.CALLBACK);
        form.put("scope", "openid roles");
        form.put("state", "state-1");
        form.put("code_challenge", TestClient.challenge());
        form.put("code_challenge_method", "S256");
        form.put("idp_hint", "ebit-dresden");
        form.putAll(further);
        form.values().removeIf(String::isEmpty);
        return form;
    }

    private Answer push(Map<String, String> further) {
        return client.post(PAR, request(further));
    }

    private String requestUri() {
        return push(Map.of()).text("request_uri");
    }

    private URI authorize(String clientId, String requestUri) {
        return URI.create(issuer + "/oauth2/authorize?client_id=" + clientId + "&request_uri=" + requestUri);
    }

    private Stop opens(String requestUri) {
        return anna.typesPassword(anna.goes(authorize("bauantrag", requestUri)));
    }

    @Test
    void pushedRequestLeadsToTokens() {
        Answer pushed = push(Map.of());

        assertThat(pushed.status()).isEqualTo(201);
        assertThat(pushed.json()).containsEntry("expires_in", 90);
        assertThat(pushed.text("request_uri")).startsWith("urn:ietf:params:oauth:request_uri:");
        assertThat(pushed.response().headers().firstValue("Cache-Control")).contains("no-store");
        Stop back = opens(pushed.text("request_uri"));
        assertThat(back.parameter("state")).contains("state-1");
        assertThat(back.parameter("iss")).contains(issuer);
        assertThat(client.redeem(back.code().orElseThrow()).status()).isEqualTo(200);
    }

    @Test
    void whatTheBrowserAddsDoesNotCount() {
        Stop back = anna.typesPassword(anna.goes(URI.create(authorize("bauantrag", requestUri())
                + "&state=other&scope=openid+email&redirect_uri=https://evil.example/")));

        assertThat(back.parameter("state")).contains("state-1");
        Answer tokens = client.redeem(back.code().orElseThrow());
        assertThat(tokens.text("scope")).isEqualTo("openid roles");
    }

    @Test
    void requestUriIsGoodOnce() {
        String requestUri = requestUri();
        opens(requestUri);

        Stop again = anna.goes(authorize("bauantrag", requestUri));

        assertThat(again.status()).isEqualTo(400);
        assertThat(again.attribute("data-failure")).isPresent();
    }

    /** FAPI 2.0 section 5.3.2.2: it is used up by the authorization, not by the page that is loaded for it. */
    @Test
    void pageMayBeLoadedAgainUntilThePersonHasSignedIn() {
        String requestUri = requestUri();
        Visitor browser = new Visitor();
        String provider = federation.dresden().issuer();
        assertThat(browser.go(authorize("bauantrag", requestUri), provider).status())
                .isEqualTo(302);

        assertThat(browser.go(authorize("bauantrag", requestUri), TestClient.CALLBACK)
                        .code())
                .isPresent();
        assertThat(browser.go(authorize("bauantrag", requestUri), TestClient.CALLBACK)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void ofSixteenBrowsersWithOneRequestUriOneGetsACode() throws Exception {
        String requestUri = requestUri();
        List<Callable<Boolean>> browsers = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            browsers.add(() -> federation
                    .anna()
                    .goes(authorize("bauantrag", requestUri))
                    .code()
                    .isPresent());
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            int on = 0;
            for (Future<Boolean> got : threads.invokeAll(browsers)) {
                on += got.get() ? 1 : 0;
            }
            assertThat(on).isEqualTo(1);
        }
    }

    @Test
    void requestUriIsOverAfterNinetySeconds() {
        String requestUri = requestUri();
        ShiftedClock clock = federation.hub().clock();
        clock.advance(Duration.ofSeconds(91));

        assertThat(anna.goes(authorize("bauantrag", requestUri)).status()).isEqualTo(400);
    }

    @Test
    void requestUriOfAnotherApplicationLeadsNowhere() {
        assertThat(anna.goes(authorize("meldeauskunft", requestUri())).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "urn:ietf:params:oauth:request_uri:",
                "urn:ietf:params:oauth:request_uri:nonsense",
                "urn:ietf:params:oauth:request_uri:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            })
    void requestUriThatTheHubNeverGaveLeadsNowhere(String requestUri) {
        assertThat(anna.goes(authorize("bauantrag", requestUri)).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            redirect_uri=https://evil.example/ | invalid_request
            redirect_uri=                      | invalid_request
            response_type=token                | unsupported_response_type
            response_type=                     | invalid_request
            scope=telephone                    | invalid_scope
            code_challenge=                    | invalid_request
            request_uri=urn:ietf:params:oauth:request_uri:x | invalid_request
            prompt=none login                  | invalid_request
            claims=nonsense                    | invalid_request
            authorization_details=[{"type":"x"}] | invalid_authorization_details
            """)
    void wrongRequestIsRefusedAtOnce(String changed, String error) {
        int equals = changed.indexOf('=');
        Answer answer = push(Map.of(changed.substring(0, equals), changed.substring(equals + 1)));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json()).containsEntry("error", error).containsKey("error_description");
        assertThat(answer.body()).doesNotContain("evil.example");
    }

    @Test
    void nobodyPushesForAnotherApplication() {
        assertThat(push(Map.of("client_id", "meldeauskunft")).text("error")).isEqualTo("invalid_request");
    }

    @Test
    void whoDoesNotProveWhoTheyAreIsRefused() {
        Answer answer = client.post(PAR, request(Map.of()), TestClient.basic("bauantrag", "wrong"));
        Answer nobody = client.post(PAR, request(Map.of("client_id", "bauantrag")), null);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.text("error")).isEqualTo("invalid_client");
        assertThat(nobody.status()).isEqualTo(401);
    }

    @Test
    void whatStandsInTheQueryIsNoPartOfTheRequest() {
        Map<String, String> form = request(Map.of("redirect_uri", ""));

        assertThat(client.post(PAR + "?redirect_uri=" + TestClient.CALLBACK, form)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void repeatedParameterIsRefused() {
        assertThat(client.postText(
                                PAR, "scope=openid&scope=roles", TestClient.basic("bauantrag", "bauantrag-demo-secret"))
                        .text("error"))
                .isEqualTo("invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE"})
    void onlyPostIsAnswered(String method) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(issuer + PAR))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();

        Answer answer = client.send(request);

        assertThat(answer.status()).as(answer.body()).isEqualTo(405);
        assertThat(answer.response().headers().firstValue("Allow")).contains("POST");
    }

    @Test
    void nothingOfTheSecretIsKept() {
        client.post(PAR, request(Map.of("client_id", "bauantrag", "client_secret", "bauantrag-demo-secret")), null);

        assertThat(federation
                        .database()
                        .sql("select count(*) from pushed_request where body::text like '%demo-secret%'")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void requestTooLargeForACookieGoesThroughPushed() {
        String claims = "{\"userinfo\": {" + "\"name\": {\"values\": [\"" + "x".repeat(6000) + "\"]}}}";

        Answer pushed = push(Map.of("claims", claims));

        assertThat(opens(pushed.text("request_uri")).code()).isPresent();
    }

    @Test
    void applicationThatHasToPushIsRefusedWithoutDoingSo() {
        federation.change(yaml -> {
            int at = yaml.indexOf("    redirect-uris:", yaml.indexOf("- id: bauantrag"));
            return yaml.substring(0, at) + "    require-pushed-requests: true\n" + yaml.substring(at);
        });

        Stop plain = anna.asks("bauantrag", Map.of());

        assertThat(plain.parameter("error")).contains("invalid_request");
        assertThat(plain.parameter("state")).contains("state-1");
        assertThat(opens(requestUri()).code()).isPresent();
    }
}
