package de.stadttor.issuing;

import static de.stadttor.issuing.BadInputTests.assertSendersFault;
import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.RawHttp;
import de.stadttor.testing.RawHttp.Raw;
import de.stadttor.testing.TestClient;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No spelling of a path leads to an endpoint past its security chain (CVE-2026-22753, -22754). */
class PathVariantTests {

    private static final String CLI = "Authorization: " + TestClient.basic("stadttor-cli", "stadttor-cli-demo-secret");

    private final RawHttp http = new RawHttp(HubUnderTest.shared().issuer());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//oauth2/token",
                "/oauth2//token",
                "/oauth2/token/",
                "/oauth2/token;x",
                "/oauth2/token;x=/y",
                "/oauth2;x/token",
                "/OAUTH2/token",
                "/oauth2/TOKEN",
                "/oauth2/%2e%2e/oauth2/token",
                "/oauth2/./token",
                "/x/../oauth2/token",
                "/oauth2%2ftoken",
                "/oauth2/token%00",
                "/oauth2/token%20",
                "/oauth2/token.json",
                "\\oauth2\\token"
            })
    void variantOfThePathGivesOutNoToken(String path) {
        Raw answer = http.post(path, "grant_type=client_credentials", CLI);

        assertThat(answer.status()).isIn(400, 404, 405);
        assertThat(answer.body()).doesNotContain("access_token");
        assertSendersFault(answer, path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/connect/%6cogout?client_id=bauantrag",
                "/connect/logout/?client_id=bauantrag",
                "/logout/d%6fne",
                "/logout",
                "/%75serinfo",
                "/userinfo/",
                "/oauth2/%61uthorize?client_id=bauantrag&client_id=bauantrag",
                "/oauth2/authorize/",
                "/l%6fgin",
                "/login/callback/..%2f..%2f",
                "/login/to/%00",
                "/error",
                "/actuator/env",
                "/.well-known/../oauth2/token"
            })
    void variantOfAnyOtherPathIsNoErrorOfTheHub(String path) {
        assertSendersFault(http.get(path), path);
        assertSendersFault(http.post(path, "client_id=bauantrag&client_id=bauantrag"), path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/configuration",
                "/api/v1/configuration;/x",
                "/api;x/v1/configuration",
                "/api//v1/configuration",
                "//api/v1/configuration",
                "/api/v1/configuration/",
                "/API/v1/configuration",
                "/api/v1/Configuration",
                "/%61pi/v1/configuration",
                "/api/v1/%63onfiguration",
                "/api%2fv1/configuration",
                "/x/..;/api/v1/configuration",
                "/x/../api/v1/configuration",
                "/api/v1/openapi.json/../configuration",
                "/api/v1/openapi.json/..;/configuration",
                "/api/v1/configuration.yaml",
                "/api/v1/configuration%00",
                "/api/v1/decisions",
                "/api/v1/sessions"
            })
    void variantOfThePathReachesNoApiWithoutToken(String path) {
        for (Raw answer : List.of(http.get(path), http.send("PUT " + path, "version=1"))) {
            assertThat(answer.status()).isIn(400, 401, 403, 404, 405);
            assertThat(answer.body()).doesNotContain("ebit-dresden");
            assertSendersFault(answer, path);
        }
    }
}
