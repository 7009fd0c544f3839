package de.stadttor.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.SignedIn;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.TestClient.Answer;
import de.stadttor.testing.Visitor.Stop;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a code may go: to an address that is registered, letter by letter (RFC 9700 section 4.1.3). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedirectUriTests {

    private final HubUnderTest hub = HubUnderTest.shared();
    private final TestClient web = new TestClient(hub.issuer(), "bauantrag");
    private final TestClient nativeApp = TestClient.withoutSecret(hub.issuer(), "aussendienst");

    @BeforeAll
    void addNativeApplication() {
        hub.add(
                "aussendienst",
                Map.of(
                        "application-type", "native",
                        "client-authentication", "[none]",
                        "client-secret", "",
                        "redirect-uris",
                                "['http://127.0.0.1:9100/callback', 'http://[::1]/callback', 'http://localhost:9100/cb',"
                                        + " 'de.example.app:/callback', 'de.example.app:callback',"
                                        + " 'https://app.example/callback']",
                        "post-logout-redirect-uris", "['de.example.app:bye']"));
    }

    @AfterAll
    void takeItAway() {
        hub.putBack();
    }

    private Answer ask(TestClient client, String redirectUri) {
        return client.send(
                HttpRequest.newBuilder(client.authorize(Map.of("redirect_uri", redirectUri, "prompt", "none")))
                        .build());
    }

    private void assertNobodyIsRedirected(Answer answer) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.response().headers().firstValue("Location")).isEmpty();
        assertThat(answer.body()).contains("data-reference=").doesNotContainPattern("(href|src|action)=\"[^\"?]*evil");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:9100@@evil.example/callback",
                "http://127.0.0.1:9100/callback@@evil.example",
                "http://evil.example@127.0.0.1:9100/callback",
                "http://127.0.0.1:9100@evil.example/callback",
                "http://127.0.0.1:9100/callback/..;/evil",
                "http://127.0.0.1:9100/callback/../evil",
                "http://127.0.0.1:9100/callback%2F..%2Fevil",
                "http://127.0.0.1:9100%2Fcallback",
                "http://127.0.0.1:9100/call%62ack",
                "http://127.0.0.1:9100//callback",
                "http://127.0.0.1:9100/callback/",
                "http://127.0.0.1:9100/Callback",
                "HTTP://127.0.0.1:9100/callback",
                "http://127.0.0.1.:9100/callback",
                "http://127.0.0.1:9100/callback#code=stolen",
                "http://127.0.0.1:9100/callback#",
                "http://127.0.0.1:9100/callback?next=evil",
                "http://127.0.0.1:9100/callback?",
                "http://127.0.0.1:9101/callback",
                "http://127.0.0.1/callback",
                "https://127.0.0.1:9100/callback",
                "http://localhost:9100/callback",
                "http://localhost.evil:9100/callback",
                "http://127.0.0.1.evil.example:9100/callback",
                "http://127.0.0.1:9100\\@evil.example/callback",
                "http://127.0.0.1:9100/callback\t",
                " http://127.0.0.1:9100/callback",
                "http://127.0.0.1:9100/callback\r\nX-Evil: 1",
                "http://127.0.0.1:9100/callback\u0000",
                "http://127.0.0.1:9100/*",
                "*",
                "/callback",
                "//evil.example/callback",
                "javascript:alert(1)//http://127.0.0.1:9100/callback",
                "data:text/html,evil"
            })
    void anythingButARegisteredAddressIsShownToThePersonAlone(String redirectUri) {
        assertNobodyIsRedirected(ask(web, redirectUri));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:9100/callback",
                "http://127.0.0.1:51000/callback",
                "http://[::1]:51000/callback",
                "http://[::1]/callback",
                "http://localhost:9100/cb",
                "de.example.app:/callback",
                "de.example.app:callback",
                "https://app.example/callback"
            })
    void nativeApplicationMayListenOnAnyLoopbackPort(String redirectUri) {
        Answer answer = ask(nativeApp, redirectUri);

        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.response().headers().firstValue("Location").orElseThrow())
                .startsWith(redirectUri + "?error=login_required&");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:9101/cb",
                "http://127.0.0.1:51000/cb",
                "http://127.0.0.1:51000/callback/",
                "http://127.0.0.1:51000/callback?x=1",
                "http://127.0.0.1:51000/callback#code=stolen",
                "http://127.0.0.1:51000@evil.example/callback",
                "http://evil@127.0.0.1:51000/callback",
                "http://127.0.0.1:051000/callback",
                "http://127.0.0.1:0/callback",
                "http://127.0.0.1:/callback",
                "http://127.0.0.2:51000/callback",
                "http://127.1:51000/callback",
                "https://127.0.0.1:51000/callback",
                "HTTP://127.0.0.1:51000/callback",
                "https://app.example:51000/callback",
                "de.example.app:51000/callback"
            })
    void nativeApplicationMayVaryNothingElse(String redirectUri) {
        assertNobodyIsRedirected(ask(nativeApp, redirectUri));
    }

    @Test
    void nativeApplicationIsReachedByItsOwnSchemeAfterALogoutToo() {
        SignedIn anna = SignedIn.anna(hub);
        String idToken = anna.tokens(nativeApp, Map.of()).text("id_token");

        Stop bye = anna.signOut(idToken, "de.example.app:bye");

        assertThat(bye.uri()).isEqualTo(URI.create("de.example.app:bye"));
    }

    @Test
    void codeIsRedeemedWithThePortOfItsOwnRequest() {
        SignedIn anna = SignedIn.anna(hub);
        String elsewhere = "http://127.0.0.1:9100/callback";
        String code = anna.code(nativeApp, Map.of("redirect_uri", elsewhere));

        Answer answer = nativeApp.redeem(code, Map.of("redirect_uri", "http://127.0.0.1:51000/callback"));

        assertThat(answer.text("error")).isEqualTo("invalid_grant");
    }
}
