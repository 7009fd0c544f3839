package de.stadttor.drift;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.access.Condition;
import de.stadttor.access.RuleChange;
import de.stadttor.directory.Directories;
import de.stadttor.directory.DirectoryReloads;
import de.stadttor.directory.DirectorySnapshot;
import de.stadttor.drift.Finding.Kind;
import de.stadttor.federation.Providers;
import de.stadttor.platform.Actor;
import de.stadttor.proposal.Approvals;
import de.stadttor.proposal.Precondition;
import de.stadttor.proposal.Preview;
import de.stadttor.proposal.Progress;
import de.stadttor.proposal.Proposal;
import de.stadttor.proposal.Proposals;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.TestWorld;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.KeycloakBuilder;
import org.keycloak.admin.client.resource.GroupResource;
import org.keycloak.representations.idm.GroupRepresentation;
import stadttor.demo.EmbeddedKeycloak;

/** A group of a real Keycloak gets another name: it is known again, and the mend takes its rules along. */
class RenamedGroupTests {

    private static final HubUnderTest HUB = HubUnderTest.shared();
    private static final String DRESDEN = "ebit-dresden";
    private static final Actor OPERATOR = new Actor("stadttor-cli", null, Set.of(Actor.OPERATOR));

    private final Drift drift = HUB.bean(Drift.class);

    @AfterEach
    void putBack() {
        rename("Melde- und Passwesen", "Meldewesen");
        HUB.putBack();
        read();
    }

    private static DirectorySnapshot read() {
        Directories directories = HUB.bean(Directories.class);
        Providers providers = HUB.bean(Providers.class);
        settled(directories);
        // as after a changed secret: whoever asks now is not too quick
        providers.save(providers.find(DRESDEN).orElseThrow(), null, null, Actor.SYSTEM);
        HUB.bean(DirectoryReloads.class).reload(DRESDEN, Actor.SYSTEM);
        settled(directories);
        return Objects.requireNonNull(directories.known(DRESDEN).orElseThrow().snapshot());
    }

    private static void settled(Directories directories) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .until(() -> directories.look(DRESDEN).orElseThrow().reading() == null);
    }

    private DriftReport report() {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> drift.report(DRESDEN, OPERATOR, Duration.ofSeconds(10)), DriftReport::complete);
    }

    private static void rename(String from, String to) {
        EmbeddedKeycloak server = TestWorld.keycloak();
        try (Keycloak keycloak = KeycloakBuilder.builder()
                .serverUrl(server.url())
                .realm("master")
                .clientId("admin-cli")
                .grantType("password")
                .username(EmbeddedKeycloak.ADMIN)
                .password(EmbeddedKeycloak.ADMIN_PASSWORD)
                .build()) {
            var realm = keycloak.realm(DRESDEN);
            realm.groups().groups(from, true, 0, 10, true).stream()
                    .flatMap(top -> top.getSubGroups().stream())
                    .filter(group -> group.getName().equals(from))
                    .forEach(group -> {
                        GroupResource resource = realm.groups().group(group.getId());
                        GroupRepresentation renamed = resource.toRepresentation();
                        renamed.setName(to);
                        resource.update(renamed);
                    });
        }
    }

    @Test
    void theMendGivesItsPeopleTheirRolesAgain() {
        read();
        assertThat(report().of(Kind.GROUP_RENAMED)).isEmpty();
        rename("Meldewesen", "Melde- und Passwesen");
        read();

        assertThat(report().of(Kind.GROUP_RENAMED)).singleElement().satisfies(finding -> {
            assertThat(finding.group()).isEqualTo("/Bürgeramt/Meldewesen");
            assertThat(finding.newName()).isEqualTo("/Bürgeramt/Melde- und Passwesen");
            assertThat(finding.count()).isEqualTo(1);
        });
        assertThat(report().of(Kind.RULE_UNKNOWN_GROUP)).isEmpty();

        Proposal draft = HUB.bean(Mends.class).draft(OPERATOR, DRESDEN, null, "Gruppe umbenannt");
        assertThat(draft.changes()).extracting(RuleChange::ruleId).hasSize(1);
        assertThat(Objects.requireNonNull(draft.changes().getFirst().after()).when())
                .isEqualTo(new Condition.Group("/Bürgeramt/Melde- und Passwesen"));
        Preview preview = HUB.bean(Proposals.class).preview(OPERATOR, draft.id(), Progress.NONE);
        assertThat(preview.effect().rows())
                .extracting(row -> row.member().name())
                .contains("Carla Engel");
        HUB.bean(Approvals.class).activate(OPERATOR, draft.id(), preview.seen(), Precondition.NONE);
        assertThat(report().of(Kind.GROUP_RENAMED)).isEmpty();
        read();
        assertThat(report().of(Kind.GROUP_RENAMED)).isEmpty();
    }
}
