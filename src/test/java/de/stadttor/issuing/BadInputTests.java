package de.stadttor.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.RawHttp;
import de.stadttor.testing.RawHttp.Raw;
import de.stadttor.testing.SignedIn;
import de.stadttor.testing.TestClient;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Whatever arrives, it is the sender's fault: no error of the hub's own, and nothing told of what is inside. */
class BadInputTests {

    private static final String CLI = "Authorization: " + TestClient.basic("stadttor-cli", "stadttor-cli-demo-secret");
    private static final List<String> PATHS = List.of(
            "/oauth2/authorize",
            "/oauth2/token",
            "/oauth2/introspect",
            "/oauth2/revoke",
            "/userinfo",
            "/connect/logout",
            "/logout/done",
            "/login",
            "/login/to/ebit-dresden",
            "/login/callback/ebit-dresden",
            "/login/other",
            "/login/again",
            "/login/consent",
            "/api/v1/configuration");

    private final HubUnderTest hub = HubUnderTest.shared();
    private final RawHttp http = new RawHttp(hub.issuer());

    static void assertSendersFault(Raw answer, String request) {
        assertThat(answer.status()).as(request + "\n" + answer).matches(status -> status < 500 || status == 501);
        assertThat(answer.body())
                .as(request)
                .doesNotContain("Exception")
                .doesNotContain("\tat ")
                .doesNotContain("org.springframework")
                .doesNotContain("java.")
                .doesNotContain("Apache Tomcat");
    }

    static Stream<String> paths() {
        return PATHS.stream();
    }

    @ParameterizedTest
    @MethodSource("paths")
    void oddParametersAreNoErrorOfTheHub(String path) {
        for (String odd : List.of(
                "%00",
                "a%00b",
                "%",
                "%zz",
                "%c3%28",
                "%ed%a0%80",
                "%ff%fe",
                "%0d%0aSet-Cookie:%20x=y",
                "a".repeat(6000),
                "%F0%9F%92%A9",
                "%E2%80%AE",
                "-1",
                "[]",
                "'")) {
            for (String name : List.of(
                    "client_id", "state", "flow", "code", "id_token_hint", "login_hint", "decision", "lang", odd)) {
                String query = name + "=" + odd;
                assertSendersFault(http.get(path + "?" + query), "GET " + path + "?" + query);
                assertSendersFault(http.post(path, query, CLI), "POST " + path + " " + query);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("paths")
    void formsThatAreTooLargeOrTooManyAreNoErrorOfTheHub(String path) {
        assertSendersFault(http.post(path, "token=" + "a".repeat(1_000_000)), path + " with one large value");
        assertSendersFault(http.post(path, "a=b&".repeat(15_000)), path + " with many values");
    }

    @ParameterizedTest
    @MethodSource("paths")
    void oddHeadersAreNoErrorOfTheHub(String path) {
        for (String header : List.of(
                "Authorization: Basic",
                "Authorization: Basic !!!",
                "Authorization: Basic Og==",
                "Authorization: Basic AAAA",
                "Authorization: Basic " + "A".repeat(5000),
                "Authorization: Bearer",
                "Authorization: Bearer a b",
                "Authorization: Bearer \u00fc",
                "Authorization: Bearer e30.e30.e30",
                "Authorization: Negotiate x",
                "Cookie: stadttor_session=%00",
                "Cookie: stadttor_session=" + "A".repeat(64),
                "Cookie: stadttor_session=" + "=".repeat(64),
                "Cookie: stadttor_flow_0123456789abcdef=x.y",
                "Cookie: stadttor_flow_=; stadttor_lang=\"",
                "Cookie: =",
                "Accept: nonsense",
                "Accept-Language: ;q=x",
                "Content-Type: nonsense",
                "Content-Encoding: gzip",
                "X-Forwarded-For: \u0001",
                "X-Forwarded-Port: a",
                "X-Forwarded-Host: evil.example",
                "Forwarded: for=",
                "Origin: null")) {
            assertSendersFault(http.get(path, header), path + " " + header);
            assertSendersFault(http.post(path, "a=b", header), path + " " + header);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "HEAD", "CONNECT", "QUERY", "X"})
    void otherMethodsAreNoErrorOfTheHub(String method) {
        for (String path : PATHS) {
            assertSendersFault(http.send(method + " " + path, ""), method + " " + path);
        }
    }

    @Test
    void zeroByteInWhatIsStoredIsRefusedToo() {
        SignedIn anna = SignedIn.anna(hub);

        for (String name : List.of("nonce", "state", "login_hint", "idp_hint", "scope", "utm_source")) {
            String value = name.equals("scope") ? "openid \u0000" : "a\u0000b";
            assertThat(anna.authorize(Map.of(name, value)).status()).as(name).isLessThan(500);
        }
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void whatCannotBeReadDoesNotReachTheLog(CapturedOutput log) {
        for (String unreadable : List.of("state=geheim%ff", "state=geheim%zz", "x=geheim&".repeat(1_001))) {
            http.get("/oauth2/authorize?" + unreadable.substring(0, Math.min(unreadable.length(), 6_000)));
            http.post("/login/other", unreadable);
        }

        assertThat(log.getAll())
                .doesNotContain("geheim")
                .doesNotContain("ERROR")
                .doesNotContain("\tat ");
    }

    @Test
    void zeroByteInAClientsNameIsNobodysName() {
        for (String path : List.of("/oauth2/token", "/oauth2/introspect", "/oauth2/revoke")) {
            Raw byHeader = http.post(
                    path, "token=t", "Authorization: " + TestClient.basic("bauantrag\u0000", "bauantrag-demo-secret"));
            Raw byForm = http.post(path, "token=t&client_id=bauantrag%00");

            assertThat(byHeader.status()).as(path).isIn(400, 401);
            assertThat(byForm.status()).as(path).isIn(400, 401);
        }
    }
}
