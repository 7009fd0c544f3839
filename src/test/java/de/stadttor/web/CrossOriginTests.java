package de.stadttor.web;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.TestClient;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a script of another origin may ask, and of which origin (Fetch, CORS protocol). */
class CrossOriginTests {

    private static final HubUnderTest HUB = HubUnderTest.shared();
    private static final String KNOWN = "https://einseitig.example";
    private static final String STRANGE = "https://other.example";

    private final TestClient client = new TestClient(HUB.issuer(), "bauantrag");

    @BeforeAll
    static void register() {
        HUB.add(Map.of(
                "einseitig",
                Map.of(
                        "client-authentication", "[none]",
                        "client-secret", "",
                        "redirect-uris", "['" + KNOWN + ":443/callback', 'http://localhost:5173/callback']"),
                "am-geraet",
                Map.of(
                        "client-authentication", "[none]",
                        "client-secret", "",
                        "application-type", "native",
                        "redirect-uris", "['http://127.0.0.1:5174/callback', 'example.app:/callback']"),
                "vertraulich",
                Map.of("redirect-uris", "['https://vertraulich.example/callback']")));
    }

    @AfterAll
    static void putBack() {
        HUB.putBack();
    }

    private HttpHeaders asked(String method, String path, String origin, String... further) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(HUB.issuer() + path))
                .header("Origin", origin)
                .method(method, BodyPublishers.noBody());
        if (further.length > 0) {
            request.headers(further);
        }
        return client.send(request.build()).response().headers();
    }

    /** The question that a browser asks beforehand. */
    private HttpHeaders askedBeforehand(String path, String origin, String method, String headers) {
        return asked(
                "OPTIONS",
                path,
                origin,
                "Access-Control-Request-Method",
                method,
                "Access-Control-Request-Headers",
                headers);
    }

    private static List<String> ofTheProtocol(HttpHeaders headers) {
        return headers.map().keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> name.startsWith("access-control-"))
                .toList();
    }

    private static List<String> words(HttpHeaders headers, String name) {
        return Arrays.asList(headers.firstValue(name).orElse("").split(", *"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/.well-known/openid-configuration", "/.well-known/oauth-authorization-server", "/oauth2/jwks"})
    void whatIsPublicIsReadFromEverywhere(String path) {
        for (String origin : List.of(KNOWN, STRANGE, "null")) {
            assertThat(asked("GET", path, origin).firstValue("Access-Control-Allow-Origin"))
                    .as(origin)
                    .hasValue("*");
            assertThat(askedBeforehand(path, origin, "GET", "cache-control").firstValue("Access-Control-Allow-Origin"))
                    .as(origin)
                    .hasValue("*");
        }
    }

    @ParameterizedTest
    @CsvSource({"/oauth2/token, POST", "/oauth2/par, POST", "/oauth2/revoke, POST", "/userinfo, GET", "/userinfo, POST"
    })
    void applicationInTheBrowserMayAskWithItsTokenAndItsProof(String path, String method) {
        HttpHeaders allowed = askedBeforehand(path, KNOWN, method, "authorization,content-type,dpop");

        assertThat(allowed.firstValue("Access-Control-Allow-Origin")).hasValue(KNOWN);
        assertThat(words(allowed, "Access-Control-Allow-Methods")).contains(method);
        assertThat(words(allowed, "Access-Control-Allow-Headers")).contains("authorization", "content-type", "dpop");
        assertThat(words(allowed, "Vary")).contains("Origin");
        assertThat(allowed.firstValue("Access-Control-Max-Age")).hasValue("600");
    }

    @ParameterizedTest
    @CsvSource({"POST, /oauth2/token", "POST, /oauth2/par", "POST, /oauth2/revoke", "GET, /userinfo"})
    void errorsAreReadableWithWhatTheyAskFor(String method, String path) {
        HttpHeaders answer = asked(method, path, KNOWN);

        assertThat(answer.firstValue("Access-Control-Allow-Origin")).hasValue(KNOWN);
        assertThat(words(answer, "Access-Control-Expose-Headers"))
                .containsExactlyInAnyOrder("WWW-Authenticate", "Retry-After", "DPoP-Nonce");
    }

    @Test
    void portOfTheSchemeIsNoPartOfAnOrigin() {
        assertThat(asked("POST", "/oauth2/token", "http://localhost:5173").firstValue("Access-Control-Allow-Origin"))
                .hasValue("http://localhost:5173");
        assertThat(ofTheProtocol(asked("POST", "/oauth2/token", KNOWN + ":443")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                STRANGE,
                "null",
                "http://einseitig.example",
                "https://einseitig.example.other.example",
                "https://einseitig.example:8443",
                "https://EINSEITIG.example",
                "http://localhost:5174",
                "http://127.0.0.1:5174",
                "example.app:",
                "https://vertraulich.example",
                "no origin at all",
                "*"
            })
    void nobodyElseReadsWhatIsNotPublic(String origin) {
        for (String path : List.of("/oauth2/token", "/oauth2/par", "/oauth2/revoke", "/userinfo")) {
            assertThat(ofTheProtocol(asked("POST", path, origin))).as(path).isEmpty();
            assertThat(ofTheProtocol(askedBeforehand(path, origin, "POST", "authorization")))
                    .as(path)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/oauth2/authorize",
                "/connect/logout",
                "/logout/done",
                "/login",
                "/oauth2/introspect",
                "/oauth2/device_authorization",
                "/connect/register",
                "/api/v1/providers",
                "/api/v1/openapi.json",
                "/desk",
                "/oauth2/token/",
                "/oauth2/jwks/x"
            })
    void nothingElseAnswersAScriptOfAnotherOrigin(String path) {
        for (String method : List.of("GET", "POST")) {
            assertThat(ofTheProtocol(asked(method, path, KNOWN))).as(method).isEmpty();
            assertThat(ofTheProtocol(askedBeforehand(path, KNOWN, method, "authorization")))
                    .as("before " + method)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"/oauth2/token, GET", "/oauth2/token, DELETE", "/oauth2/jwks, POST", "/userinfo, DELETE"})
    void otherMethodsAreNotAllowed(String path, String method) {
        assertThat(ofTheProtocol(askedBeforehand(path, KNOWN, method, "authorization")))
                .isEmpty();
    }

    @Test
    void otherHeadersAreNotAllowed() {
        assertThat(ofTheProtocol(askedBeforehand("/oauth2/token", KNOWN, "POST", "cookie,client-cert")))
                .isEmpty();
    }

    @Test
    void cookiesAreNeverAllowed() {
        for (String path : List.of("/oauth2/jwks", "/oauth2/token", "/userinfo")) {
            assertThat(ofTheProtocol(asked("GET", path, KNOWN, "Cookie", "a=b")))
                    .doesNotContain("access-control-allow-credentials");
            assertThat(ofTheProtocol(askedBeforehand(path, KNOWN, "GET", "authorization")))
                    .doesNotContain("access-control-allow-credentials");
        }
    }

    /** A program is no browser: what it writes there keeps it from nothing. */
    @Test
    void programThatNamesAnOriginIsServedAllTheSame() {
        HttpRequest request = HttpRequest.newBuilder(URI.create(HUB.issuer() + "/oauth2/token"))
                .header("Origin", STRANGE)
                .header("Authorization", TestClient.basic("stadttor-cli", "stadttor-cli-demo-secret"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials"))
                .build();

        assertThat(client.send(request).status()).isEqualTo(200);
    }

    @Test
    void originCountsOnlyWhileItsApplicationIsRegistered() {
        HUB.putBack();
        assertThat(ofTheProtocol(asked("POST", "/oauth2/token", KNOWN))).isEmpty();
        register();
        assertThat(ofTheProtocol(asked("POST", "/oauth2/token", KNOWN))).isNotEmpty();
    }
}
