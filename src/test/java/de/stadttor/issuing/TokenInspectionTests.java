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

/** Introspection (RFC 7662) and revocation (RFC 7009). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenInspectionTests {

    private static final Map<String, Object> INACTIVE = Map.of("active", false);

    private final HubUnderTest hub = HubUnderTest.shared();
    private final TestClient client = new TestClient(hub.issuer(), "bauantrag");
    private final TestClient stranger = new TestClient(hub.issuer(), "foerdermittel");
    private SignedIn anna;

    @BeforeAll
    void signIn() {
        anna = SignedIn.anna(hub);
    }

    @AfterEach
    void backToNow() {
        hub.clock().reset();
    }

    @Test
    void accessTokenIsActiveWithItsClaims() {
        Answer tokens = anna.tokens();
        Map<String, Object> claims = tokens.claims("access_token");

        Answer answer = client.introspect(tokens.text("access_token"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json())
                .containsEntry("active", true)
                .containsEntry("token_type", "Bearer")
                .containsEntry("client_id", "bauantrag")
                .containsEntry("iss", hub.issuer())
                .containsEntry("sub", claims.get("sub"))
                .containsEntry("jti", claims.get("jti"))
                .containsEntry("scope", "email openid organization profile roles")
                .containsEntry("roles", List.of("bearbeiten", "lesen"));
        assertThat(TestClient.seconds(answer.json(), "exp")).isEqualTo(TestClient.seconds(claims, "exp"));
        assertThat(TestClient.seconds(answer.json(), "iat")).isEqualTo(TestClient.seconds(claims, "iat"));
        assertThat(String.valueOf(answer.json().get("aud"))).contains("bauantrag");
    }

    @Test
    void refreshTokenIsActiveUntilItIsUsed() {
        String token = anna.tokens().text("refresh_token");
        assertThat(client.introspect(token).json())
                .containsEntry("active", true)
                .containsEntry("client_id", "bauantrag")
                .containsEntry("scope", "email openid organization profile roles")
                .containsKeys("exp", "sub");

        client.refresh(token);

        assertThat(client.introspect(token).json()).isEqualTo(INACTIVE);
    }

    @Test
    void whatIsNoTokenOrOverIsInactiveAndNothingElse() {
        Answer tokens = anna.tokens();
        assertThat(client.introspect("nonsense").json()).isEqualTo(INACTIVE);
        assertThat(client.introspect(tokens.text("id_token")).json()).isEqualTo(INACTIVE);
        assertThat(client.introspect(anna.code()).json()).isEqualTo(INACTIVE);

        hub.clock().advance(Duration.ofSeconds(301));

        assertThat(client.introspect(tokens.text("access_token")).json()).isEqualTo(INACTIVE);
    }

    @Test
    void tokensOfAnotherApplicationAreNoneOfItsBusiness() {
        Answer tokens = anna.tokens();

        assertThat(stranger.introspect(tokens.text("access_token")).json()).isEqualTo(INACTIVE);
        assertThat(stranger.introspect(tokens.text("refresh_token")).json()).isEqualTo(INACTIVE);
    }

    @Test
    void audienceMayInspectWhatWasIssuedForIt() {
        TestClient cli = new TestClient(hub.issuer(), "stadttor-cli");
        String token = cli.clientCredentials(Map.of()).text("access_token");

        assertThat(new TestClient(hub.issuer(), "stadttor").introspect(token).json())
                .containsEntry("active", true)
                .containsEntry("client_id", "stadttor-cli")
                .containsEntry("roles", List.of("operator"));
        assertThat(client.introspect(token).json()).isEqualTo(INACTIVE);
    }

    @Test
    void revokedRefreshTokenTakesItsFamilyAlong() {
        Answer tokens = anna.tokens();
        Answer refreshed = client.refresh(tokens.text("refresh_token"));

        assertThat(client.revoke(refreshed.text("refresh_token")).status()).isEqualTo(200);

        assertThat(client.refresh(refreshed.text("refresh_token")).text("error"))
                .isEqualTo("invalid_grant");
        assertThat(client.userinfo(tokens.text("access_token")).status()).isEqualTo(401);
        assertThat(client.userinfo(refreshed.text("access_token")).status()).isEqualTo(401);
        assertThat(client.introspect(refreshed.text("access_token")).json()).isEqualTo(INACTIVE);
    }

    @Test
    void refreshTokenThatWasUsedTakesItsFamilyAlongToo() {
        String token = anna.tokens().text("refresh_token");
        Answer refreshed = client.refresh(token);

        assertThat(client.revoke(token).status()).isEqualTo(200);

        assertThat(client.refresh(refreshed.text("refresh_token")).text("error"))
                .isEqualTo("invalid_grant");
    }

    @Test
    void revokedAccessTokenCountsNoMoreAndTheOthersDo() {
        Answer tokens = anna.tokens();
        Answer refreshed = client.refresh(tokens.text("refresh_token"));

        assertThat(client.revoke(tokens.text("access_token")).status()).isEqualTo(200);
        assertThat(client.revoke(tokens.text("access_token")).status()).isEqualTo(200);

        assertThat(client.userinfo(tokens.text("access_token")).status()).isEqualTo(401);
        assertThat(client.introspect(tokens.text("access_token")).json()).isEqualTo(INACTIVE);
        assertThat(client.userinfo(refreshed.text("access_token")).status()).isEqualTo(200);
    }

    @Test
    void tokensOfAnotherApplicationAreLeftAlone() {
        Answer tokens = anna.tokens();

        assertThat(stranger.revoke(tokens.text("refresh_token")).status()).isEqualTo(200);
        assertThat(stranger.revoke(tokens.text("access_token")).status()).isEqualTo(200);

        assertThat(client.userinfo(tokens.text("access_token")).status()).isEqualTo(200);
        assertThat(client.refresh(tokens.text("refresh_token")).status()).isEqualTo(200);
    }

    @Test
    void unknownTokenIsTakenBackAlready() {
        assertThat(client.revoke("nonsense").status()).isEqualTo(200);
        assertThat(client.revoke("A".repeat(46)).status()).isEqualTo(200);
        assertThat(client.post("/oauth2/revoke", Map.of("token", "x", "token_type_hint", "unheard_of"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void missingTokenIsAnInvalidRequest() {
        for (String path : List.of("/oauth2/introspect", "/oauth2/revoke")) {
            Answer answer = client.post(path, Map.of("token_type_hint", "access_token"));

            assertThat(answer.status()).as(path).isEqualTo(400);
            assertThat(answer.text("error")).isEqualTo("invalid_request");
        }
    }
}
