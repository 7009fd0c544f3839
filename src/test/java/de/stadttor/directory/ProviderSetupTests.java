package de.stadttor.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.stadttor.federation.Provider.ClaimProfile;
import de.stadttor.testing.TestWorld;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.ClientResource;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.ClientRepresentation;
import stadttor.demo.EmbeddedKeycloak;

class ProviderSetupTests {

    private static final String REALM = "kid-magdeburg";
    private static final String HUB = "http://localhost:9000";

    /** The realm outlives a test run. */
    @BeforeAll
    static void removeWhatAnEarlierRunLeft() {
        try (Keycloak keycloak = admin().connect()) {
            var clients = keycloak.realm(REALM).clients();
            clients.findAll().stream()
                    .filter(client -> client.getClientId().startsWith("setup-"))
                    .forEach(client -> clients.get(client.getId()).remove());
        }
    }

    @Test
    void secondRunHasNothingToDo() {
        ProviderSetup setup = setup("setup-twice", HUB);
        assertThat(setup.plan()).contains("client setup-twice: missing");
        assertThat(setup.apply()).contains("client setup-twice: missing");
        assertThat(setup.plan()).isEmpty();
        assertThat(setup.apply()).isEmpty();
        assertThat(setup.secrets().client()).isEqualTo("a secret");
    }

    @Test
    void planChangesNothing() {
        setup("setup-planned", HUB).plan();
        try (Keycloak keycloak = admin().connect()) {
            assertThat(keycloak.realm(REALM).clients().findByClientId("setup-planned"))
                    .isEmpty();
        }
    }

    @Test
    void movedHubChangesItsAddresses() {
        setup("setup-moved", HUB).apply();
        ProviderSetup moved = setup("setup-moved", "https://hub.example");
        assertThat(moved.plan())
                .containsExactlyInAnyOrder(
                        "client setup-moved: redirect URIs [http://localhost:9000/login/callback/kid-magdeburg]"
                                + " → [https://hub.example/login/callback/kid-magdeburg]",
                        "client setup-moved: post.logout.redirect.uris http://localhost:9000/logout/done##"
                                + "http://localhost:9000/login/again → https://hub.example/logout/done##"
                                + "https://hub.example/login/again");
        moved.apply();
        assertThat(moved.plan()).isEmpty();
    }

    @Test
    void mendsWhatSomebodyChanged() {
        ProviderSetup setup = setup("setup-drifted", HUB);
        setup.apply();
        try (Keycloak keycloak = admin().connect()) {
            RealmResource realm = keycloak.realm(REALM);
            ClientResource client = realm.clients()
                    .get(realm.clients()
                            .findByClientId("setup-drifted")
                            .getFirst()
                            .getId());
            ClientRepresentation drifted = client.toRepresentation();
            drifted.setRedirectUris(List.of("*"));
            drifted.setDirectAccessGrantsEnabled(true);
            drifted.setSecret("another");
            drifted.getAttributes().put("pkce.code.challenge.method", "plain");
            client.update(drifted);
            client.getProtocolMappers()
                    .delete(client.getProtocolMappers().getMappers().stream()
                            .filter(mapper -> mapper.getName().equals("stadttor groups"))
                            .findFirst()
                            .orElseThrow()
                            .getId());
        }
        assertThat(setup.plan())
                .hasSize(5)
                .anyMatch(line -> line.contains("redirect URIs [*] →"))
                .anyMatch(line -> line.contains("direct access grants true → false"))
                .anyMatch(line -> line.contains("another secret"))
                .anyMatch(line -> line.contains("pkce.code.challenge.method plain → S256"))
                .anyMatch(line -> line.contains("mapper stadttor groups missing"));
        setup.apply();
        assertThat(setup.plan()).isEmpty();
    }

    @Test
    void saysInOneSentenceThatTheAdministratorIsRefused() {
        KeycloakAdmin wrong = new KeycloakAdmin(TestWorld.keycloak().url(), "master", EmbeddedKeycloak.ADMIN, "wrong");
        assertThatThrownBy(() -> new ProviderSetup(wrong, wanted("setup-refused", HUB)).plan())
                .isInstanceOf(DirectoryUnavailable.class)
                .hasMessageContaining("refuses the administrator admin");
    }

    @Test
    void saysInOneSentenceThatKeycloakIsAway() {
        KeycloakAdmin away = new KeycloakAdmin("http://localhost:1", "master", "admin", "admin");
        assertThatThrownBy(() -> new ProviderSetup(away, wanted("setup-away", HUB)).plan())
                .isInstanceOf(DirectoryUnavailable.class)
                .hasMessage("Keycloak at http://localhost:1 does not answer.");
    }

    private static ProviderSetup setup(String clientId, String hub) {
        return new ProviderSetup(admin(), wanted(clientId, hub));
    }

    private static ProviderSetup.Wanted wanted(String clientId, String hub) {
        return new ProviderSetup.Wanted(
                REALM,
                REALM,
                clientId,
                "a secret",
                clientId + "-directory",
                null,
                hub,
                new ClaimProfile("groups", "realm_roles", "department", "ags"),
                true);
    }

    private static KeycloakAdmin admin() {
        return new KeycloakAdmin(
                TestWorld.keycloak().url(), "master", EmbeddedKeycloak.ADMIN, EmbeddedKeycloak.ADMIN_PASSWORD);
    }
}
