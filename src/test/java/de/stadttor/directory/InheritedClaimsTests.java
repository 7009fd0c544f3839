package de.stadttor.directory;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.federation.Provider;
import de.stadttor.federation.Providers;
import de.stadttor.person.ToldClaims;
import de.stadttor.platform.Json;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.SignedIn;
import de.stadttor.testing.TestWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.util.JsonSerialization;
import org.springframework.jdbc.core.simple.JdbcClient;
import stadttor.demo.EmbeddedKeycloak;
import stadttor.demo.Folders;

/**
 * A realm in which claims come from afar: attributes of groups, roles of groups and of roles, names with signs in them.
 * What the directory tells of its people is again what their sign-in brings.
 */
class InheritedClaimsTests {

    private static final HubUnderTest HUB = HubUnderTest.shared();
    private static final String CITY = "stadt-plauen";

    private static final String GROUPS = """
            [{"name": "Amt 1", "attributes": {"department": ["Amt eins"], "ags": ["14523320"]}, "realmRoles": ["top"],
              "subGroups": [
                {"name": "Team A/B", "subGroups": [{"name": "Täglich"}]},
                {"name": "Team Ü", "attributes": {"department": ["Team Ü", "zweiter Wert"]}, "realmRoles": ["whole"]}]},
             {"name": "0 Gäste", "attributes": {"department": ["Gäste"]}}]
            """;

    private static final String ROLES = """
            {"realm": [{"name": "top"}, {"name": "part"}, {"name": "part of a part"}, {"name": "with/slash"},
              {"name": "half", "composite": true, "composites": {"realm": ["part of a part"]}},
              {"name": "whole", "composite": true, "composites": {"realm": ["part", "half"]}}]}
            """;

    private static final String PEOPLE = """
            [{"username": "ohne", "realmRoles": ["default-roles-stadt-plauen"]},
             {"username": "tief"},
             {"username": "zwei", "groups": ["/Amt 1/Team Ü", "/0 Gäste"], "realmRoles": ["with/slash"]},
             {"username": "eigen", "groups": ["/Amt 1/Team Ü"], "attributes": {"department": ["Eigenes"], "ags": ["14523320"]},
              "realmRoles": ["half"]}]
            """;

    @BeforeAll
    static void addTheCity() throws IOException {
        EmbeddedKeycloak server = TestWorld.keycloak();
        KeycloakAdmin admin =
                new KeycloakAdmin(server.url(), "master", EmbeddedKeycloak.ADMIN, EmbeddedKeycloak.ADMIN_PASSWORD);
        try (Keycloak keycloak = admin.connect()) {
            if (keycloak.realms().findAll().stream().anyMatch(realm -> CITY.equals(realm.getRealm()))) {
                keycloak.realm(CITY).remove();
            }
            keycloak.realms().create(realm());
            // a path cannot name it, for the slash in the name of the group above
            RealmResource realm = keycloak.realm(CITY);
            realm.users()
                    .get(realm.users().searchByUsername("tief", true).getFirst().getId())
                    .joinGroup(deepest(realm.groups().groups("Täglich", 0, 10).getFirst()));
        }
        new ProviderSetup(
                        admin,
                        new ProviderSetup.Wanted(
                                CITY,
                                CITY,
                                "stadttor",
                                "a secret",
                                "stadttor-directory",
                                "another secret",
                                HUB.issuer(),
                                new Provider.ClaimProfile("groups", "realm_roles", "department", "ags"),
                                true))
                .apply();
        HUB.change(document ->
                document.replace("\napplications:\n", """

                  - id: %s
                    name: Plauen
                    issuer: %s/realms/%s
                    client-id: stadttor
                    client-secret: a secret
                    email-domains: [plauen.example]
                    enabled: true
                    municipalities: [{ags: "14523320", name: Plauen}]
                    claims: {groups: groups, roles: realm_roles, org-unit: department, ags: ags}
                    assurance: {low: low}
                    directory: {type: keycloak, url: %s, realm: %s, client-id: stadttor-directory, client-secret: another secret}
                applications:
                """.formatted(CITY, server.url(), CITY, server.url(), CITY)));
    }

    @AfterAll
    static void removeTheCity() {
        HUB.putBack();
    }

    private static String deepest(GroupRepresentation group) {
        return group.getSubGroups().isEmpty()
                ? group.getId()
                : deepest(group.getSubGroups().getFirst());
    }

    /** Dresden's, with other people. */
    private static RealmRepresentation realm() throws IOException {
        RealmRepresentation dresden = JsonSerialization.readValue(
                Files.readString(Folders.project().resolve("realm-config/ebit-dresden.json")),
                RealmRepresentation.class);
        RealmRepresentation own = JsonSerialization.readValue(
                "{\"groups\": %s, \"roles\": %s, \"users\": %s}".formatted(GROUPS, ROLES, PEOPLE),
                RealmRepresentation.class);
        dresden.setRealm(CITY);
        dresden.setGroups(own.getGroups());
        dresden.setRoles(own.getRoles());
        own.getUsers().forEach(person -> {
            person.setEnabled(true);
            person.setFirstName("Vor " + person.getUsername());
            person.setLastName("Nach");
            person.setEmail(person.getUsername() + "@plauen.example");
            var password = new CredentialRepresentation();
            password.setType("password");
            password.setValue("demo");
            person.setCredentials(List.of(password));
        });
        dresden.setUsers(own.getUsers());
        return dresden;
    }

    @ParameterizedTest
    @ValueSource(strings = {"ohne", "tief", "zwei", "eigen"})
    void theDirectoryTellsWhatASignInTells(String user) throws InterruptedException {
        SignedIn.as(HUB, user, CITY);
        ToldClaims bySignIn = Json.read(
                HUB.bean(JdbcClient.class)
                        .sql("select claims from account where provider = :provider and upstream_subject = :subject")
                        .param("provider", CITY)
                        .param("subject", person(user).id())
                        .query(String.class)
                        .single(),
                ToldClaims.class);

        assertThat(snapshot()
                        .told(person(user), HUB.bean(Providers.class).find(CITY).orElseThrow()))
                .isEqualTo(bySignIn);
    }

    @Test
    void rolesComeFromGroupsAndFromRoles() throws InterruptedException {
        assertThat(person("tief").roles()).containsExactly("top");
        assertThat(person("zwei").roles()).contains("top", "whole", "part", "half", "part of a part", "with/slash");
        assertThat(person("ohne").roles()).contains("default-roles-stadt-plauen", "offline_access");
        assertThat(snapshot().roles())
                .filteredOn(role -> role.name().equals("part of a part"))
                .extracting(DirectoryRole::members)
                .containsExactly(2);
    }

    @Test
    void anOrganisationalUnitComesFromTheNearestGroupThatHasOne() throws InterruptedException {
        assertThat(person("tief").orgUnit()).isEqualTo("Amt eins");
        assertThat(person("eigen").orgUnit()).isEqualTo("Eigenes");
        assertThat(person("ohne").orgUnit()).isNull();
    }

    private static DirectorySnapshot snapshot() throws InterruptedException {
        DirectoryState state =
                HUB.bean(Directories.class).look(CITY, Duration.ofSeconds(60)).orElseThrow();
        return Objects.requireNonNull(state.snapshot(), () -> String.valueOf(state.problem()));
    }

    private static DirectoryPerson person(String user) throws InterruptedException {
        return snapshot().people().stream()
                .filter(person -> person.username().equals(user))
                .findFirst()
                .orElseThrow();
    }
}
