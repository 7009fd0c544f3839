package de.stadttor.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.SignedIn;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.TestClient.Answer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is calling? RFC 6749 section 2.3, at each back-channel endpoint. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientAuthenticationTests {

    private static final Map<String, String> SERVICE = Map.of("grant_type", "client_credentials", "token", "t");

    private final HubUnderTest hub = HubUnderTest.shared();
    private final TestClient http = new TestClient(hub.issuer(), "nobody");
    private final TestClient mobile = TestClient.withoutSecret(hub.issuer(), "mobil");

    @BeforeAll
    void addPublicApplication() {
        hub.add("mobil", Map.of("client-authentication", "[none]", "client-secret", ""));
    }

    @AfterAll
    void takeItAway() {
        hub.putBack();
    }

    private static void assertNobody(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(401);
        assertThat(answer.json()).isEqualTo(Map.of("error", "invalid_client"));
        assertThat(answer.response().headers().firstValue("WWW-Authenticate").orElse(""))
                .startsWith("Basic ");
        assertThat(answer.response().headers().firstValue("Cache-Control").orElse(""))
                .contains("no-store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/oauth2/token", "/oauth2/introspect", "/oauth2/revoke"})
    void whoeverProvesNothingIsNobody(String path) {
        assertNobody(http.post(path, SERVICE, TestClient.basic("stadttor-cli", "wrong")));
        assertNobody(http.post(path, SERVICE, TestClient.basic("nobody", "nobody-demo-secret")));
        assertNobody(http.post(path, SERVICE, TestClient.basic("STADTTOR-CLI", "stadttor-cli-demo-secret")));
        assertNobody(http.post(path, SERVICE, null));
        assertNobody(http.post(path, SERVICE, "Bearer " + "a".repeat(40)));
        assertNobody(http.postText(
                path, "grant_type=client_credentials&token=t&client_id=stadttor-cli&client_secret=wrong", null));
        assertNobody(http.postText(path, "grant_type=client_credentials&token=t&client_id=stadttor-cli", null));
        assertNobody(http.postText(path, "grant_type=client_credentials&token=t&client_id=nobody", null));
    }

    @Test
    void secretCountsInTheHeaderAndInTheForm() {
        String form = "grant_type=client_credentials&client_id=stadttor-cli&client_secret=stadttor-cli-demo-secret";

        assertThat(http.post("/oauth2/token", SERVICE, TestClient.basic("stadttor-cli", "stadttor-cli-demo-secret"))
                        .status())
                .isEqualTo(200);
        assertThat(http.postText("/oauth2/token", form, null).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/oauth2/introspect", "/oauth2/revoke"})
    void secretCountsBothWaysAtOtherEndpointsToo(String path) {
        assertThat(http.postText(path, "token=nonsense", TestClient.basic("stadttor-cli", "stadttor-cli-demo-secret"))
                        .status())
                .isEqualTo(200);
        assertThat(http.postText(
                                path,
                                "token=nonsense&client_id=stadttor-cli&client_secret=stadttor-cli-demo-secret",
                                null)
                        .status())
                .isEqualTo(200);
        assertNobody(http.postText(path, "token=nonsense&client_id=stadttor-cli&client_secret=wrong", null));
    }

    @Test
    void secretInTheAddressCountsForNothing() {
        assertNobody(http.postText(
                "/oauth2/token?client_id=stadttor-cli&client_secret=stadttor-cli-demo-secret",
                "grant_type=client_credentials",
                null));
    }

    @Test
    void twoWaysAtOnceAreAnInvalidRequest() {
        Answer answer = http.postText(
                "/oauth2/token",
                "grant_type=client_credentials&client_id=stadttor-cli&client_secret=stadttor-cli-demo-secret",
                TestClient.basic("stadttor-cli", "stadttor-cli-demo-secret"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("error")).isEqualTo("invalid_request");
    }

    @Test
    void headerAndFormMayNotNameTwoClients() {
        Answer answer = http.postText(
                "/oauth2/token",
                "grant_type=client_credentials&client_id=bauantrag",
                TestClient.basic("stadttor-cli", "stadttor-cli-demo-secret"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("error")).isEqualTo("invalid_request");
        assertThat(http.postText(
                                "/oauth2/token",
                                "grant_type=client_credentials&client_id=stadttor-cli",
                                TestClient.basic("stadttor-cli", "stadttor-cli-demo-secret"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void methodThatIsNotRegisteredIsRefused() {
        hub.add("nur-basic", Map.of("client-authentication", "[client_secret_basic]"));
        try {
            SignedIn anna = SignedIn.anna(hub);
            TestClient basicOnly = new TestClient(hub.issuer(), "nur-basic");
            String code = anna.code(basicOnly, Map.of());
            String form = "grant_type=authorization_code&code=" + code
                    + "&client_id=nur-basic&client_secret=nur-basic-demo-secret";

            assertNobody(http.postText("/oauth2/token", form, null));

            assertThat(basicOnly.redeem(code).status()).isEqualTo(200);
        } finally {
            addPublicApplication();
        }
    }

    @Test
    void publicClientRedeemsAndRefreshesByItsNameAlone() {
        SignedIn anna = SignedIn.anna(hub);

        Answer tokens = mobile.redeem(anna.code(mobile, Map.of()));
        assertThat(tokens.status()).as(tokens.body()).isEqualTo(200);
        Answer refreshed = mobile.refresh(tokens.text("refresh_token"));
        assertThat(refreshed.status()).as(refreshed.body()).isEqualTo(200);

        assertThat(mobile.redeem(anna.code(mobile, Map.of()), Map.of("code_verifier", ""))
                        .text("error"))
                .isEqualTo("invalid_grant");
        assertThat(mobile.revoke(refreshed.text("refresh_token")).status()).isEqualTo(200);
        assertThat(mobile.refresh(refreshed.text("refresh_token")).text("error"))
                .isEqualTo("invalid_grant");
    }

    @Test
    void publicClientNeedsPkce() {
        assertThat(SignedIn.anna(hub)
                        .authorize(mobile, Map.of("code_challenge", "", "code_challenge_method", ""))
                        .parameter("error"))
                .contains("invalid_request");
    }

    @Test
    void publicClientCannotIntrospect() {
        assertNobody(mobile.introspect("t"));
    }

    @Test
    void secretOfAPublicClientIsNotLookedAt() {
        assertNobody(http.post("/oauth2/token", SERVICE, TestClient.basic("mobil", "mobil-demo-secret")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/oauth2/token", "/oauth2/introspect", "/oauth2/revoke", "/oauth2/tok%65n"})
    void repeatedParameterIsAnInvalidRequest(String path) {
        for (String name : List.of("grant_type", "code", "code_verifier", "client_id", "scope", "token", "x")) {
            Answer answer = http.postText(
                    path,
                    "grant_type=client_credentials&token=t&" + name + "=a&" + name + "=a",
                    TestClient.basic("stadttor-cli", "stadttor-cli-demo-secret"));

            assertThat(answer.status()).as(name).isEqualTo(400);
            assertThat(answer.text("error")).as(name).isEqualTo("invalid_request");
        }
    }

    @Test
    void tokensAreNotGivenOutByGet() {
        Answer answer = http.send(HttpRequest.newBuilder(URI.create(hub.issuer()
                        + "/oauth2/token?grant_type=client_credentials&client_id=stadttor-cli"
                        + "&client_secret=stadttor-cli-demo-secret"))
                .build());

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.response().headers().firstValue("Allow")).contains("POST");
        assertThat(answer.text("error")).isEqualTo("invalid_request");
        assertThat(answer.body()).doesNotContain("access_token");
    }

    /** RFC 6749 section 5.2. */
    @Test
    void failedTokenRequestSaysWhyAndIsNo401() {
        TestClient client = new TestClient(hub.issuer(), "bauantrag");
        List<Map<String, String>> failing = List.of(
                Map.of("grant_type", "refresh_token", "refresh_token", "nonsense"),
                Map.of("grant_type", "refresh_token", "refresh_token", "A".repeat(46)),
                Map.of("grant_type", "refresh_token"),
                Map.of("grant_type", "authorization_code", "code", "nonsense"),
                Map.of("grant_type", "password", "username", "a", "password", "b"),
                Map.of("grant_type", "client_credentials"),
                Map.of("scope", "openid"));

        for (Map<String, String> form : failing) {
            Answer answer = client.post("/oauth2/token", form);
            assertThat(answer.status()).as(form + " " + answer.body()).isEqualTo(400);
            assertThat(answer.json()).as(form.toString()).containsKey("error");
        }
    }
}
