package de.stadttor.conformance;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static de.stadttor.testing.KeyClient.asserted;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.nimbusds.jwt.SignedJWT;
import de.stadttor.platform.Json;
import de.stadttor.testing.Employee;
import de.stadttor.testing.FakeFederation;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.KeyClient;
import de.stadttor.testing.PublishedKeys;
import de.stadttor.testing.Registrar;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.TestClient.Answer;
import de.stadttor.testing.TestJwt;
import de.stadttor.testing.TestKey;
import de.stadttor.testing.Visitor;
import de.stadttor.testing.Visitor.Stop;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the modules of the Dynamic plan ask: clients that register themselves, prove themselves with a key that they
 * publish, and send neither PKCE nor a hint where to sign in.
 */
class DynamicPlanTests {

    private static final WireMockServer CLIENT = new WireMockServer(options().dynamicPort());
    private static final TestKey FIRST = TestKey.make("RS256", "first", null);
    private static final TestKey SECOND = TestKey.make("RS256", "second", null);

    private final FakeFederation federation = FakeFederation.shared();
    private final HubUnderTest hub = federation.hub();
    private final Registrar registrar = new Registrar(hub);
    private final Employee anna = federation.anna();

    @BeforeAll
    static void start() {
        CLIENT.start();
    }

    @AfterAll
    static void stop() {
        CLIENT.stop();
    }

    @AfterEach
    void takeAway() {
        registrar.close();
        federation.reset();
    }

    private static void publishes(TestKey key) {
        CLIENT.stubFor(get("/jwks").willReturn(aResponse().withBody(TestKey.jwks(key))));
    }

    private Answer registers(Map<String, Object> further) {
        publishes(FIRST);
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("token_endpoint_auth_method", "private_key_jwt");
        metadata.put("jwks_uri", CLIENT.baseUrl() + "/jwks");
        metadata.put("grant_types", List.of("authorization_code", "refresh_token"));
        metadata.putAll(further);
        Answer registered = registrar.register(registrar.releasingToken(), Json.write(Registrar.metadata(metadata)));
        assertThat(registered.status()).as(registered.body()).isEqualTo(201);
        return registered;
    }

