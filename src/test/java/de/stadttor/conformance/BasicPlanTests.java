package de.stadttor.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import de.stadttor.testing.FakeFederation;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.TestClient.Answer;
import de.stadttor.testing.Visitor.Stop;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The plan "Basic" (response type code). */
class BasicPlanTests extends Plan {

    private static final Map<String, Object> PROFILE = Map.of(
            "middle_name", "Maria",
            "nickname", "Anni",
            "profile", "https://dresden.example/anna",
            "picture", "https://dresden.example/anna.png",
            "website", "https://dresden.example/",
            "gender", "female",
            "birthdate", "1980-01-31",
            "zoneinfo", "Europe/Berlin",
            "locale", "de-DE",
            "updated_at", 1_700_000_000);

    /** oidcc-server: OpenID Connect Core 3.1. */
    @Test
    void codeFlowLeadsToTokensAndUserinfo() {
        Stop back = signsIn(Map.of());
        assertThat(answer(back)).containsEntry("state", "state-1");

        Answer tokens = redeem(code(back));

        assertThat(tokens.json())
                .containsEntry("token_type", "Bearer")
                .containsKeys("access_token", "expires_in", "id_token");
        assertThat(tokens.response().headers().firstValue("Cache-Control").orElse(""))
                .contains("no-store");
        assertThat(idToken(tokens))
                .containsEntry("iss", hub.issuer())
                .containsEntry("aud", PLAN)
                .containsEntry("nonce", "nonce-1")
                .containsKeys("sub", "iat", "exp");
        assertThat(userinfo(tokens)).containsEntry("sub", idToken(tokens).get("sub"));
    }

    /** oidcc-server-client-secret-post: RFC 6749 section 2.3.1. */
    @Test
    void secretMayStandInTheForm() {
        String code = code(signsIn(Map.of()));

        Answer tokens = client.post(
                "/oauth2/token",
                Map.of(
                        "grant_type",
                        "authorization_code",
                        "code",
                        code,
                        "redirect_uri",
                        TestClient.CALLBACK,
                        "client_id",
                        PLAN,
                        "client_secret",
                        PLAN + "-demo-secret"),
                null);

        assertThat(tokens.status()).as(tokens.body()).isEqualTo(200);
    }

    /** oidcc-response-type-missing: OpenID Connect Core 3.1.2.6. */
    @Test
    void missingResponseTypeIsAnInvalidRequest() {
        assertThat(answer(anna.goes(request(Map.of("response_type", "")))))
                .containsEntry("error", "invalid_request")
                .containsEntry("state", "state-1")
                .doesNotContainKey("code");
    }

    /** oidcc-idtoken-signature: OpenID Connect Core 2, 10.1. */
    @Test
    void idTokenIsSignedWithRs256ByAPublishedKeyThatItNames() throws ParseException {
        Answer tokens = tokens(Map.of());
        SignedJWT token = SignedJWT.parse(tokens.text("id_token"));

        assertThat(token.getHeader().getAlgorithm().getName()).isEqualTo("RS256");
        assertThat(token.getHeader().getKeyID()).isNotBlank();
        assertThat(idToken(tokens)).isNotEmpty();
    }

