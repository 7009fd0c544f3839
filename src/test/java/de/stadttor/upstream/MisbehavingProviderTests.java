package de.stadttor.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import de.stadttor.platform.OutgoingCalls;
import de.stadttor.upstream.UpstreamFailure.Kind;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each way in which a provider, or somebody in its place, can answer wrongly. */
class MisbehavingProviderTests {

    private final UpstreamFixture hub = new UpstreamFixture();

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void refusesForeignKey() {
        hub.fake.answersWithForeignKey();
        assertSignInFails(Kind.NONSENSE);
    }

    @Test
    void refusesKeyThatTheProviderDoesNotPublish() {
        hub.fake.unknownKid();
        assertSignInFails(Kind.NONSENSE);
    }

    @Test
    void refusesTokenWithoutSignature() {
        hub.fake.algNone();
        assertSignInFails(Kind.NONSENSE);
    }

    @Test
    void refusesPublicKeyAsSecret() {
        hub.fake.hs256WithPublicKey();
        assertSignInFails(Kind.NONSENSE);
    }

    @Test
    void refusesAccessTokenAsIdToken() {
        hub.fake.answersWithTokenOfType("at+jwt");
        assertSignInFails(Kind.NONSENSE);
    }

    @Test
    void refusesWrongNonce() {
        hub.fake.answersWithWrongNonce();
        assertSignInFails(Kind.NONSENSE);
    }

    @Test
    void refusesMissingNonce() {
        hub.fake.withoutClaim("nonce");
        assertSignInFails(Kind.NONSENSE);
    }

    @Test
    void refusesWrongAudience() {
        hub.fake.wrongAudience();
        assertSignInFails(Kind.NONSENSE);
    }

    @Test
    void refusesWrongIssuer() {
        hub.fake.wrongIssuer();
        assertSignInFails(Kind.NONSENSE);
    }

    @Test
    void refusesForeignAuthorizedParty() {
        hub.fake.foreignAzp();
        assertSignInFails(Kind.NONSENSE);
    }

    @Test
    void refusesExpiredToken() {
        hub.fake.expired();
        assertSignInFails(Kind.NONSENSE);
    }

    @Test
    void refusesHashOfAnotherAccessToken() {
        hub.fake.wrongAccessTokenHash();
        assertSignInFails(Kind.NONSENSE);
    }

    @Test
    void refusesMissingSubject() {
        hub.fake.withoutClaim("sub");
        assertSignInFails(Kind.NONSENSE);
    }

    @Test
    void refusesSubjectWithZeroByte() {
        hub.fake.claim("sub", "anna\0");
        assertSignInFails(Kind.NONSENSE);
    }

    @Test
    void refusesTimesThatAreNone() {
        hub.fake.claim("exp", "tomorrow");
        assertSignInFails(Kind.NONSENSE);
    }

    @Test
    void refusesHugeClaims() {
        hub.fake.hugeClaims();
        assertSignInFails(Kind.NONSENSE);
    }

    @Test
    void refusesTooManyGroups() {
        hub.fake.person("anna", Map.of());
        hub.fake.tooManyGroups();
        assertSignInFails(Kind.NONSENSE);
    }

    @Test
    void refusesDeepClaims() {
        hub.fake.deepClaims();
        assertSignInFails(Kind.NONSENSE);
    }

    @Test
    void refusesUserinfoAboutAnotherPerson() {
        hub.fake.person("anna", Map.of());
        hub.fake.userinfoIsAboutAnother();
        assertSignInFails(Kind.NONSENSE);
    }

    @Test
    void refusesAnswerOfAnotherIssuer() {
        hub.fake.answersAs("https://evil.example");
        assertSignInFails(Kind.NONSENSE);
    }

    @Test
    void refusesMissingIssuerWhereTheProviderTellsIt() {
        hub.fake.withholdsIss();
        assertSignInFails(Kind.NONSENSE);
    }

    @Test
    void admitsMissingIssuerWhereTheProviderNeverTellsIt() throws Exception {
        hub.fake.publishes("authorization_response_iss_parameter_supported", false);
        hub.fake.withholdsIss();
        assertThat(hub.signIn().subject()).isEqualTo("f:4711:anna");
    }

    @Test
    void refusesDiscoveryOfAnotherIssuer() {
        hub.fake.publishes("issuer", "https://evil.example");
        assertSignInFails(Kind.NONSENSE);
    }

    @Test
    void refusesEndpointThatIsNoWebAddress() {
        hub.fake.publishes("authorization_endpoint", "javascript:alert(1)");
        assertSignInFails(Kind.NONSENSE);
    }

    @Test
    void refusesKeysAtAnInternalAddress() {
        hub.fake.publishes("jwks_uri", "http://169.254.169.254/latest/meta-data");
        assertSignInFails(Kind.NONSENSE);
    }

    @Test
    void followsNoRedirect() throws Exception {
        Start start = hub.upstream.start(hub.fake.provider(), UpstreamFixture.request());
        Map<String, List<String>> callback = hub.callback(start.location());
        hub.fake.redirectsTo(URI.create("http://127.0.0.1/"));
        assertFinishFails(Kind.NONSENSE, start, callback);
    }

    @Test
    void refusesHtml() {
        hub.fake.answersHtml();
        assertSignInFails(Kind.NONSENSE);
    }

