package de.stadttor.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import de.stadttor.federation.Provider.ClaimProfile;
import de.stadttor.testing.TestWorld;
import de.stadttor.testing.UpstreamBrowser;
import de.stadttor.testing.UpstreamBrowser.Arrival;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import stadttor.demo.EmbeddedKeycloak;

/** Real sign-ins at the three realms, with a client that the provider setup made. */
class RealmSignInTests {

    private static final String HUB = "http://localhost:9000";
    private static final String VERIFIER = "a-verifier-that-is-long-enough-for-rfc-7636-section-4.1";
    private static final List<String> REALMS = List.of("ebit-dresden", "kid-magdeburg", "lecos-leipzig");

    @BeforeAll
    static void setUp() {
        KeycloakAdmin admin = new KeycloakAdmin(
                TestWorld.keycloak().url(), "master", EmbeddedKeycloak.ADMIN, EmbeddedKeycloak.ADMIN_PASSWORD);
        for (String realm : REALMS) {
            new ProviderSetup(
                            admin,
                            new ProviderSetup.Wanted(
                                    realm,
                                    realm,
                                    "realm-test",
                                    "secret",
                                    "realm-test-directory",
                                    "secret",
                                    HUB,
                                    new ClaimProfile("groups", "realm_roles", "department", "ags"),
                                    !realm.equals("lecos-leipzig")))
                    .apply();
        }
    }

    @Test
    void passwordAloneIsLow() throws Exception {
        try (UpstreamBrowser browser = new UpstreamBrowser(HUB)) {
            Arrival end = browser.submitPassword(browser.open(authorize("ebit-dresden", "")), "anna.richter");
            JWTClaimsSet claims = redeem("ebit-dresden", end);
            assertThat(claims.getStringClaim("acr")).isEqualTo("low");
            assertThat(claims.getStringListClaim("amr")).containsExactly("pwd");
            assertThat(claims.getStringListClaim("groups")).containsExactly("/Bauaufsichtsamt/Sachbearbeitung");
            assertThat(claims.getStringClaim("department")).isEqualTo("Bauaufsichtsamt");
            assertThat(claims.getStringClaim("ags")).isEqualTo("14612000");
            assertThat(claims.getStringClaim("email")).isEqualTo("anna.richter@dresden.example");
            assertThat(claims.getBooleanClaim("email_verified")).isTrue();
            assertThat(claims.getStringClaim("name")).isEqualTo("Anna Richter");
            assertThat(claims.getLongClaim("auth_time")).isPositive();
            assertThat(claims.getStringClaim("sid")).isNotBlank();
            assertThat(claims.getSubject()).isNotBlank();
        }
    }

    @Test
    void plainSignInAsksNobodyForASecondFactor() throws Exception {
        try (UpstreamBrowser browser = new UpstreamBrowser(HUB)) {
            Arrival end = browser.submitPassword(browser.open(authorize("kid-magdeburg", "")), "falk.brandt");
            JWTClaimsSet claims = redeem("kid-magdeburg", end);
            assertThat(claims.getStringClaim("acr")).isEqualTo("low");
            assertThat(claims.getStringListClaim("groups")).containsExactly("/FB 63/Leitung");
            assertThat(claims.getStringListClaim("realm_roles")).containsExactly("al-bau");
        }
    }

    @Test
    void stepsUpOnRequestWithinTheSameSession() throws Exception {
        try (UpstreamBrowser browser = new UpstreamBrowser(HUB)) {
            browser.submitPassword(browser.open(authorize("lecos-leipzig", "")), "jan.petzold");
            Arrival second = browser.open(authorize("lecos-leipzig", "&acr_values=substantial"));
            assertThat(second.asksForOneTimePassword()).isTrue();
            assertThat(second.asksForPassword()).isFalse();
            JWTClaimsSet claims = redeem("lecos-leipzig", browser.submitOneTimePassword(second));
            assertThat(claims.getStringClaim("acr")).isEqualTo("substantial");
            assertThat(claims.getStringListClaim("amr")).contains("otp");
            assertThat(claims.getStringListClaim("groups")).containsExactly("A63-AL");
        }
    }

