package de.stadttor.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.federation.Provider;
import de.stadttor.person.UpstreamIdentity;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UpstreamTests {

    private final UpstreamFixture hub = new UpstreamFixture();

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void bringsHomeWhatTheProviderSigned() throws Exception {
        UpstreamIdentity identity = hub.signIn();

        assertThat(identity.providerId()).isEqualTo("dresden");
        assertThat(identity.subject()).isEqualTo("f:4711:anna");
        assertThat(identity.acr()).isEqualTo("low");
        assertThat(identity.sid()).isEqualTo("upstream-session");
        assertThat(identity.authTime()).isEqualTo(hub.clock.instant());
        assertThat(identity.claims()).containsEntry("groups", List.of("/A"));
        assertThat(hub.fake.callsOf("userinfo")).isZero();
    }

    @Test
    void asksForWhatWasWished() throws Exception {
        StartRequest request = new StartRequest(
                UpstreamFixture.REDIRECT,
                "flow.state",
                true,
                true,
                Duration.ofMinutes(5),
                "anna+test@dresden.example",
                List.of("substantial", "low"),
                "de");

        hub.signIn(hub.fake.provider(), request);

        assertThat(hub.fake.lastAuthorization())
                .containsEntry("scope", "openid profile email")
                .containsEntry("state", "flow.state")
                .containsEntry("prompt", "login select_account")
                .containsEntry("max_age", "300")
                .containsEntry("login_hint", "anna+test@dresden.example")
                .containsEntry("acr_values", "substantial low")
                .containsEntry("ui_locales", "de")
                .containsEntry("redirect_uri", UpstreamFixture.REDIRECT.toString());
    }

    @Test
    void asksUserinfoForClaimsThatTheIdTokenLacks() throws Exception {
        hub.fake.person("anna", Map.of("name", "Anna"));
        hub.fake.tellsOnlyInUserinfo(Map.of("groups", List.of("/B"), "iss", "forged", "name", "Other"));

        assertThat(hub.signIn().claims())
                .containsEntry("groups", List.of("/B"))
                .containsEntry("iss", hub.fake.issuer())
                .containsEntry("name", "Anna");
    }

    @Test
    void needsNoUserinfoWhereTheProfileNamesNothing() throws Exception {
        hub.fake.person("anna", Map.of());

        hub.signIn(hub.fake.provider(new Provider.ClaimProfile(null, null, null, null)), UpstreamFixture.request());

        assertThat(hub.fake.callsOf("userinfo")).isZero();
    }

    @Test
    void fetchesKeysAnewForAnUnknownOne() throws Exception {
        hub.signIn();
        hub.clock.advance(Duration.ofSeconds(2));
        hub.fake.rotatesKeys();

        assertThat(hub.signIn().subject()).isEqualTo("f:4711:anna");
        assertThat(hub.fake.callsOf("jwks")).isEqualTo(2);
    }

    @Test
    void signsInWithRememberedKeysWhileTheirAddressIsAway() throws Exception {
        hub.signIn();
        hub.fake.jwksAway();
        hub.clock.advance(Duration.ofHours(2));

        assertThat(hub.signIn().subject()).isEqualTo("f:4711:anna");
    }

    @Test
    void refreshesOldDocumentsInTheBackground() throws Exception {
        hub.signIn();
        hub.clock.advance(Duration.ofHours(2));
        hub.signIn();

        Awaitility.await()
                .untilAsserted(() -> assertThat(hub.fake.callsOf(".well-known/openid-configuration"))
                        .isEqualTo(2));
    }

    @Test
    void fetchesDiscoveryOnceForAllWhoComeAtOnce() throws Exception {
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Start> start = () -> hub.upstream.start(hub.fake.provider(), UpstreamFixture.request());
            for (var one :
                    people.invokeAll(IntStream.range(0, 50).mapToObj(n -> start).toList())) {
                assertThat(one.get().location()).isNotNull();
            }
        }
        assertThat(hub.fake.callsOf(".well-known/openid-configuration")).isEqualTo(1);
    }

    @Test
    void leadsThroughTheProvidersLogout() {
        URI logout = hub.upstream
                .logoutUri(hub.fake.provider(), "id.to.ken", URI.create("http://localhost:9000/logout/done"), "s&t")
                .orElseThrow();

        assertThat(logout.toString())
                .startsWith(hub.fake.issuer() + "/logout?")
                .contains("id_token_hint=id.to.ken", "state=s%26t", "client_id=stadttor");
    }

    @Test
    void knowsNoLogoutOfAProviderThatIsAway() {
        hub.fake.isDown();

        assertThat(hub.upstream.logoutUri(hub.fake.provider(), null, URI.create("http://localhost:9000/"), "s"))
                .isEmpty();
    }
}