    @Test
    void saysThatTheProviderIsDown() {
        hub.fake.isDown();
        assertSignInFails(Kind.AWAY);
    }

    @Test
    void saysThatTheProviderIsOverrun() {
        hub.fake.answersStatus(503);
        assertSignInFails(Kind.AWAY);
    }

    @Test
    void givesUpOnASlowProvider() {
        hub.fake.isSlow(OutgoingCalls.Limits.DEFAULT.whole().multipliedBy(4));
        assertSignInFails(Kind.AWAY);
    }

    @Test
    void givesUpOnAnAnswerThatDrips() {
        hub.fake.dripsBytes();
        assertSignInFails(Kind.AWAY);
    }

    @Test
    void saysThatTheProviderWentAwayInBetween() throws Exception {
        Start start = hub.upstream.start(hub.fake.provider(), UpstreamFixture.request());
        Map<String, List<String>> callback = hub.callback(start.location());
        hub.fake.tokenEndpointAway();
        assertFinishFails(Kind.AWAY, start, callback);
    }

    @Test
    void signsInAgainAsSoonAsTheProviderIsBack() throws Exception {
        hub.fake.isDown();
        assertSignInFails(Kind.AWAY);
        hub.fake.behaves();
        hub.clock.advance(LastGood.PAUSE);
        assertThat(hub.signIn().subject()).isEqualTo("f:4711:anna");
    }

    @Test
    void tellsARefusalFromAnError() {
        hub.fake.answersWithError("access_denied");
        assertSignInFails(Kind.DECLINED);
        hub.fake.answersWithError("login_required");
        assertSignInFails(Kind.LOGIN_REQUIRED);
        hub.fake.answersWithError("interaction_required");
        assertSignInFails(Kind.INTERACTION_REQUIRED);
        hub.fake.answersWithError("temporarily_unavailable");
        assertSignInFails(Kind.AWAY);
        hub.fake.answersWithError("\r\nforged log line");
        assertSignInFails(Kind.NONSENSE);
    }

    @Test
    void refusesOldAuthenticationWhereANewOneWasForced() {
        hub.fake.authenticatedAt(hub.clock.instant().minusSeconds(120));
        assertSignInFails(Kind.TOO_OLD, UpstreamFixture.request(true, null));
    }

    @Test
    void refusesAuthenticationOlderThanMaxAge() {
        hub.fake.authenticatedAt(hub.clock.instant().minusSeconds(120));
        assertSignInFails(Kind.TOO_OLD, UpstreamFixture.request(false, Duration.ofSeconds(60)));
    }

    @Test
    void refusesUntoldAuthenticationTimeWhereItMatters() {
        hub.fake.withoutClaim("auth_time");
        assertSignInFails(Kind.TOO_OLD, UpstreamFixture.request(false, Duration.ofSeconds(60)));
    }

    @Test
    void refusesForeignState() throws Exception {
        Start start = hub.upstream.start(hub.fake.provider(), UpstreamFixture.request());
        Map<String, List<String>> callback = new HashMap<>(hub.callback(start.location()));
        callback.put("state", List.of("of-another-browser"));
        assertFinishFails(Kind.NONSENSE, start, callback);
    }

    @Test
    void refusesParameterThatStandsTwice() throws Exception {
        Start start = hub.upstream.start(hub.fake.provider(), UpstreamFixture.request());
        Map<String, List<String>> callback = new HashMap<>(hub.callback(start.location()));
        callback.put("code", List.of("one", "two"));
        assertFinishFails(Kind.NONSENSE, start, callback);
    }

    @Test
    void refusesCodeThatWasRedeemedBefore() throws Exception {
        Start start = hub.upstream.start(hub.fake.provider(), UpstreamFixture.request());
        Map<String, List<String>> callback = hub.callback(start.location());
        hub.upstream.finish(hub.fake.provider(), start.pending(), callback, UpstreamFixture.REDIRECT);
        assertFinishFails(Kind.SPENT, start, callback);
    }

    @Test
    void refusesAnswerToTheQuestionPutToAnotherProvider() throws Exception {
        try (UpstreamFixture other = new UpstreamFixture()) {
            Start start = other.upstream.start(other.fake.provider(), UpstreamFixture.request());
            Map<String, List<String>> callback = other.callback(start.location());
            assertFinishFails(Kind.NONSENSE, start, callback);
        }
    }

    private void assertSignInFails(Kind kind) {
        assertSignInFails(kind, UpstreamFixture.request());
    }

    private void assertSignInFails(Kind kind, StartRequest request) {
        assertKind(kind, catchThrowableOfType(UpstreamFailure.class, () -> hub.signIn(hub.fake.provider(), request)));
    }

    private void assertFinishFails(Kind kind, Start start, Map<String, List<String>> callback) {
        assertKind(
                kind,
                catchThrowableOfType(
                        UpstreamFailure.class,
                        () -> hub.upstream.finish(
                                hub.fake.provider(), start.pending(), callback, UpstreamFixture.REDIRECT)));
    }

    private static void assertKind(Kind kind, UpstreamFailure failure) {
        assertThat(failure).isNotNull();
        assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(kind);
        assertThat(failure.getMessage()).doesNotContain("anna", "\n");
    }
}
