package de.stadttor.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import de.stadttor.testing.Employee;
import de.stadttor.testing.FakeApplication;
import de.stadttor.testing.FakeFederation;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.PublishedKeys;
import de.stadttor.testing.TestClient.Answer;
import de.stadttor.testing.Visitor.Stop;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What the OpenID Foundation's certification plans for logout ask of a provider, each module under its own name:
 * RP-initiated, back-channel and front-channel.
 */
class LogoutPlanTests {

    private static final String HOME = "http://127.0.0.1:9100/";
    private static final String STATE = "~state-._".repeat(15);

    private final FakeFederation federation = FakeFederation.shared();
    private final HubUnderTest hub = federation.hub();
    private final Employee anna = federation.anna();

    @AfterEach
    void reset() {
        federation.reset();
    }

    /** As in every module: an ordinary sign-in, then the end session endpoint with all that belongs there. */
    private Map<String, String> request(Answer tokens) {
        Map<String, String> request = new LinkedHashMap<>();
        request.put("id_token_hint", tokens.text("id_token"));
        request.put("post_logout_redirect_uri", HOME);
        request.put("state", STATE);
        return request;
    }

    private Map<String, String> request() {
        return request(anna.tokens("bauantrag"));
    }

    private Stop goesToEndSession(Map<String, String> request) {
        String query = request.entrySet().stream()
                .map(p -> p.getKey() + "=" + URLEncoder.encode(p.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return anna.browser()
                .go(URI.create(hub.issuer() + "/connect/logout" + (query.isEmpty() ? "" : "?" + query)), HOME);
    }

    private void isSignedOut() {
        assertThat(anna.opensSilently("bauantrag").parameter("error")).contains("login_required");
    }

    private void isBackWithTheState(Stop stop) {
        assertThat(stop.uri()).hasToString(HOME + "?state=" + URLEncoder.encode(STATE, StandardCharsets.UTF_8));
        assertThat(stop.parameter("state")).contains(STATE);
    }

    private static void isAnErrorPage(Stop stop) {
        assertThat(stop.uri().toString()).doesNotStartWith(HOME);
        assertThat(stop.status()).isEqualTo(400);
        assertThat(stop.attribute("data-failure")).contains("invalid_request");
        assertThat(stop.body()).contains("<h1").contains("data-reference");
    }

    /** "The OP must log the user out", who is asked first where nobody proves that they want it. */
    private void saysYesAndSeesThatTheyAreSignedOut(Stop question) {
        assertThat(question.status()).isEqualTo(200);
        Stop done = anna.browser().submit(question, "/connect/logout", Map.of("decision", "logout"), HOME);
        seesThatTheyAreSignedOut(done);
    }

    private void seesThatTheyAreSignedOut(Stop done) {
        assertThat(done.status()).isEqualTo(200);
        assertThat(done.uri().toString()).startsWith(hub.issuer());
        assertThat(done.attribute("data-signed-out")).contains("true");
        isSignedOut();
    }

    @Test
    @DisplayName("oidcc-rp-initiated-logout-discovery-endpoint-verification")
    void discoveryNamesTheEndSessionEndpoint() {
        assertThat(anna.application("bauantrag")
                        .get("/.well-known/openid-configuration", null)
                        .json())
                .containsEntry("end_session_endpoint", hub.issuer() + "/connect/logout");
    }

    @Test
    @DisplayName("oidcc-rp-initiated-logout")
    void rpInitiatedLogout() {
        isBackWithTheState(goesToEndSession(request()));
        isSignedOut();
    }

    @Test
    @DisplayName("oidcc-rp-initiated-logout by POST (section 2: both methods)")
    void rpInitiatedLogoutByPost() {
        isBackWithTheState(anna.browser().post(URI.create(hub.issuer() + "/connect/logout"), request(), HOME));
        isSignedOut();
    }

    @Test
    @DisplayName("oidcc-rp-initiated-logout-bad-id-token-hint")
    void hintThatSomebodyElseSigned() throws JOSEException, ParseException {
        Map<String, String> request = request();
        SignedJWT genuine = SignedJWT.parse(request.get("id_token_hint"));
        RSAKey foreign =
                new RSAKeyGenerator(2048).keyID(genuine.getHeader().getKeyID()).generate();
        SignedJWT bad = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID(foreign.getKeyID())
                        .build(),
                genuine.getJWTClaimsSet());
        bad.sign(new RSASSASigner(foreign));
        request.put("id_token_hint", bad.serialize());

        isAnErrorPage(goesToEndSession(request));
        assertThat(anna.hasSession()).isTrue();
    }

    @Test
    @DisplayName("oidcc-rp-initiated-logout-modified-id-token-hint")
    void hintThatIsSignedNoMore() throws ParseException {
        Map<String, String> request = request();
        request.put(
                "id_token_hint",
                new PlainJWT(SignedJWT.parse(request.get("id_token_hint")).getJWTClaimsSet()).serialize());

        isAnErrorPage(goesToEndSession(request));
        assertThat(anna.hasSession()).isTrue();
    }

    @Test
    @DisplayName("oidcc-rp-initiated-logout-bad-post-logout-redirect-uri")
    void addressThatIsNotRegistered() {
        Map<String, String> request = request();
        request.put("post_logout_redirect_uri", HOME + "UNREGISTERED");

        isAnErrorPage(anna.browser().go(endSession(request), "http://127.0.0.1:9100"));
    }

    private URI endSession(Map<String, String> request) {
        return URI.create(hub.issuer() + "/connect/logout?"
                + request.entrySet().stream()
                        .map(p -> p.getKey() + "=" + URLEncoder.encode(p.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&")));
    }

    @Test
    @DisplayName("oidcc-rp-initiated-logout-query-added-to-post-logout-redirect-uri")
    void addressWithAQueryThatIsNotRegistered() {
        Map<String, String> request = request();
        request.put("post_logout_redirect_uri", HOME + "?foo=bar");

        isAnErrorPage(goesToEndSession(request));
    }

    /** "Must either show an error screen or confirm with the user": nobody says whose address it would be. */
    @Test
    @DisplayName("oidcc-rp-initiated-logout-no-id-token-hint")
    void addressWithoutAHint() {
        Map<String, String> request = request();
        request.remove("id_token_hint");

        isAnErrorPage(goesToEndSession(request));
    }

    @Test
    @DisplayName("oidcc-rp-initiated-logout-no-params")
    void nothingAtAll() {
        request();

        saysYesAndSeesThatTheyAreSignedOut(goesToEndSession(Map.of()));
    }

    @Test
    @DisplayName("oidcc-rp-initiated-logout-only-state")
    void stateAlone() {
        request();

        saysYesAndSeesThatTheyAreSignedOut(goesToEndSession(Map.of("state", STATE)));
    }

    @Test
    @DisplayName("oidcc-rp-initiated-logout-no-post-logout-redirect-uri")
    void noAddressToReturnTo() {
        Map<String, String> request = request();
        request.remove("post_logout_redirect_uri");

        seesThatTheyAreSignedOut(goesToEndSession(request));
    }

    @Test
    @DisplayName("oidcc-rp-initiated-logout-no-state")
    void noState() {
        Map<String, String> request = request();
        request.remove("state");

        assertThat(goesToEndSession(request).uri()).hasToString(HOME);
        isSignedOut();
    }

    @Test
    @DisplayName("oidcc-backchannel-logout-discovery-endpoint-verification,"
            + " oidcc-frontchannel-logout-discovery-endpoint-verification")
    void discoverySaysThatApplicationsCanHearOfIt() {
        assertThat(anna.application("bauantrag")
                        .get("/.well-known/openid-configuration", null)
                        .json())
                .containsEntry("backchannel_logout_supported", true)
                .containsEntry("backchannel_logout_session_supported", true)
                .containsEntry("frontchannel_logout_supported", true)
                .containsEntry("frontchannel_logout_session_supported", true);
    }

    @Test
    @DisplayName("oidcc-backchannel-rp-initiated-logout")
    void backChannel() throws ParseException {
        FakeApplication application = FakeApplication.started();
        try (application) {
            federation.add(
                    "plan",
                    Map.of(
                            "backchannel-logout-uri",
                            application.backChannel(),
                            "backchannel-logout-session-required",
                            "true"));
            Answer tokens = anna.tokens("plan");

            isBackWithTheState(goesToEndSession(request(tokens)));

            await().atMost(Duration.ofSeconds(5))
                    .until(() -> application.received().size() == 1);
            Map<String, Object> claims = PublishedKeys.of(hub)
                    .verified(application.received().getFirst().logoutToken())
                    .getJWTClaimsSet()
                    .toJSONObject();
            assertThat(claims)
                    .containsEntry("iss", hub.issuer())
                    .containsEntry("aud", "plan")
                    .containsEntry("sub", tokens.claims("id_token").get("sub"))
                    .containsEntry("sid", tokens.claims("id_token").get("sid"))
                    .containsEntry("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()))
                    .containsKeys("iat", "jti")
                    .doesNotContainKey("nonce");
            isSignedOut();
        }
    }

    @Test
    @DisplayName("oidcc-frontchannel-rp-initiated-logout")
    void frontChannel() {
        FakeApplication application = FakeApplication.started();
        try (application) {
            federation.add(
                    "plan",
                    Map.of(
                            "frontchannel-logout-uri",
                            application.frontChannel(),
                            "frontchannel-logout-session-required",
                            "true"));
            Answer tokens = anna.tokens("plan");

            Stop page = goesToEndSession(request(tokens));

            URI frame = URI.create(page.frame().orElseThrow());
            assertThat(frame.toString())
                    .isEqualTo(application.frontChannel() + "?iss="
                            + URLEncoder.encode(hub.issuer(), StandardCharsets.UTF_8) + "&sid="
                            + tokens.claims("id_token").get("sid"));
            isBackWithTheState(anna.browser().go(page.link("continue"), HOME));
            isSignedOut();
        }
    }
}
