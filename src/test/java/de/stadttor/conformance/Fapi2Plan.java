package de.stadttor.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.Employee;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.KeyClient;
import de.stadttor.testing.PublishedKeys;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.TestClient.Answer;
import de.stadttor.testing.Visitor;
import de.stadttor.testing.Visitor.Stop;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The modules of the plan "FAPI 2.0 Security Profile (final)" that do not depend on how a client proves who it is and
 * that its tokens are its own; "unsigned" requests, "plain_fapi". The subclasses are the two ways.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Fapi2Plan {

    static final String PAR = "/oauth2/par";
    static final String TOKEN = "/oauth2/token";

    final HubUnderTest hub = HubUnderTest.shared();
    final HubUnderTest node = HubUnderTest.behindProxy();
    private final Employee anna = Employee.anna(hub);

    @AfterAll
    void takeThemAway() {
        hub.putBack();
    }

    @AfterEach
    void backToNow() {
        hub.clock().reset();
        node.clock().reset();
    }

    void advance(Duration time) {
        hub.clock().advance(time);
        node.clock().advance(time);
    }

    /** Name of the first client; the second has keys of its own. */
    abstract String first();

    abstract String second();

    /** Posts as this client, with all that proves who it is. */
    abstract Answer authenticated(String client, String path, Map<String, String> form);

    /** The same with what binds a token to a key. */
    abstract Answer bound(String client, String path, Map<String, String> form);

    /** The name of one client with the proof of the other. */
    abstract Answer mixedUp(String path, Map<String, String> form);

    /** Asks with a token and the key that it is bound to. */
    abstract Answer userinfo(String scheme, String accessToken);

    /** Asks with a token alone. */
    abstract Answer userinfoWithoutKey(String accessToken);

    abstract String scheme();

    Map<String, String> request(Map<String, String> further) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("response_type", "code");
        form.put("redirect_uri", TestClient.CALLBACK);
        form.put("scope", "openid profile email");
        form.put("state", "state-1");
        form.put("nonce", "nonce-1");
        form.put("code_challenge", TestClient.challenge());
        form.put("code_challenge_method", "S256");
        form.put("idp_hint", "ebit-dresden");
        form.putAll(further);
        form.values().removeIf(String::isEmpty);
        return form;
    }

    Answer push(Map<String, String> further) {
        return authenticated(first(), PAR, request(further));
    }

    String requestUri(Map<String, String> further) {
        return ok(push(further), 201).text("request_uri");
    }

    static Answer ok(Answer answer, int status) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        return answer;
    }

    static void refused(Answer answer, String... errors) {
        assertThat(answer.status()).as(answer.body()).isIn(400, 401);
        assertThat(answer.text("error")).as(answer.body()).isIn((Object[]) errors);
    }

    URI authorize(String client, String requestUri) {
        return URI.create(hub.issuer() + "/oauth2/authorize?client_id=" + client + "&request_uri=" + requestUri);
    }

    Stop opens(String requestUri) {
        return opens(requestUri, "");
    }

    private Stop opens(String requestUri, String beside) {
        return anna.typesPassword(anna.goes(URI.create(authorize(first(), requestUri) + beside)));
    }

    String code(Map<String, String> further) {
        Stop stop = opens(requestUri(further));
        assertThat(stop.parameter("iss")).as(stop.body()).contains(hub.issuer());
        return stop.code().orElseThrow(() -> new AssertionError(stop.uri()));
    }

    Map<String, String> redemption(String code) {
        return new LinkedHashMap<>(new KeyClient(node, first()).redemption(code));
    }

    Answer redeem(String code) {
        return bound(first(), TOKEN, redemption(code));
    }

    Answer tokens(Map<String, String> further) {
        return ok(redeem(code(further)), 200);
    }

    Map<String, Object> idToken(Answer tokens) {
        try {
            return PublishedKeys.of(hub)
                    .verified(tokens.text("id_token"))
                    .getJWTClaimsSet()
                    .toJSONObject();
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }

    /** …-discovery-end-point-verification. */
    @Test
    void discoverySaysWhatFapiNeeds() {
        Map<String, Object> metadata = new KeyClient(node, first())
                .get("/.well-known/openid-configuration")
                .json();

        assertThat(metadata)
                .containsEntry("authorization_response_iss_parameter_supported", true)
                .containsEntry("pushed_authorization_request_endpoint", hub.issuer() + PAR)
                .containsEntry("response_types_supported", List.of("code"))
                .containsEntry("code_challenge_methods_supported", List.of("S256"))
                .containsEntry("tls_client_certificate_bound_access_tokens", true)
                .containsEntry("dpop_signing_alg_values_supported", List.of("ES256", "PS256", "EdDSA"));
        assertThat(metadata.get("require_pushed_authorization_requests")).isInstanceOf(Boolean.class);
        assertThat(metadata.get("token_endpoint_auth_methods_supported").toString())
                .contains("private_key_jwt", "tls_client_auth");
    }

    /** …-happy-flow, …-access-token-type-header-case-sensitivity, …-par-without-duplicate-parameters. */
    @Test
    void twoClientsGetTokensThatAreBound() {
        Answer tokens = tokens(Map.of());
        String access = tokens.text("access_token");

        assertThat(tokens.text("token_type")).isEqualToIgnoringCase(scheme());
        assertThat(tokens.claims("access_token")).containsKey("cnf");
        assertThat(idToken(tokens)).containsEntry("aud", first()).containsEntry("nonce", "nonce-1");
        ok(userinfo(scheme(), access), 200);
        ok(userinfo(scheme().toLowerCase(Locale.ROOT), access), 200);
        ok(userinfo(scheme().toUpperCase(Locale.ROOT), access), 200);
        assertThat(userinfoWithoutKey(access).status()).isEqualTo(401);
        Answer other = ok(authenticated(second(), PAR, request(Map.of())), 201);
        Stop back = anna.typesPassword(anna.goes(authorize(second(), other.text("request_uri"))));
        ok(bound(second(), TOKEN, redemption(back.code().orElseThrow())), 200);
    }

    /** …-user-rejects-authentication. */
    @Test
    void personWhoGivesUpIsAccessDenied() {
        Visitor stranger = new Visitor();

        Stop page = stranger.go(
                authorize(first(), requestUri(Map.of("idp_hint", "", "prompt", "select_account"))),
                TestClient.CALLBACK);
        URI back = page.link("back");

        assertThat(back.toString()).startsWith(TestClient.CALLBACK + "?");
        assertThat(back.getQuery()).contains("error=access_denied", "state=state-1", "iss=" + hub.issuer());
    }

    /** …-ensure-authorization-request-without-state-success. */
    @Test
    void stateMayBeMissing() {
        Stop back = opens(requestUri(Map.of("state", "")));

        assertThat(back.code()).isPresent();
        assertThat(back.parameter("state")).isEmpty();
    }

    /** …-ensure-authorization-request-without-nonce-success. */
    @Test
    void nonceMayBeMissing() {
        assertThat(idToken(tokens(Map.of("nonce", "")))).doesNotContainKey("nonce");
    }

    /** …-ensure-authorization-request-with-64-char-nonce-success, …-with-long-nonce. */
    @ParameterizedTest
    @ValueSource(ints = {64, 384})
    void longNonceComesBackAsItWas(int length) {
        String nonce = "n".repeat(length);

        assertThat(idToken(tokens(Map.of("nonce", nonce)))).containsEntry("nonce", nonce);
    }

    /** …-ensure-authorization-request-with-long-state. */
    @Test
    void longStateComesBackAsItWas() {
        String state = "~st.-_".repeat(64);

        assertThat(opens(requestUri(Map.of("state", state))).parameter("state")).contains(state);
    }

    /** …-ensure-other-scope-order-succeeds. */
    @Test
    void scopesMayStandInAnyOrder() {
        assertThat(tokens(Map.of("scope", "email profile openid")).json()).containsKey("id_token");
    }

    /** …-test-claims-parameter-identity-claims; what nobody knows is passed over. */
    @Test
    void claimsMayBeAskedForOneByOne() {
        Answer tokens = tokens(Map.of(
                "scope",
                "openid",
                "claims",
                "{\"id_token\":{\"email\":null},\"userinfo\":{\"name\":{\"essential\":true},\"x-unknown\":null}}"));

        assertThat(idToken(tokens)).containsKey("email");
        assertThat(userinfo(scheme(), tokens.text("access_token")).json())
                .containsKey("name")
                .doesNotContainKey("x-unknown");
    }

    /** …-ensure-different-nonce-inside-and-outside-request-object, …-different-state-…. */
    @Test
    void whatStandsBesideThePushedRequestDoesNotCount() {
        Stop back = opens(requestUri(Map.of()), "&state=other&nonce=other");

        assertThat(back.parameter("state")).contains("state-1");
        assertThat(idToken(ok(redeem(back.code().orElseThrow()), 200))).containsEntry("nonce", "nonce-1");
    }

    /** …-state-only-outside-request-object-not-used. */
    @Test
    void stateBesideThePushedRequestIsNotUsed() {
        Stop back = opens(requestUri(Map.of("state", "")), "&state=other");

        assertThat(back.code()).isPresent();
        assertThat(back.parameter("state")).isEmpty();
    }

    /**
     * …-ensure-request-object-without-redirect-uri-fails, …-ensure-redirect-uri-in-authorization-request,
     * …-ensure-registered-redirect-uri, …-plain-fapi-tolerate-unregistered-redirect-uri.
     */
    @ParameterizedTest
    @ValueSource(strings = {"", "https://evil.example/", TestClient.CALLBACK + "/other"})
    void redirectUriIsNamedAndRegistered(String redirectUri) {
        refused(push(Map.of("redirect_uri", redirectUri)), "invalid_request");
    }

    /** …-ensure-unsigned-authorization-request-without-using-par-fails. */
    @Test
    void requestThatWasNotPushedIsRefused() {
        Stop stop = anna.goes(new TestClient(hub.issuer(), first()).authorize(Map.of("scope", "openid")));

        assertThat(stop.parameter("error")).contains("invalid_request");
        assertThat(stop.code()).isEmpty();
    }

    /** …-ensure-response-type-code-idtoken-fails, …-ensure-response-type-token-fails. */
    @ParameterizedTest
    @ValueSource(strings = {"code id_token", "token"})
    void otherResponseTypesAreRefused(String type) {
        refused(push(Map.of("response_type", type)), "unsupported_response_type", "invalid_request");
    }

    /** …-ensure-client-id-in-token-endpoint. */
    @Test
    void nameOfTheSecondClientWithTheKeyOfTheFirstIsNobody() {
        refused(mixedUp(TOKEN, redemption(code(Map.of()))), "invalid_client", "invalid_grant");
    }

    /** …-ensure-holder-of-key-required. */
    @Test
    void tokensAreNotGivenWithoutAKey() {
        refused(
                withoutKey(redemption(code(Map.of()))),
                "invalid_request",
                "invalid_grant",
                "invalid_dpop_proof",
                "invalid_client");
    }

    /** A token request without what binds the token; the client proves who it is as far as it can without that. */
    abstract Answer withoutKey(Map<String, String> form);

    /** …-ensure-authorization-code-is-bound-to-client. */
    @Test
    void codeOfTheFirstClientIsNoneOfTheSecond() {
        refused(bound(second(), TOKEN, redemption(code(Map.of()))), "invalid_grant");
    }

    /** …-attempt-reuse-authorization-code-after-one-second. */
    @Test
    void codeCountsOnceAndTakesItsTokensAlong() {
        String code = code(Map.of());
        Answer tokens = ok(redeem(code), 200);
        advance(Duration.ofSeconds(1));

        refused(redeem(code), "invalid_grant");
        assertThat(userinfo(scheme(), tokens.text("access_token")).status()).isEqualTo(401);
    }

    /** …-ensure-token-endpoint-fails-with-expired-auth-code. */
    @Test
    void codeIsOverAfterAMinute() {
        String code = code(Map.of());
        advance(Duration.ofSeconds(61));

        refused(redeem(code), "invalid_grant");
    }

    /** …-refresh-token: FAPI 2.0 section 5.3.2.1, not rotated; and RFC 6749 section 6, authenticated and the client's own. */
    @Test
    void refreshTokenNeedsTheClientAndItsKeyAndIsNotRotated() {
        Answer tokens = tokens(Map.of());
        Map<String, String> form = Map.of("grant_type", "refresh_token", "refresh_token", tokens.text("refresh_token"));

        refused(new KeyClient(node, first()).token(new KeyClient(node, first()).named(form)), "invalid_client");
        refused(withoutKey(form), "invalid_request", "invalid_grant", "invalid_dpop_proof", "invalid_client");
        refused(bound(second(), TOKEN, form), "invalid_grant");
        for (int i = 0; i < 2; i++) {
            Answer refreshed = ok(bound(first(), TOKEN, form), 200);
            assertThat(refreshed.json().getOrDefault("refresh_token", form.get("refresh_token")))
                    .isEqualTo(form.get("refresh_token"));
            assertThat(idToken(refreshed))
                    .containsEntry("sub", idToken(tokens).get("sub"))
                    .containsEntry("aud", first());
            ok(userinfo(scheme(), refreshed.text("access_token")), 200);
        }
    }

    /** …-par-ensure-reused-request-uri-prior-to-auth-completion-succeeds, …-par-attempt-reuse-request_uri. */
    @Test
    void requestUriIsUsedUpByTheAuthorizationAndNotByThePage() {
        String requestUri = requestUri(Map.of());
        Employee again = Employee.anna(hub);
        assertThat(again.goes(authorize(first(), requestUri)).asksForPassword()).isTrue();

        Stop back = again.typesPassword(again.goes(authorize(first(), requestUri)));
        assertThat(back.code()).isPresent();

        Stop reused = again.goes(authorize(first(), requestUri));
        assertThat(reused.status()).isEqualTo(400);
        assertThat(reused.body()).contains("<h1");
    }

    /** …-par-attempt-to-use-expired-request_uri; FAPI 2.0 section 5.3.2.2: less than ten minutes. */
    @Test
    void requestUriIsOverAfterTheTimeThatIsTold() {
        Answer pushed = ok(push(Map.of()), 201);
        long expires = TestClient.seconds(pushed.json(), "expires_in");
        assertThat(expires).isBetween(1L, 599L);
        advance(Duration.ofSeconds(expires + 1));

        Stop stop = anna.goes(authorize(first(), pushed.text("request_uri")));

        assertThat(stop.status()).isEqualTo(400);
        assertThat(stop.body()).contains("<h1");
    }

    /** …-par-attempt-to-use-request_uri-for-different-client. */
    @Test
    void requestUriOfTheFirstClientIsNoneOfTheSecond() {
        assertThat(anna.goes(authorize(second(), requestUri(Map.of()))).status())
                .isEqualTo(400);
    }

    /** …-par-authorization-request-containing-request_uri-form-param: RFC 9126 section 2.1. */
    @Test
    void requestUriIsNotPushed() {
        refused(push(Map.of("request_uri", "urn:ietf:params:oauth:request_uri:x")), "invalid_request");
    }

    /** …-par-attempt-invalid-http-method. */
    @Test
    void parIsPostedTo() {
        assertThat(new KeyClient(node, first()).get(PAR).status()).isEqualTo(405);
    }

    /** …-par-ensure-pkce-required, …-par-plain-pkce-rejected. */
    @ParameterizedTest
    @ValueSource(strings = {"", "plain"})
    void pkceWithS256IsRequired(String method) {
        Map<String, String> further = new LinkedHashMap<>(Map.of("code_challenge_method", method));
        if (method.isEmpty()) {
            further.put("code_challenge", "");
        }
        refused(push(further), "invalid_request");
    }

    /** …-ensure-pkce-code-verifier-required, …-incorrect-pkce-code-verifier-rejected. */
    @ParameterizedTest
    @ValueSource(strings = {"", "another-code-verifier-that-is-long-enough-0123456789"})
    void codeVerifierHasToFit(String verifier) {
        Map<String, String> form = redemption(code(Map.of()));
        form.put("code_verifier", verifier);
        form.values().removeIf(String::isEmpty);

        refused(bound(first(), TOKEN, form), "invalid_grant");
    }
}