    /** oidcc-idtoken-unsigned: left out, since {@code none} is not advertised. */
    @Test
    void unsignedIdTokensAreNotAdvertised() {
        assertThat(metadata().get("id_token_signing_alg_values_supported"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .doesNotContain("none");
    }

    private Map<String, Object> metadata() {
        return client.get("/.well-known/openid-configuration", null).json();
    }

    /** oidcc-userinfo-get: RFC 6750 section 2.1. */
    @Test
    void userinfoTakesTheTokenInTheHeader() {
        assertThat(userinfo(tokens(Map.of()))).containsKey("sub");
    }

    /** oidcc-userinfo-post-header: OpenID Connect Core 5.3.1. */
    @Test
    void userinfoTakesTheTokenInTheHeaderOfAPost() {
        Answer answer =
                client.post("/userinfo", Map.of(), "Bearer " + tokens(Map.of()).text("access_token"));

        assertThat(answer.json()).containsKey("sub");
    }

    /** oidcc-userinfo-post-body: RFC 6750 section 2.2. */
    @Test
    void userinfoTakesTheTokenInTheBody() {
        Answer answer =
                client.post("/userinfo", Map.of("access_token", tokens(Map.of()).text("access_token")), null);

        assertThat(answer.json()).containsKey("sub");
    }

    /** oidcc-ensure-request-without-nonce-succeeds-for-code-flow: OpenID Connect Core 3.1.2.1. */
    @Test
    void nonceMayBeMissing() {
        assertThat(idToken(tokens(Map.of("nonce", "")))).doesNotContainKey("nonce");
    }

    /** oidcc-scope-profile: OpenID Connect Core 5.4, all that the provider tells; and nothing that nobody asked for. */
    @Test
    void scopeProfileTellsTheWholeProfile() {
        Map<String, Object> told = FakeFederation.annasClaims();
        told.putAll(PROFILE);
        federation.dresden().person("anna", told);

        Map<String, Object> expected = new HashMap<>(PROFILE);
        expected.put("name", "Anna Richter");
        expected.put("given_name", "Anna");
        expected.put("family_name", "Richter");
        expected.put("preferred_username", "anna.richter");
        Map<String, Object> userinfo = new HashMap<>(userinfo(tokens(Map.of("scope", "openid profile"))));
        assertThat(userinfo.remove("sub")).isNotNull();
        assertThat(userinfo).containsExactlyInAnyOrderEntriesOf(expected);
    }

    /** oidcc-scope-email. */
    @Test
    void scopeEmailTellsTheAddress() {
        assertThat(userinfo(tokens(Map.of("scope", "openid email"))))
                .containsEntry("email", "anna.richter@dresden.example")
                .containsEntry("email_verified", true)
                .doesNotContainKeys("name", "roles", "provider");
    }

    /** oidcc-scope-address, oidcc-scope-phone: left out, since neither is advertised; and neither is an error. */
    @ParameterizedTest
    @ValueSource(strings = {"address", "phone"})
    void scopeThatIsNotAdvertisedIsNoError(String scope) {
        assertThat(metadata().get("scopes_supported"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .doesNotContain(scope);

        assertThat(userinfo(tokens(Map.of("scope", "openid " + scope)))).containsOnlyKeys("sub");
    }

    /** oidcc-scope-all. */
    @Test
    void allScopesTogetherTellAll() {
        assertThat(userinfo(tokens(Map.of("scope", "openid profile email address phone"))))
                .containsKeys("name", "email");
    }

    /** oidcc-alternate-happy-flow: a second redirect URI with a query of its own, and a long state. */
    @Test
    void longStateComesBackAsItWas() {
        String state = "~a-._".repeat(26);

        assertThat(answer(signsIn(Map.of("state", state)))).containsEntry("state", state);
    }

    /** oidcc-display-page, oidcc-display-popup: OpenID Connect Core 15.1. */
    @ParameterizedTest
    @ValueSource(strings = {"page", "popup"})
    void displayIsNoError(String display) {
        assertThat(answer(signsIn(Map.of("display", display)))).containsKey("code");
    }

    /** oidcc-prompt-login: the second sign-in is a new one. */
    @Test
    void promptLoginSignsInAgain() {
        long first = TestClient.seconds(idToken(tokens(Map.of())), "auth_time");
        hub.clock().advance(Duration.ofSeconds(5));

        Stop page = anna.goes(request(Map.of("prompt", "login")));
        assertThat(page.attribute("data-provider")).as("the person is asked").isPresent();
        long second = TestClient.seconds(idToken(redeem(code(choosesWhereAsked(page)))), "auth_time");

        assertThat(second).isGreaterThan(first);
    }

    /** oidcc-prompt-none-not-logged-in. */
    @Test
    void promptNoneWithoutASessionIsLoginRequired() {
        assertThat(answer(asksSilently(Map.of())))
                .containsEntry("error", "login_required")
                .containsEntry("state", "state-1");
    }

    /** oidcc-prompt-none-logged-in. */
    @Test
    void promptNoneTellsOfTheSameSignIn() {
        Map<String, Object> first = idToken(tokens(Map.of("max_age", "15000")));

        Map<String, Object> second = idToken(redeem(code(asksSilently(Map.of()))));

        assertThat(second).containsEntry("sub", first.get("sub")).containsEntry("auth_time", first.get("auth_time"));
    }

    /** oidcc-max-age-1. */
    @Test
    void maxAgeOfOneSecondSignsInAgain() {
        long first = TestClient.seconds(idToken(tokens(Map.of())), "auth_time");
        hub.clock().advance(Duration.ofSeconds(2));

        Map<String, Object> second = idToken(tokens(Map.of("max_age", "1")));

        assertThat(TestClient.seconds(second, "auth_time")).isGreaterThan(first);
    }

    /** oidcc-max-age-10000. */
    @Test
    void maxAgeThatIsNotReachedAsksNobody() {
        long first = TestClient.seconds(idToken(tokens(Map.of())), "auth_time");
        hub.clock().advance(Duration.ofSeconds(2));

        Map<String, Object> second = idToken(redeem(code(anna.goes(request(Map.of("max_age", "10000"))))));

        assertThat(TestClient.seconds(second, "auth_time")).isEqualTo(first);
    }

    /** oidcc-ensure-request-with-unknown-parameter-succeeds, oidcc-ui-locales, oidcc-claims-locales. */
    @ParameterizedTest
    @ValueSource(strings = {"extra=foobar", "ui_locales=se", "claims_locales=se", "ui_locales=de en"})
    void wishesThatCannotBeMetAreNoError(String parameter) {
        String[] pair = parameter.split("=", 2);

        assertThat(answer(signsIn(Map.of(pair[0], pair[1])))).containsKey("code");
    }

    /** oidcc-id-token-hint. */
    @Test
    void idTokenHintOfTheSamePersonNeedsNoPage() {
        Answer tokens = tokens(Map.of());

        Answer second = redeem(code(asksSilently(Map.of("id_token_hint", tokens.text("id_token")))));

        assertThat(idToken(second)).containsEntry("sub", idToken(tokens).get("sub"));
    }

    /** oidcc-login-hint. */
    @Test
    void loginHintIsNoError() {
        assertThat(answer(signsIn(Map.of("login_hint", "anna.richter@dresden.example"))))
                .containsKey("code");
    }

    /** oidcc-ensure-request-with-acr-values-succeeds: what is asked for and can be had is told. */
    @Test
    void acrValuesAreNoErrorAndTheLevelIsTold() {
        assertThat(idToken(tokens(Map.of("acr_values", "high low")))).containsEntry("acr", "low");
        assertThat(answer(asksSilently(Map.of("acr_values", "urn:unknown")))).containsKey("code");
    }

    /** oidcc-codereuse: RFC 6749 sections 4.1.2, 10.5. */
    @Test
    void codeCountsOnce() {
        String code = code(signsIn(Map.of()));
        redeem(code);

        Answer again = redeem(code);

        assertThat(again.status()).isEqualTo(400);
        assertThat(again.text("error")).isEqualTo("invalid_grant");
    }

    /** oidcc-codereuse-30seconds: the tokens that came of it are worth nothing any more. */
    @Test
    void codeThatCountsTwiceTakesItsTokensAlong() {
        String code = code(signsIn(Map.of()));
        Answer tokens = redeem(code);
        hub.clock().advance(Duration.ofSeconds(30));

        assertThat(redeem(code).text("error")).isEqualTo("invalid_grant");
        assertThat(client.userinfo(tokens.text("access_token")).status()).isEqualTo(401);
    }

    /** oidcc-ensure-registered-redirect-uri: the person is told, and nobody is redirected. */
    @Test
    void redirectUriThatIsNotRegisteredIsAPageForThePerson() {
        Stop stop = anna.goes(request(Map.of("redirect_uri", TestClient.CALLBACK + "x")));

        assertThat(stop.status()).isEqualTo(400);
        assertThat(stop.uri().toString()).startsWith(hub.issuer());
        assertThat(stop.body()).contains("<h1");
    }

    /** oidcc-ensure-post-request-succeeds: OpenID Connect Core 3.1.2.1. */
    @Test
    void requestMayBePosted() {
        Map<String, String> form = new LinkedHashMap<>();
        for (String pair : request(Map.of()).getRawQuery().split("&", -1)) {
            String[] parts = pair.split("=", 2);
            form.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }

        Stop page = anna.browser().post(URI.create(hub.issuer() + "/oauth2/authorize"), form, TestClient.CALLBACK);

        assertThat(answer(choosesWhereAsked(page))).containsKey("code");
    }

    /**
     * oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported,
     * oidcc-request-uri-unsigned-supported-correctly-or-rejected-as-unsupported,
     * oidcc-ensure-request-object-with-redirect-uri: left out, since {@code none} is not advertised; and refused.
     */
    @Test
    void unsignedRequestObjectsAreNotAdvertisedAndRefused() {
        assertThat(metadata().get("request_object_signing_alg_values_supported"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .isNotEmpty()
                .doesNotContain("none");
        String object = new PlainJWT(new JWTClaimsSet.Builder()
                        .claim("client_id", PLAN)
                        .claim("response_type", "code")
                        .claim("redirect_uri", TestClient.CALLBACK)
                        .claim("scope", OPENID)
                        .build())
                .serialize();

        assertThat(answer(anna.goes(request(Map.of("request", object)))))
                .containsEntry("error", "invalid_request_object")
                .doesNotContainKey("code");
    }

    /** oidcc-claims-essential: OpenID Connect Core 5.5.1. */
    @Test
    void essentialNameIsInUserinfo() {
        assertThat(userinfo(tokens(Map.of("claims", "{\"userinfo\":{\"name\":{\"essential\":true}}}"))))
                .containsEntry("name", "Anna Richter");
    }

    /** oidcc-refresh-token: OpenID Connect Core 12, with {@code prompt=consent} and offline_access. */
    @Test
    void refreshTokenTellsOfTheSameSignIn() {
        Stop question = signsIn(Map.of("scope", "openid offline_access", "prompt", "consent"));
        Answer tokens = redeem(code(anna.submits(question, "/login/consent", Map.of("decision", "approve"))));

        Answer refreshed = client.refresh(tokens.text("refresh_token"));

        assertThat(idToken(refreshed))
                .containsEntry("sub", idToken(tokens).get("sub"))
                .containsEntry("iss", hub.issuer())
                .containsEntry("aud", PLAN)
                .containsEntry("auth_time", idToken(tokens).get("auth_time"));
        assertThat(userinfo(refreshed)).containsKey("sub");
        assertThat(new TestClient(hub.issuer(), "bauantrag")
                        .refresh(refreshed.text("refresh_token"))
                        .text("error"))
                .as("of another client")
                .isEqualTo("invalid_grant");
    }

    /** oidcc-ensure-request-with-valid-pkce-succeeds: RFC 7636. */
    @Test
    void pkceMayBeUsed() {
        String code = code(signsIn(Map.of("code_challenge", TestClient.challenge(), "code_challenge_method", "S256")));

        assertThat(client.redeem(code).status()).isEqualTo(200);
    }
}