    @Test
    void asksForBothFactorsWhereSubstantialIsWantedAtOnce() throws Exception {
        try (UpstreamBrowser browser = new UpstreamBrowser(HUB)) {
            Arrival otp = browser.submitPassword(
                    browser.open(authorize("ebit-dresden", "&acr_values=substantial")), "bernd.vogel");
            assertThat(otp.asksForOneTimePassword()).isTrue();
            assertThat(redeem("ebit-dresden", browser.submitOneTimePassword(otp))
                            .getStringClaim("acr"))
                    .isEqualTo("substantial");
        }
    }

    @Test
    void nobodyReachesSubstantialWithAPasswordAlone() throws Exception {
        try (UpstreamBrowser browser = new UpstreamBrowser(HUB)) {
            Arrival end = browser.submitPassword(
                    browser.open(authorize("ebit-dresden", "&acr_values=substantial")), "carla.engel");
            assertThat(redeem("ebit-dresden", end).getStringClaim("acr")).isEqualTo("low");
        }
    }

    @Test
    void nobodyEnrolsASecondFactor() throws Exception {
        try (UpstreamBrowser browser = new UpstreamBrowser(HUB)) {
            Arrival end = browser.submitPassword(
                    browser.open(authorize("ebit-dresden", "&kc_action=CONFIGURE_TOTP")), "carla.engel");
            assertThat(end.body()).doesNotContain("totpSecret");
        }
    }

    @Test
    void asksForThePasswordAgainOnRequest() throws Exception {
        try (UpstreamBrowser browser = new UpstreamBrowser(HUB)) {
            browser.submitPassword(browser.open(authorize("ebit-dresden", "")), "anna.richter");
            assertThat(browser.open(authorize("ebit-dresden", "")).parameter("code"))
                    .isNotNull();
            assertThat(browser.open(authorize("ebit-dresden", "&prompt=login")).asksForPassword())
                    .isTrue();
            await("Keycloak counts max_age in whole seconds")
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> browser.open(authorize("ebit-dresden", "&max_age=0"))
                            .asksForPassword());
        }
    }

    @Test
    void disabledPersonIsToldSoByTheProvider() throws Exception {
        try (UpstreamBrowser browser = new UpstreamBrowser(HUB)) {
            Arrival page = browser.submitPassword(browser.open(authorize("ebit-dresden", "")), "doris.gesperrt");
            assertThat(page.parameter("code")).isNull();
            assertThat(page.body()).contains("Account is disabled");
        }
    }

    private static String authorize(String realm, String more) throws Exception {
        String challenge = Base64URL.encode(
                        MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII)))
                .toString();
        return TestWorld.keycloak().issuer(realm) + "/protocol/openid-connect/auth?response_type=code"
                + "&client_id=realm-test&scope=openid&state=s&code_challenge_method=S256&code_challenge=" + challenge
                + "&redirect_uri=" + URLEncoder.encode(callback(realm), StandardCharsets.UTF_8) + more;
    }

    private static String callback(String realm) {
        return HUB + "/login/callback/" + realm;
    }

    private static JWTClaimsSet redeem(String realm, Arrival end) throws Exception {
        assertThat(end.address().toString()).startsWith(callback(realm));
        Map<String, String> form = Map.of(
                "grant_type",
                "authorization_code",
                "code",
                String.valueOf(end.parameter("code")),
                "redirect_uri",
                callback(realm),
                "code_verifier",
                VERIFIER,
                "client_id",
                "realm-test",
                "client_secret",
                "secret");
        StringBuilder body = new StringBuilder();
        form.forEach((name, value) ->
                body.append('&').append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        try (HttpClient http = HttpClient.newHttpClient()) {
            String answer = http.send(
                            HttpRequest.newBuilder(URI.create(
                                            TestWorld.keycloak().issuer(realm) + "/protocol/openid-connect/token"))
                                    .header("Content-Type", "application/x-www-form-urlencoded")
                                    .POST(HttpRequest.BodyPublishers.ofString(body.substring(1)))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            assertThat(answer).doesNotContain("refresh_token\"");
            Matcher idToken = Pattern.compile("\"id_token\":\"([^\"]+)\"").matcher(answer);
            assertThat(idToken.find()).as(answer).isTrue();
            return SignedJWT.parse(idToken.group(1)).getJWTClaimsSet();
        }
    }
}
