package de.stadttor.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import de.stadttor.testing.FakeFederation;
import de.stadttor.testing.PublishedKeys;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.Visitor.Stop;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * OAuth 2.0 Multiple Response Types section 2.1, Form Post Response Mode section 2, and JARM: the same answer on the way
 * that the request asked for.
 */
class ResponseModeTests {

    private final FakeFederation federation = FakeFederation.shared();
    private final String issuer = federation.hub().issuer();

    @AfterEach
    void reset() {
        federation.reset();
    }

    private Stop opens(String mode) {
        return federation.anna().opens("bauantrag", Map.of("response_mode", mode));
    }

    private static Map<String, String> fragment(Stop stop) {
        assertThat(stop.uri().toString()).startsWith(TestClient.CALLBACK + "#");
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : stop.uri().getRawFragment().split("&", -1)) {
            parameters.put(
                    pair.substring(0, pair.indexOf('=')),
                    URI.create("?" + pair).getQuery().substring(pair.indexOf('=') + 1));
        }
        return parameters;
    }

    private JWTClaimsSet verified(String response) throws Exception {
        JWTClaimsSet claims =
                PublishedKeys.of(federation.hub()).verified(response).getJWTClaimsSet();
        assertThat(claims.getIssuer()).isEqualTo(issuer);
        assertThat(claims.getAudience()).containsExactly("bauantrag");
        assertThat(claims.getExpirationTime()).isAfter(claims.getIssueTime());
        return claims;
    }

    private void assertRedeems(String code) {
        assertThat(new TestClient(issuer, "bauantrag").redeem(code).status()).isEqualTo(200);
    }

    @Test
    void fragmentStandsBehindTheHash() {
        Map<String, String> answer = fragment(opens("fragment"));

        assertThat(answer).containsEntry("state", "state-1").containsEntry("iss", issuer);
        assertRedeems(answer.getOrDefault("code", ""));
    }

    @Test
    void formPostIsAPageThatPostsTheAnswer() {
        Stop page = opens("form_post");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.attribute("action")).contains(TestClient.CALLBACK);
        assertThat(page.posted())
                .containsOnlyKeys("code", "state", "iss")
                .containsEntry("state", "state-1")
                .containsEntry("iss", issuer);
        assertThat(page.response().headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(page.response()
                        .headers()
                        .firstValue("Content-Security-Policy")
                        .orElse(""))
                .contains("form-action 'self' http://127.0.0.1:9100;");
        assertRedeems(page.posted().getOrDefault("code", ""));
    }

    @Test
    void errorsArePostedToo() {
        Stop page = federation.anna().asks("bauantrag", Map.of("response_mode", "form_post", "prompt", "none"));

        assertThat(page.posted())
                .containsEntry("error", "login_required")
                .containsEntry("state", "state-1")
                .containsEntry("iss", issuer)
                .doesNotContainKey("code");
    }

    @Test
    void wayBackFromAPageOfTheHubIsPostedToo() {
        Stop choice = federation.anna().asks("bauantrag", Map.of("response_mode", "form_post"));

        Stop page = federation.anna().goes(choice.link("back"));

        assertThat(page.attribute("action")).contains(TestClient.CALLBACK);
        assertThat(page.posted()).containsEntry("error", "access_denied").containsEntry("state", "state-1");
    }

    @Test
    void wayBackThatTheHubDidNotSealLeadsNowhere() {
        Stop page = federation.anna().goes(URI.create(issuer + "/login/answer?a=bm9uc2Vuc2U"));

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.posted()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jwt", "query.jwt"})
    void signedAnswerStandsInTheQueryByDefault(String mode) throws Exception {
        Stop stop = opens(mode);

        assertThat(stop.uri().getRawQuery()).startsWith("response=").doesNotContain("&");
        JWTClaimsSet claims = verified(stop.parameter("response").orElseThrow());
        assertThat(claims.getStringClaim("state")).isEqualTo("state-1");
        assertRedeems(claims.getStringClaim("code"));
    }

    @Test
    void signedAnswerInTheFragment() throws Exception {
        assertRedeems(verified(fragment(opens("fragment.jwt")).getOrDefault("response", ""))
                .getStringClaim("code"));
    }

    @Test
    void signedAnswerByPost() throws Exception {
        Stop page = opens("form_post.jwt");

        assertThat(page.posted()).containsOnlyKeys("response");
        assertRedeems(verified(page.posted().getOrDefault("response", "")).getStringClaim("code"));
    }

    @Test
    void signedErrorSaysNothingOutsideOfTheJwt() throws Exception {
        Stop stop = federation.anna().asks("bauantrag", Map.of("response_mode", "jwt", "prompt", "none"));

        assertThat(stop.parameter("error")).isEmpty();
        JWTClaimsSet claims = verified(stop.parameter("response").orElseThrow());
        assertThat(claims.getStringClaim("error")).isEqualTo("login_required");
    }

    @Test
    void unknownModeIsToldInTheQuery() {
        Stop stop = federation.anna().asks("bauantrag", Map.of("response_mode", "web_message"));

        assertThat(stop.parameter("error")).contains("invalid_request");
        assertThat(stop.parameter("state")).contains("state-1");
    }
}
