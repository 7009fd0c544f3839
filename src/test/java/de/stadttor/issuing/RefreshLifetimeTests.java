package de.stadttor.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.SignedIn;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.TestClient.Answer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long a refresh token is good for: with its session, or with {@code offline_access} up to thirty days. */
class RefreshLifetimeTests {

    private final HubUnderTest hub = HubUnderTest.shared();
    private final TestClient client = new TestClient(hub.issuer(), "bauantrag");
    private final SignedIn anna = SignedIn.anna(hub);

    @AfterEach
    void backToNow() {
        hub.clock().reset();
    }

    private static void assertInvalidGrant(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.text("error")).isEqualTo("invalid_grant");
    }

    private String refreshed(String token) {
        Answer answer = client.refresh(token);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.text("refresh_token");
    }

    private boolean hasSession() {
        return anna.authorize(Map.of("prompt", "none")).parameter("code").isPresent();
    }

    @Test
    void logoutIsItsEnd() {
        Answer tokens = anna.tokens();

        anna.signOut(tokens.text("id_token"));

        assertInvalidGrant(client.refresh(tokens.text("refresh_token")));
        assertThat(client.userinfo(tokens.text("access_token")).status()).isEqualTo(401);
    }

    @Test
    void idleHourIsItsEnd() {
        String token = anna.tokens().text("refresh_token");

        hub.clock().advance(Duration.ofMinutes(61));

        assertInvalidGrant(client.refresh(token));
    }

    @Test
    void refreshCountsAsUseOfTheSession() {
        String token = anna.tokens().text("refresh_token");
        hub.clock().advance(Duration.ofMinutes(40));
        token = refreshed(token);

        hub.clock().advance(Duration.ofMinutes(40));

        refreshed(token);
        assertThat(hasSession()).isTrue();
    }

    @Test
    void refusedRefreshIsNoUseOfTheSession() {
        String token = anna.tokens().text("refresh_token");
        hub.clock().advance(Duration.ofMinutes(40));
        assertThat(client.refresh(token, Map.of("scope", "openid offline_access"))
                        .text("error"))
                .isEqualTo("invalid_scope");

        hub.clock().advance(Duration.ofMinutes(21));

        assertThat(hasSession()).isFalse();
    }

    @Test
    void tenHoursAreItsEndHoweverBusyTheSession() {
        String token = anna.tokens().text("refresh_token");
        for (int hour = 0; hour < 11; hour++) {
            hub.clock().advance(Duration.ofMinutes(54));
            token = refreshed(token);
        }

        hub.clock().advance(Duration.ofMinutes(7));

        assertInvalidGrant(client.refresh(token));
        assertThat(hasSession()).isFalse();
    }

    @Test
    void offlineAccessOutlivesTheLogout() {
        Answer tokens = anna.offlineTokens();

        anna.signOut(tokens.text("id_token"));

        Answer refreshed = client.refresh(tokens.text("refresh_token"));
        assertThat(refreshed.status()).as(refreshed.body()).isEqualTo(200);
        assertThat(client.userinfo(refreshed.text("access_token")).status()).isEqualTo(200);
    }

    @Test
    void offlineAccessWakesNoSessionThatHasRunOut() {
        String offline = anna.offlineTokens().text("refresh_token");
        String ofTheSession = anna.tokens().text("refresh_token");
        hub.clock().advance(Duration.ofMinutes(90));

        refreshed(offline);

        assertInvalidGrant(client.refresh(ofTheSession));
        assertThat(hasSession()).isFalse();
    }

    @Test
    void offlineAccessEndsAfterThirtyDays() {
        String token = anna.offlineTokens().text("refresh_token");
        hub.clock().advance(Duration.ofDays(29));
        token = refreshed(token);

        hub.clock().advance(Duration.ofDays(1).plusMinutes(1));

        assertInvalidGrant(client.refresh(token));
    }

    @Test
    void offlineAccessIsGivenOnlyToThoseWhoMayRefresh() {
        hub.add("ohne", Map.of("grants", "[authorization_code]"));
        try {
            TestClient without = new TestClient(hub.issuer(), "ohne");
            Answer tokens = anna.tokens(without, Map.of("scope", "openid offline_access"));

            anna.signOut(tokens.text("id_token"));

            assertThat(without.userinfo(tokens.text("access_token")).status()).isEqualTo(401);
        } finally {
            hub.putBack();
        }
    }
}
