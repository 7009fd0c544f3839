package de.stadttor.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.SignedIn;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.TestClient.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Refresh tokens rotate; whoever uses one twice ends the family, but for a repeat after a lost answer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefreshTests {

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
    }

    @Test
    void eachRefreshTokenIsFollowedByAnother() {
        Answer first = anna.tokens();

        Answer second = client.refresh(first.text("refresh_token"));
        Answer third = client.refresh(second.text("refresh_token"));

        assertThat(third.status()).isEqualTo(200);
        assertThat(List.of(second.text("refresh_token"), third.text("refresh_token")))
                .doesNotHaveDuplicates()
                .doesNotContain(first.text("refresh_token"));
    }

    @Test
    void refreshedIdTokenTellsOfTheSameSignInWithoutItsNonce() {
        Answer first = anna.tokens();
        Map<String, Object> before = first.claims("id_token");

        Map<String, Object> after = client.refresh(first.text("refresh_token")).claims("id_token");

        assertThat(after)
                .containsEntry("iss", before.get("iss"))
                .containsEntry("sub", before.get("sub"))
                .containsEntry("aud", before.get("aud"))
                .containsEntry("auth_time", before.get("auth_time"))
                .containsEntry("sid", before.get("sid"))
                .doesNotContainKey("nonce");
    }

    @Test
    void repeatWithinTenSecondsGetsTheSameSuccessor() {
        String token = anna.tokens().text("refresh_token");
        String successor = client.refresh(token).text("refresh_token");

        hub.clock().advance(Duration.ofSeconds(8));

        assertThat(client.refresh(token).text("refresh_token")).isEqualTo(successor);
        assertThat(client.refresh(successor).status()).isEqualTo(200);
    }

    @Test
    void repeatAfterTenSecondsEndsTheFamily() {
        Answer tokens = anna.tokens();
        Answer refreshed = client.refresh(tokens.text("refresh_token"));
        hub.clock().advance(Duration.ofSeconds(11));

        assertInvalidGrant(client.refresh(tokens.text("refresh_token")));

        assertInvalidGrant(client.refresh(refreshed.text("refresh_token")));
        assertThat(client.userinfo(refreshed.text("access_token")).status()).isEqualTo(401);
    }

    @Test
    void repeatAfterTheSuccessorWasUsedEndsTheFamily() {
        String token = anna.tokens().text("refresh_token");
        String last =
                client.refresh(client.refresh(token).text("refresh_token")).text("refresh_token");

        assertInvalidGrant(client.refresh(token));

        assertInvalidGrant(client.refresh(last));
    }

    @Test
    void endedFamilyLeavesOthersOfTheSameSessionAlone() {
        String token = anna.tokens().text("refresh_token");
        String other = anna.tokens().text("refresh_token");
        client.refresh(client.refresh(token).text("refresh_token"));

        assertInvalidGrant(client.refresh(token));

        assertThat(client.refresh(other).status()).isEqualTo(200);
    }

    @Test
    void refreshTokenOfAnotherClientIsRefusedAndNotConsumed() {
        String token = anna.tokens().text("refresh_token");

        assertInvalidGrant(new TestClient(hub.issuer(), "foerdermittel").refresh(token));

        assertThat(client.refresh(token).status()).isEqualTo(200);
    }

    @Test
    void scopeMayBeNarrowedForOneAccessToken() {
        String token = anna.tokens().text("refresh_token");

        Answer narrow = client.refresh(token, Map.of("scope", "openid roles"));

        assertThat(narrow.text("scope").split(" ")).containsExactlyInAnyOrder("openid", "roles");
        assertThat(narrow.claims("access_token")).containsEntry("scope", "openid roles");
        assertThat(narrow.claims("access_token")).containsKey("roles").doesNotContainKey("provider");
        assertThat(narrow.claims("id_token")).containsKey("roles").doesNotContainKey("provider");
        assertThat(client.userinfo(narrow.text("access_token")).json()).doesNotContainKeys("email", "name");
        assertThat(client.refresh(narrow.text("refresh_token")).claims("access_token"))
                .containsEntry("scope", "email openid organization profile roles");
    }

    @Test
    void scopeMayNotBeWidenedAndTheAttemptConsumesNothing() {
        String token = anna.tokens(client, Map.of("scope", "openid")).text("refresh_token");

        assertThat(client.refresh(token, Map.of("scope", "openid email")).text("error"))
                .isEqualTo("invalid_scope");
        assertThat(client.refresh(token, Map.of("scope", "openid telephone")).text("error"))
                .isEqualTo("invalid_scope");

        hub.clock().advance(Duration.ofSeconds(11));
        assertThat(client.refresh(token).status()).isEqualTo(200);
    }

    @Test
    void applicationWithoutTheGrantGetsNoRefreshToken() {
        hub.add("ohne", Map.of("grants", "[authorization_code]"));
        try {
            TestClient without = new TestClient(hub.issuer(), "ohne");

            Answer tokens = anna.tokens(without, Map.of());

            assertThat(tokens.json()).doesNotContainKey("refresh_token");
            assertThat(without.refresh(anna.tokens().text("refresh_token")).text("error"))
                    .isEqualTo("unauthorized_client");
        } finally {
            hub.putBack();
        }
    }

    @Test
    void tokenThatNobodyIssuedIsRefused() {
        assertInvalidGrant(client.refresh("nonsense"));
        assertInvalidGrant(client.refresh("A".repeat(46)));
        assertInvalidGrant(client.refresh(anna.code()));
        assertThat(client.refresh("").text("error")).isEqualTo("invalid_request");
    }
}
