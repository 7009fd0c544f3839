package de.stadttor.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.SignedJWT;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.TestWorld;
import jakarta.ws.rs.ForbiddenException;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.KeycloakBuilder;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What somebody could do who stole the secret of the directory client: read, and nothing else. */
class DirectoryAccountTests {

    private static Keycloak thief = KeycloakBuilder.builder()
            .serverUrl("http://localhost")
            .realm("none")
            .grantType("client_credentials")
            .clientId("none")
            .clientSecret("none")
            .build();

    @BeforeAll
    static void stealTheSecret() {
        HubUnderTest.shared();
        thief = KeycloakBuilder.builder()
                .serverUrl(TestWorld.keycloak().url())
                .realm("ebit-dresden")
                .grantType("client_credentials")
                .clientId("stadttor-directory")
                .clientSecret("ebit-dresden-directory-demo-secret")
                .build();
    }

    @AfterAll
    static void leave() {
        thief.close();
    }

    private static RealmResource realm() {
        return thief.realm("ebit-dresden");
    }

    private static String anna() {
        return realm().users().searchByUsername("anna.richter", true).getFirst().getId();
    }

    private static String somebodysGroup() {
        return realm().groups().groups().getFirst().getId();
    }

    static Stream<Arguments> changes() {
        return Stream.<Map.Entry<String, Consumer<RealmResource>>>of(
                        Map.entry("makes a person", realm -> {
                            UserRepresentation person = new UserRepresentation();
                            person.setUsername("mallory");
                            CreatedResponseUtil.getCreatedId(realm.users().create(person));
                        }),
                        Map.entry("changes a person", realm -> {
                            UserRepresentation anna = realm.users().get(anna()).toRepresentation();
                            anna.setEmail("mallory@dresden.example");
                            realm.users().get(anna()).update(anna);
                        }),
                        Map.entry("sets a password", realm -> {
                            CredentialRepresentation password = new CredentialRepresentation();
                            password.setType("password");
                            password.setValue("known to me");
                            realm.users().get(anna()).resetPassword(password);
                        }),
                        Map.entry(
                                "removes a person",
                                realm -> CreatedResponseUtil.getCreatedId(
                                        realm.users().delete(anna()))),
                        Map.entry(
                                "puts a person into a group",
                                realm -> realm.users().get(anna()).joinGroup(somebodysGroup())),
                        Map.entry(
                                "takes on a person's identity",
                                realm -> realm.users().get(anna()).impersonate()),
                        Map.entry("makes a group", realm -> {
                            GroupRepresentation group = new GroupRepresentation();
                            group.setName("Mallory");
                            CreatedResponseUtil.getCreatedId(realm.groups().add(group));
                        }),
                        Map.entry(
                                "removes a group",
                                realm -> realm.groups().group(somebodysGroup()).remove()),
                        Map.entry("makes a role", realm -> {
                            RoleRepresentation role = new RoleRepresentation();
                            role.setName("mallory");
                            realm.roles().create(role);
                        }),
                        Map.entry("changes the realm", realm -> realm.update(realm.toRepresentation())),
                        Map.entry("lists the clients", realm -> realm.clients().findAll()),
                        Map.entry("reads the events", realm -> realm.getEvents()),
                        Map.entry(
                                "lists the identity providers",
                                realm -> realm.identityProviders().findAll()))
                .map(change -> Arguments.argumentSet(change.getKey(), change.getValue()));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void isForbiddenToWhoever(Consumer<RealmResource> change) {
        assertThatThrownBy(() -> change.accept(realm()))
                .satisfiesAnyOf(
                        refused -> assertThat(refused).isInstanceOf(ForbiddenException.class),
                        refused -> assertThat(refused).hasMessageContaining("403"),
                        refused -> assertThat(refused).hasMessageContaining("Forbidden"));
    }

    @Test
    void hasTheRolesThatReadingNeedsAndNoMore() throws Exception {
        JsonNode access = JsonMapper.shared()
                .readTree(SignedJWT.parse(thief.tokenManager().getAccessTokenString())
                        .getPayload()
                        .toString())
                .path("resource_access");

        assertThat(access.at("/realm-management/roles").valueStream().map(JsonNode::asString))
                .containsExactlyInAnyOrder("view-realm", "query-groups", "view-users", "query-users");
    }

    @Test
    void isNobodyAtAnotherProvider() {
        assertThatThrownBy(() -> thief.realm("kid-magdeburg").users().count())
                .isInstanceOf(jakarta.ws.rs.ClientErrorException.class);
    }
}
