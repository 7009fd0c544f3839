package de.stadttor.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.application.Application;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.PublishedKeys;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.TestClient.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** client_credentials: an application acts for itself. */
class ServiceTokenTests {

    private final HubUnderTest hub = HubUnderTest.shared();
    private final TestClient cli = new TestClient(hub.issuer(), "stadttor-cli");

    @Test
    void tokenHasTheRolesOfTheServiceAtItsAudience() throws Exception {
        Answer answer = cli.clientCredentials(Map.of());

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json())
                .containsEntry("scope", "roles")
                .containsEntry("token_type", "Bearer")
                .doesNotContainKeys("refresh_token", "id_token");
        assertThat(PublishedKeys.of(hub)
                        .verified(answer.text("access_token"))
                        .getJWTClaimsSet()
                        .getClaims())
                .containsEntry("aud", List.of("stadttor"))
                .containsEntry("sub", "stadttor-cli")
                .containsEntry("client_id", "stadttor-cli")
                .containsEntry("roles", List.of("operator"))
                .doesNotContainKeys("sid", "auth_time", "acr");
    }

    @Test
    void withoutScopeItGetsEverythingRegistered() {
        hub.add("dienst", Map.of("grants", "[client_credentials]", "redirect-uris", "[]", "scopes", "[roles, email]"));
        try {
            TestClient service = new TestClient(hub.issuer(), "dienst");

            assertThat(service.clientCredentials(Map.of()).text("scope").split(" "))
                    .containsExactlyInAnyOrder("roles", "email");
            assertThat(service.clientCredentials(Map.of("scope", "email")).text("scope"))
                    .isEqualTo("email");
            assertThat(service.clientCredentials(Map.of("scope", "email")).claims("access_token"))
                    .doesNotContainKey("roles");
        } finally {
            hub.putBack();
        }
    }

    @Test
    void scopeBeyondTheRegisteredIsRefused() {
        assertThat(cli.clientCredentials(Map.of("scope", "roles email")).text("error"))
                .isEqualTo("invalid_scope");
        assertThat(cli.clientCredentials(Map.of("scope", "telephone")).text("error"))
                .isEqualTo("invalid_scope");
    }

    @Test
    void applicationWithoutTheGrantIsRefused() {
        Answer answer = new TestClient(hub.issuer(), "bauantrag").clientCredentials(Map.of());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("error")).isEqualTo("unauthorized_client");
    }

    @Test
    void publicClientIsRefused() {
        hub.add("offen", Map.of("client-authentication", "[none]", "client-secret", ""));
        try {
            Answer answer = TestClient.withoutSecret(hub.issuer(), "offen").clientCredentials(Map.of());

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.text("error")).isEqualTo("unauthorized_client");
        } finally {
            hub.putBack();
        }
    }

    @Test
    void tokenOfAServiceIsNobodysAtUserinfo() {
        Answer answer = cli.userinfo(cli.clientCredentials(Map.of()).text("access_token"));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.response().headers().firstValue("WWW-Authenticate").orElse(""))
                .contains("error=\"insufficient_scope\"");
    }

    @Test
    void tokenEndsWithTheApplication() {
        hub.add("dienst", Map.of("grants", "[client_credentials]", "redirect-uris", "[]", "audience", "stadttor"));
        TestClient service = new TestClient(hub.issuer(), "dienst");
        String token = service.clientCredentials(Map.of()).text("access_token");
        assertThat(new TestClient(hub.issuer(), "stadttor").introspect(token).json())
                .containsEntry("active", true);

        hub.putBack();

        assertThat(new TestClient(hub.issuer(), "stadttor").introspect(token).json())
                .containsEntry("active", false);
    }

    @Test
    void grantsThatDoNotExistAreUnsupported() {
        for (String grant : List.of("password", "implicit", "urn:ietf:params:oauth:grant-type:jwt-bearer")) {
            assertRefused(grant, "unsupported_grant_type");
        }
    }

    @Test
    void grantsThatTheApplicationIsNotRegisteredForAreRefused() {
        for (String grant : List.of(Application.DEVICE_CODE, Application.TOKEN_EXCHANGE)) {
            assertRefused(grant, "unauthorized_client");
        }
    }

    private void assertRefused(String grant, String error) {
        Answer answer = cli.post(
                "/oauth2/token",
                Map.of(
                        "grant_type",
                        grant,
                        "device_code",
                        "d",
                        "subject_token",
                        "s",
                        "subject_token_type",
                        "urn:ietf:params:oauth:token-type:access_token"));

        assertThat(answer.status()).as(grant).isEqualTo(400);
        assertThat(answer.text("error")).as(grant).isEqualTo(error);
    }

    @Test
    void resourceThatIsNobodysIsRefusedAndNotIgnored() {
        assertThat(cli.clientCredentials(Map.of("resource", "https://api.example"))
                        .text("error"))
                .isEqualTo("invalid_target");
    }
}
