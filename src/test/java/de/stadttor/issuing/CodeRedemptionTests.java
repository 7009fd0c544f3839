package de.stadttor.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.SignedIn;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.TestClient.Answer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A code is good for sixty seconds, for one client, once; every attempt burns it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CodeRedemptionTests {

    private final HubUnderTest hub = HubUnderTest.shared();
    private final TestClient client = new TestClient(hub.issuer(), "bauantrag");
    private SignedIn anna;

    @BeforeAll
    void signIn() {
        anna = SignedIn.anna(hub);
    }

    @AfterEach
    void backToNow() {
        hub.clock().reset();
    }

    private static void assertInvalidGrant(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.text("error")).isEqualTo("invalid_grant");
        assertThat(answer.json()).doesNotContainKeys("access_token", "refresh_token", "id_token");
    }

    /** Even its rightful owner gets nothing for it any more. */
    private void assertBurnt(String code) {
        assertInvalidGrant(client.redeem(code));
    }

    @Test
    void codeOfAnotherClientIsBurnt() {
        String code = anna.code();

        assertInvalidGrant(new TestClient(hub.issuer(), "foerdermittel").redeem(code));

        assertBurnt(code);
    }

    @Test
    void otherRedirectUriBurnsTheCode() {
        String code = anna.code();

        assertInvalidGrant(
                client.redeem(code, Map.of("redirect_uri", "http://localhost:9002/login/oauth2/code/stadttor")));

        assertBurnt(code);
    }

    @Test
    void missingRedirectUriBurnsTheCode() {
        String code = anna.code();

        assertInvalidGrant(client.redeem(code, Map.of("redirect_uri", "")));

        assertBurnt(code);
    }

    @Test
    void wrongVerifierBurnsTheCode() {
        String code = anna.code();

        assertInvalidGrant(client.redeem(code, Map.of("code_verifier", "another-" + TestClient.VERIFIER)));

        assertBurnt(code);
    }

    @Test
    void missingVerifierBurnsTheCode() {
        String code = anna.code();

        assertInvalidGrant(client.redeem(code, Map.of("code_verifier", "")));

        assertBurnt(code);
    }

    @Test
    void challengeItselfIsNoVerifier() {
        String code = anna.code();
        String challenge = "0123456789012345678901234567890123456789012";

        assertInvalidGrant(client.redeem(code, Map.of("code_verifier", challenge)));

        assertBurnt(code);
    }

    @Test
    void codeIsGoodForSixtySeconds() {
        String early = anna.code();
        String late = anna.code();

        hub.clock().advance(Duration.ofSeconds(50));
        assertThat(client.redeem(early).status()).isEqualTo(200);
        hub.clock().advance(Duration.ofSeconds(11));

        assertInvalidGrant(client.redeem(late));
        assertBurnt(late);
    }

    @Test
    void secondUseEndsWhatTheFirstGave() {
        String code = anna.code();
        Answer tokens = client.redeem(code);
        assertThat(client.userinfo(tokens.text("access_token")).status()).isEqualTo(200);

        assertInvalidGrant(client.redeem(code));

        assertThat(client.userinfo(tokens.text("access_token")).status()).isEqualTo(401);
        assertThat(client.introspect(tokens.text("access_token")).json()).containsEntry("active", false);
        assertInvalidGrant(client.refresh(tokens.text("refresh_token")));
    }

    @Test
    void codeThatNobodyIssuedIsRefused() {
        assertInvalidGrant(client.redeem("nonsense"));
        assertInvalidGrant(client.redeem("A".repeat(46)));
        assertInvalidGrant(client.redeem("\u0000".repeat(46)));
    }

    @Test
    void tokensAreNoCodes() {
        Answer tokens = anna.tokens();

        assertInvalidGrant(client.redeem(tokens.text("refresh_token")));
        assertInvalidGrant(client.redeem(tokens.text("access_token")));
        assertThat(client.refresh(tokens.text("refresh_token")).status()).isEqualTo(200);
    }

    @Test
    void codeOfASessionThatEndedIsWorthNothing() {
        SignedIn somebody = SignedIn.anna(hub);
        String idToken = somebody.tokens().text("id_token");
        String code = somebody.code();

        somebody.signOut(idToken);

        assertInvalidGrant(client.redeem(code));
    }

    @Test
    void missingCodeIsAnInvalidRequest() {
        assertThat(client.redeem("").text("error")).isEqualTo("invalid_request");
        assertThat(client.post("/oauth2/token", Map.of("code", anna.code())).text("error"))
                .isEqualTo("invalid_request");
    }

    @Test
    void applicationWithoutPkceMayNotSendAVerifierForACodeWithoutChallenge() {
        hub.add("alt", Map.of("require-pkce", "false"));
        try {
            TestClient old = new TestClient(hub.issuer(), "alt");
            Map<String, String> without = Map.of("code_challenge", "", "code_challenge_method", "");
            assertThat(old.redeem(anna.code(old, without), Map.of("code_verifier", ""))
                            .status())
                    .isEqualTo(200);

            assertInvalidGrant(old.redeem(anna.code(old, without)));
            assertInvalidGrant(old.redeem(anna.code(old, Map.of()), Map.of("code_verifier", "")));
        } finally {
            hub.putBack();
        }
    }
}