    private URI request(Answer registered, Map<String, String> further) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("response_type", "code");
        parameters.put("client_id", registered.text("client_id"));
        parameters.put("redirect_uri", TestClient.CALLBACK);
        parameters.put("scope", "openid");
        parameters.put("state", "state-1");
        parameters.put("nonce", "nonce-1");
        parameters.putAll(further);
        parameters.values().removeIf(String::isEmpty);
        return URI.create(hub.issuer() + "/oauth2/authorize?" + Visitor.encode(parameters));
    }

    private Stop signsIn(URI request) {
        Stop page = anna.goes(request);
        return page.attribute("data-provider").isPresent() ? anna.chooses(page) : page;
    }

    private Answer redeem(Answer registered, Stop back, TestKey key) {
        return post(
                registered,
                key,
                Map.of(
                        "grant_type",
                        "authorization_code",
                        "code",
                        back.code().orElseThrow(() -> new AssertionError(back.body())),
                        "redirect_uri",
                        TestClient.CALLBACK));
    }

    private Answer post(Answer registered, TestKey key, Map<String, String> form) {
        String id = registered.text("client_id");
        return new KeyClient(hub, id).token(asserted(TestJwt.assertion(hub, id).signedBy(key), form));
    }

    private Answer tokens(Answer registered, Map<String, String> further) {
        Answer tokens = redeem(registered, signsIn(request(registered, further)), FIRST);
        assertThat(tokens.status()).as(tokens.body()).isEqualTo(200);
        return tokens;
    }

    @Test
    void clientThatRegisteredItselfGetsTokensAndUserinfo() {
        Answer registered = registers(Map.of());

        Answer tokens = tokens(registered, Map.of());

        assertThat(tokens.claims("id_token"))
                .containsEntry("iss", hub.issuer())
                .containsEntry("aud", registered.text("client_id"))
                .containsEntry("nonce", "nonce-1");
        assertThat(new TestClient(hub.issuer(), "any")
                        .userinfo(tokens.text("access_token"))
                        .json())
                .containsEntry("sub", tokens.claims("id_token").get("sub"));
    }

    @Test
    void idTokenIsSignedWithRs256WhereThatIsRegistered() throws Exception {
        Answer tokens = tokens(registers(Map.of("id_token_signed_response_alg", "RS256")), Map.of());

        SignedJWT idToken = PublishedKeys.of(hub).verified(tokens.text("id_token"));
        assertThat(idToken.getHeader().getAlgorithm().getName()).isEqualTo("RS256");
        assertThat(idToken.getHeader().getKeyID()).isNotBlank();
    }

    @Test
    void idTokenWithoutASignatureIsNotRegistered() {
        Answer answer = registrar.register(Map.of("id_token_signed_response_alg", "none"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("error")).isEqualTo("invalid_client_metadata");
    }

    @Test
    void userinfoIsSignedWithRs256WhereThatIsRegistered() throws Exception {
        Answer tokens = tokens(registers(Map.of("userinfo_signed_response_alg", "RS256")), Map.of());

        Answer answer = new TestClient(hub.issuer(), "any").userinfo(tokens.text("access_token"));

        SignedJWT jwt = PublishedKeys.of(hub).verified(answer.body());
        assertThat(jwt.getHeader().getAlgorithm().getName()).isEqualTo("RS256");
        assertThat(jwt.getJWTClaimsSet().getSubject())
                .isEqualTo(tokens.claims("id_token").get("sub"));
    }

    @Test
    void redirectUriIsNeededThoughOneAloneIsRegistered() {
        Stop page = anna.goes(request(registers(Map.of()), Map.of("redirect_uri", "")));

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.attribute("data-failure")).isPresent();
    }

    @Test
    void queryOfARedirectUriIsKept() {
        String redirect = TestClient.CALLBACK + "?foo=bar";
        Answer registered = registers(Map.of("redirect_uris", List.of(redirect)));

        Stop back = signsIn(request(registered, Map.of("redirect_uri", redirect)));

        assertThat(back.uri().getRawQuery()).startsWith("foo=bar&code=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?foo=other", "?foo=bar&more=1", ""})
    void queryOfARedirectUriIsComparedToo(String query) {
        Answer registered = registers(Map.of("redirect_uris", List.of(TestClient.CALLBACK + "?foo=bar")));

        Stop page = anna.goes(request(registered, Map.of("redirect_uri", TestClient.CALLBACK + query)));

        assertThat(page.status()).isEqualTo(400);
    }

    @Test
    void queryIsNotAddedToARedirectUri() {
        Stop page = anna.goes(request(registers(Map.of()), Map.of("redirect_uri", TestClient.CALLBACK + "?foo=bar")));

        assertThat(page.status()).isEqualTo(400);
    }

    @Test
    void redirectUriWithAFragmentIsNotRegistered() {
        Answer answer = registrar.register(Map.of("redirect_uris", List.of(TestClient.CALLBACK + "#fragment")));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("error")).isEqualTo("invalid_redirect_uri");
    }

    @Test
    void addressesForPeopleAreToldBack() {
        Map<String, Object> addresses = Map.of(
                "logo_uri", "https://amt.example/logo.png",
                "policy_uri", "https://amt.example/datenschutz",
                "tos_uri", "https://amt.example/nutzung");

        assertThat(registers(addresses).json()).containsAllEntriesOf(addresses);
    }

    @Test
    void newKeyOfAClientCountsOnceItIsPublished() {
        Answer registered = registers(Map.of());
        Answer tokens = tokens(registered, Map.of("scope", "openid offline_access"));
        publishes(SECOND);
        federation.hub().clock().advance(Duration.ofSeconds(61));

        Answer refreshed = post(
                registered,
                SECOND,
                Map.of("grant_type", "refresh_token", "refresh_token", tokens.text("refresh_token")));

        assertThat(refreshed.status()).as(refreshed.body()).isEqualTo(200);
        assertThat(refreshed.claims("id_token").get("sub"))
                .isEqualTo(tokens.claims("id_token").get("sub"));
    }

    @Test
    void signedRequestObjectIsFetched() {
        Answer registered = registers(
                Map.of("request_uris", List.of(CLIENT.baseUrl() + "/request"), "request_object_signing_alg", "RS256"));
        String id = registered.text("client_id");
        String object = TestJwt.assertion(hub, id)
                .without("sub")
                .with("client_id", id)
                .with("response_type", "code")
                .with("redirect_uri", TestClient.CALLBACK)
                .with("scope", "openid")
                .with("state", "signed-state")
                .signedBy(FIRST);
        CLIENT.stubFor(get("/request").willReturn(aResponse().withBody(object)));

        Stop back = signsIn(request(registered, Map.of("request_uri", CLIENT.baseUrl() + "/request")));

        assertThat(back.parameter("state")).contains("signed-state");
        assertThat(redeem(registered, back, FIRST).status()).isEqualTo(200);
    }
}
