package de.stadttor.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.PublishedKeys;
import de.stadttor.testing.SignedIn;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.TestClient.Answer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands in access and ID tokens, verified with the published keys. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenContentTests {

    private final HubUnderTest hub = HubUnderTest.shared();
    private final PublishedKeys keys = PublishedKeys.of(hub);
    private SignedIn anna;
    private Answer tokens;

    @BeforeAll
    void signIn() {
        anna = SignedIn.anna(hub);
        tokens = anna.tokens();
    }

    private static Duration lifetime(JWTClaimsSet claims) {
        return Duration.between(
                claims.getIssueTime().toInstant(), claims.getExpirationTime().toInstant());
    }

    private static String leftHalf(String hash, String token) throws NoSuchAlgorithmException {
        byte[] all = MessageDigest.getInstance(hash).digest(token.getBytes(StandardCharsets.US_ASCII));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(all, all.length / 2));
    }

    @Test
    void accessTokenIsAJwtOfRfc9068() throws ParseException {
        SignedJWT token = keys.verified(tokens.text("access_token"));

        JWSHeader header = token.getHeader();
        assertThat(header.getAlgorithm()).isEqualTo(JWSAlgorithm.ES256);
        assertThat(header.getType().getType()).isEqualTo("at+jwt");
        JWTClaimsSet claims = token.getJWTClaimsSet();
        assertThat(claims.getClaims())
                .containsEntry("iss", hub.issuer())
                .containsEntry("aud", List.of("bauantrag"))
                .containsEntry("client_id", "bauantrag")
                .containsEntry("scope", "email openid organization profile roles")
                .containsEntry("acr", "low")
                .containsEntry("provider", "ebit-dresden")
                .containsEntry("roles", List.of("bearbeiten", "lesen"))
                .containsKeys("sub", "exp", "iat", "jti", "sid", "auth_time")
                .doesNotContainKeys(
                        "name",
                        "given_name",
                        "family_name",
                        "preferred_username",
                        "email",
                        "email_verified",
                        "nonce",
                        "azp");
        assertThat(lifetime(claims)).isEqualTo(Duration.ofMinutes(5));
        assertThat(tokens.json()).containsEntry("token_type", "Bearer");
        assertThat(TestClient.seconds(tokens.json(), "expires_in")).isBetween(290L, 300L);
    }

    @Test
    void everyAccessTokenHasAnIdOfItsOwn() throws ParseException {
        String first =
                keys.verified(tokens.text("access_token")).getJWTClaimsSet().getJWTID();
        String second = keys.verified(anna.tokens().text("access_token"))
                .getJWTClaimsSet()
                .getJWTID();

        assertThat(second).isNotEqualTo(first);
    }

    @Test
    void idTokenIsSignedWithRs256WhenNothingIsSaid() throws Exception {
        SignedJWT token = keys.verified(tokens.text("id_token"));

        assertThat(token.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.RS256);
        JWTClaimsSet claims = token.getJWTClaimsSet();
        assertThat(claims.getClaims())
                .containsEntry("iss", hub.issuer())
                .containsEntry("aud", List.of("bauantrag"))
                .containsEntry("nonce", "nonce-1")
                .containsEntry("acr", "low")
                .containsEntry("at_hash", leftHalf("SHA-256", tokens.text("access_token")))
                .containsKeys("sub", "sid", "auth_time")
                .doesNotContainKeys("name", "email", "preferred_username");
        assertThat(lifetime(claims)).isEqualTo(Duration.ofMinutes(5));
    }

    @ParameterizedTest
    @CsvSource({"ES256, SHA-256", "PS256, SHA-256", "EdDSA, SHA-512"})
    void applicationChoosesTheAlgorithmOfItsIdTokens(String algorithm, String hash) throws Exception {
        String id = "eigen-" + algorithm.toLowerCase(java.util.Locale.ROOT);
        hub.add(id, Map.of("id-token-alg", algorithm));
        try {
            TestClient own = new TestClient(hub.issuer(), id);

            Answer answer = anna.tokens(own, Map.of());

            SignedJWT token = keys.verified(answer.text("id_token"));
            assertThat(token.getHeader().getAlgorithm().getName()).isEqualTo(algorithm);
            assertThat(token.getJWTClaimsSet().getStringClaim("at_hash"))
                    .isEqualTo(leftHalf(hash, answer.text("access_token")));
            assertThat(keys.verified(answer.text("access_token")).getHeader().getAlgorithm())
                    .isEqualTo(JWSAlgorithm.ES256);
        } finally {
            hub.putBack();
        }
    }

    @Test
    void withoutTheScopeOpenidThereIsNoIdToken() {
        Answer answer = anna.tokens(anna.client(), Map.of("scope", "roles"));

        assertThat(answer.json()).doesNotContainKey("id_token");
        assertThat(answer.claims("access_token"))
                .containsEntry("roles", List.of("bearbeiten", "lesen"))
                .doesNotContainKeys("provider", "municipality", "org_unit");
    }

    @Test
    void eachBrowserHasItsOwnSid() {
        SignedIn annaAtHome = SignedIn.anna(hub);

        Object atHome = annaAtHome.tokens().claims("id_token").get("sid");
        Object atWork = anna.tokens().claims("id_token").get("sid");

        assertThat(atWork)
                .isEqualTo(tokens.claims("id_token").get("sid"))
                .isEqualTo(tokens.claims("access_token").get("sid"))
                .isNotEqualTo(atHome);
        assertThat(annaAtHome.tokens().claims("id_token").get("sid")).isEqualTo(atHome);
    }

    @Test
    void rolesAreThoseOfTheApplicationThatTheTokenIsFor() {
        hub.add("werkzeug", Map.of("audience", "stadttor"));
        try {
            TestClient tool = new TestClient(hub.issuer(), "werkzeug");
            SignedIn otto = SignedIn.as(hub, "otto.betrieb", "ebit-dresden", tool);

            assertThat(otto.tokens().claims("access_token"))
                    .containsEntry("aud", "stadttor")
                    .containsEntry("client_id", "werkzeug")
                    .containsEntry("roles", List.of("operator"));
            assertThat(anna.tokens(tool, Map.of()).claims("access_token")).containsEntry("roles", List.of());
        } finally {
            hub.putBack();
        }
    }

    @Test
    void tokensAreKeptOutOfCaches() {
        assertThat(tokens.response().headers().firstValue("Cache-Control").orElse(""))
                .contains("no-store");
    }
}
