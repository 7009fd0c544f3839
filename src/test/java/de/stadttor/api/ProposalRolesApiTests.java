package de.stadttor.api;

import static de.stadttor.testing.Desk.approving;
import static de.stadttor.testing.Desk.demand;
import static de.stadttor.testing.Desk.reading;
import static de.stadttor.testing.Desk.rule;
import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.Desk;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.TestClient.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who may do what with a proposal: the author, a second person, and nobody of another provider. */
class ProposalRolesApiTests {

    private static final String DRESDEN = "ebit-dresden";
    private static final String MAGDEBURG = "kid-magdeburg";
    private static final String ANNAS_GROUP = "/Bauaufsichtsamt/Sachbearbeitung";

    private final HubUnderTest hub = HubUnderTest.shared();
    private final Desk desk = new Desk(hub);

    @AfterEach
    void putBack() {
        hub.putBack();
    }

    @Test
    void aProviderAdminMapsProviderAdminWithASecondPersonAndNothingElseOfTheHub() {
        String proposal = desk.draft(
                "dirk.admin", DRESDEN, List.of(rule("dd-admins", "stadttor", ANNAS_GROUP, "provider-admin")));
        assertThat(desk.act("dirk.admin", proposal, "activate").status()).isEqualTo(409);
        desk.through("dirk.admin", proposal, "daniela.admin");

        for (String role : List.of("operator", "auditor", "application-owner")) {
            Answer greedy = desk.post(
                    "dirk.admin",
                    "/proposals",
                    Map.of(
                            "provider",
                            DRESDEN,
                            "set",
                            List.of(rule("dd-mehr", "stadttor", "/IT/Administration", role, "provider-admin")),
                            "why",
                            "mehr"));
            assertThat(greedy.status()).isEqualTo(403);
        }
        assertThat(desk.post("dirk.admin", "/simulations", Map.of("provider", DRESDEN, "remove", List.of("dd-betrieb")))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void operatorsRulesNeedASecondOperator() {
        String proposal =
                desk.draft("otto.betrieb", DRESDEN, List.of(rule("dd-revision", "stadttor", "/Revision", "auditor")));
        demand(desk.act("otto.betrieb", proposal, "submit"), 200);

        assertThat(desk.act("daniela.admin", proposal, "approve").status()).isEqualTo(403);
        assertThat(desk.act("otto.betrieb", proposal, "approve").status()).isEqualTo(403);
        assertThat(desk.post("cli", "/proposals/" + proposal + "/approve", desk.seen("cli", proposal))
                        .status())
                .isEqualTo(403);
        demand(desk.act("olga.betrieb", proposal, "approve"), 200);
        demand(desk.act("otto.betrieb", proposal, "activate"), 200);
    }

    @Test
    void anOperatorsChangeOfASensitiveRoleIsApprovedByTheProvidersAdmin() {
        String proposal = desk.draft("olga.betrieb", DRESDEN, approving());
        demand(desk.act("olga.betrieb", proposal, "submit"), 200);

        assertThat(desk.act("otto.betrieb", proposal, "approve").status()).isEqualTo(403);
        demand(desk.act("dirk.admin", proposal, "approve"), 200);
    }

    @Test
    void aClientIsNoSecondPersonAndNoAuthorOfWhatNeedsOne() {
        String ordinary = desk.draft("cli", DRESDEN, List.of(reading("dd-cli")));
        String sensitive = desk.draft("cli", DRESDEN, approving());

        demand(desk.act("cli", ordinary, "activate"), 200);
        assertThat(desk.act("cli", sensitive, "submit").status()).isEqualTo(403);
        assertThat(desk.act("cli", sensitive, "activate").status()).isEqualTo(409);
    }

    @Test
    void anAdminOfDresdenReachesNothingOfMagdeburg() {
        String proposal =
                desk.draft("heiko.admin", MAGDEBURG, List.of(rule("md-neu", "bauantrag", "/FB 63/63.1", "genehmigen")));
        demand(desk.act("heiko.admin", proposal, "submit"), 200);
        Map<String, Object> seen = desk.seen("hanna.admin", proposal);

        assertThat(desk.get("dirk.admin", "/proposals/" + proposal).status()).isEqualTo(404);
        assertThat(desk.get("dirk.admin", "/proposals").body()).doesNotContain(proposal);
        assertThat(desk.get("dirk.admin", "/proposals?provider=" + MAGDEBURG).status())
                .isEqualTo(404);
        for (String step : List.of("submit", "approve", "activate")) {
            assertThat(desk.post("dirk.admin", "/proposals/" + proposal + "/" + step, seen)
                            .status())
                    .isEqualTo(404);
        }
        assertThat(desk.post("dirk.admin", "/proposals/" + proposal + "/refuse", Map.of("why", "x"))
                        .status())
                .isEqualTo(404);
        assertThat(desk.post("dirk.admin", "/proposals/" + proposal + "/withdraw", Map.of())
                        .status())
                .isEqualTo(404);
        assertThat(desk.put("dirk.admin", "/proposals/" + proposal, Map.of("why", "x"))
                        .status())
                .isEqualTo(404);
        assertThat(desk.post("dirk.admin", "/simulations", Map.of("proposal", proposal))
                        .status())
                .isEqualTo(404);
        assertThat(desk.post("dirk.admin", "/simulations", Map.of("provider", MAGDEBURG))
                        .status())
                .isEqualTo(404);
        for (String path : List.of("", "/versions", "/versions/1")) {
            assertThat(desk.get("dirk.admin", "/providers/" + MAGDEBURG + "/rules" + path)
                            .status())
                    .isEqualTo(404);
        }
        assertThat(desk.post(
                                "dirk.admin",
                                "/providers/" + MAGDEBURG + "/rules/versions/1/roll-back",
                                Map.of("why", "x"))
                        .status())
                .isEqualTo(404);
        Map<String, Object> foreign = rule("md-bau-leitung", "bauantrag", "/IT/Administration", "lesen");
        foreign.put("provider", MAGDEBURG);
        assertThat(desk.post("dirk.admin", "/simulations", Map.of("provider", DRESDEN, "set", List.of(foreign)))
                        .status())
                .isEqualTo(403);
        demand(desk.post("heiko.admin", "/proposals/" + proposal + "/withdraw", Map.of()), 200);
    }

    @Test
    void anAuditorReadsTheOwnProvidersRulesAndChangesAndSimulatesNothing() {
        String proposal =
                desk.draft("heiko.admin", MAGDEBURG, List.of(rule("md-neu", "bauantrag", "/FB 63/63.1", "genehmigen")));
        String paul = desk.token("paul.revision");

        for (String path : List.of(
                "/proposals",
                "/proposals/" + proposal,
                "/providers/" + MAGDEBURG + "/rules",
                "/providers/" + MAGDEBURG + "/rules/versions",
                "/providers/" + MAGDEBURG + "/rules/versions/1")) {
            demand(desk.get("paul.revision", path), 200);
        }
        for (String path : List.of(
                "/simulations",
                "/proposals",
                "/proposals/" + proposal + "/submit",
                "/proposals/" + proposal + "/approve",
                "/proposals/" + proposal + "/activate",
                "/proposals/" + proposal + "/refuse",
                "/proposals/" + proposal + "/withdraw",
                "/providers/" + MAGDEBURG + "/rules/versions/1/roll-back")) {
            assertThat(desk.send(paul, "POST", path, "{\"provider\":\"" + MAGDEBURG + "\"}")
                            .status())
                    .as(path)
                    .isEqualTo(403);
        }
        assertThat(desk.send(paul, "PUT", "/proposals/" + proposal, "{}").status())
                .isEqualTo(403);
        for (String path : List.of("/proposals", "/providers/" + DRESDEN + "/rules")) {
            assertThat(desk.get("bernd.vogel", path).status()).isEqualTo(403);
        }
        demand(desk.post("heiko.admin", "/proposals/" + proposal + "/withdraw", Map.of()), 200);
    }
}
