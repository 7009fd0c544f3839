package de.stadttor.api;

import static de.stadttor.testing.Desk.approving;
import static de.stadttor.testing.Desk.demand;
import static de.stadttor.testing.Desk.reading;
import static de.stadttor.testing.Desk.rule;
import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.access.RuleSets;
import de.stadttor.person.Accounts;
import de.stadttor.platform.Actor;
import de.stadttor.platform.Json;
import de.stadttor.testing.Desk;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.SignedIn;
import de.stadttor.testing.TestClient.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** From a draft to a version that counts, with the demo's people and their real tokens. */
class ProposalsApiTests {

    private static final String DRESDEN = "ebit-dresden";
    private static final String ANNAS_GROUP = "/Bauaufsichtsamt/Sachbearbeitung";

    private final HubUnderTest hub = HubUnderTest.shared();
    private final Desk desk = new Desk(hub);

    @AfterEach
    void putBack() {
        hub.putBack();
        hub.bean(JdbcClient.class)
                .sql("delete from account where upstream_subject like 'made-up-%'")
                .update();
    }

    private String state(String proposal) {
        return desk.get("otto.betrieb", "/proposals/" + proposal).text("state");
    }

    private long version(String provider) {
        return hub.bean(RuleSets.class).version(provider);
    }

    /** Somebody whom the hub saw once. */
    private UUID madeUp(String provider, String email, String... groups) {
        UUID id = UUID.randomUUID();
        hub.bean(JdbcClient.class)
                .sql("""
                        insert into account (id, provider, upstream_subject, created_at, claims, claims_read_at)
                        values (:id, :provider, :subject, now(), :claims, now())
                        """)
                .param("id", id)
                .param("provider", provider)
                .param("subject", "made-up-" + id)
                .param(
                        "claims",
                        Json.jsonb(Map.of(
                                "groups",
                                List.of(groups),
                                "groupsComplete",
                                true,
                                "roles",
                                List.of(),
                                "ags",
                                provider.equals(DRESDEN) ? "14612000" : "14713000",
                                "profile",
                                Map.of("name", "Max Erfunden"),
                                "email",
                                email,
                                "emailVerified",
                                true)))
                .update();
        return id;
    }

    @Test
    void aSensitiveRoleCountsAfterASecondAdminsApprovalAndGoesAwayByARollBack() {
        SignedIn anna = SignedIn.anna(hub);
        Answer tokens = anna.tokens();
        long before = version(DRESDEN);
        String proposal = desk.draft("dirk.admin", DRESDEN, approving());
        Answer shown = desk.post("dirk.admin", "/simulations", Map.of("proposal", proposal));
        assertThat(shown.response().headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(shown.json()).containsEntry("needs", List.of("provider-admin"));
        assertThat(String.valueOf(shown.json().get("rows")))
                .contains("name=Anna Richter", "unit=", "gained=[genehmigen]", "kept=[bearbeiten, lesen]");

        demand(desk.act("dirk.admin", proposal, "submit"), 200);
        assertThat(desk.act("dirk.admin", proposal, "approve").status()).isEqualTo(403);
        assertThat(desk.act("dirk.admin", proposal, "activate").status()).isEqualTo(409);
        demand(desk.act("daniela.admin", proposal, "approve"), 200);
        assertThat(version(DRESDEN)).isEqualTo(before);
        Answer active = demand(desk.act("dirk.admin", proposal, "activate"), 200);

        assertThat(active.json()).containsEntry("version", (int) before + 1);
        Answer refreshed = anna.client().refresh(tokens.text("refresh_token"));
        assertThat(refreshed.claims("access_token"))
                .containsEntry("roles", List.of("bearbeiten", "genehmigen", "lesen"));
        Answer told = desk.get("daniela.admin", "/providers/" + DRESDEN + "/rules/versions/" + (before + 1));
        assertThat(told.json()).containsEntry("why", "Vertretung").containsEntry("proposal", proposal);
        assertThat(told.body()).contains("dd-neu", "\"add\"");
        assertThat(hub.bean(JdbcClient.class)
                        .sql("select kind from proposal_step where proposal = :id order by number")
                        .param("id", UUID.fromString(proposal))
                        .query(String.class)
                        .list())
                .containsExactly("drafted", "submitted", "approved", "activated");

        String back = demand(
                        desk.post(
                                "daniela.admin",
                                "/providers/" + DRESDEN + "/rules/versions/" + before + "/roll-back",
                                Map.of("why", "Vertretung zu Ende")),
                        201)
                .text("id");
        assertThat(desk.act("daniela.admin", back, "activate").status()).isEqualTo(409);
        desk.through("daniela.admin", back, "dirk.admin");
        assertThat(anna.client().refresh(refreshed.text("refresh_token")).claims("access_token"))
                .containsEntry("roles", List.of("bearbeiten", "lesen"));
    }

    @Test
    void whoeverNeverSignedInIsFoundInTheDirectoryAndAGroupThatItDoesNotKnowIsNamed() {
        Answer shown = desk.post(
                "lars.admin",
                "/simulations",
                Map.of(
                        "provider",
                        "lecos-leipzig",
                        "set",
                        List.of(
                                rule("le-neu", "bauantrag", "A33-SB", "lesen"),
                                rule("le-weg", "bauantrag", "A99-SB", "lesen"))));

        assertThat(shown.json()).containsEntry("sources", List.of("directory", "last-seen"));
        assertThat(String.valueOf(shown.json().get("rows"))).contains("name=Katrin Wolf", "gained=[lesen]");
        assertThat(String.valueOf(shown.json().get("findings"))).contains("kind=unknown-group, rule=le-weg");
    }

    @Test
    void anOrdinaryChangeNeedsNobodyElseButMustHaveBeenSeenAsItIs() {
        String proposal = desk.draft("dirk.admin", DRESDEN, List.of(reading("dd-lesen")));
        Map<String, Object> seen = desk.seen("dirk.admin", proposal);

        assertThat(desk.post("dirk.admin", "/proposals/" + proposal + "/activate", Map.of())
                        .status())
                .isEqualTo(409);
        assertThat(desk.post("dirk.admin", "/proposals/" + proposal + "/activate", Map.of("seen", "x" + seen))
                        .status())
                .isEqualTo(409);
        assertThat(desk.post("daniela.admin", "/proposals/" + proposal + "/activate", seen)
                        .status())
                .isEqualTo(403);
        String other = desk.draft("dirk.admin", DRESDEN, List.of(reading("dd-lesen-2")));
        assertThat(desk.post("dirk.admin", "/proposals/" + other + "/activate", seen)
                        .status())
                .isEqualTo(409);
        desk.through("dirk.admin", other, null);
        assertThat(desk.post("dirk.admin", "/proposals/" + proposal + "/activate", seen)
                        .body())
                .contains("changed since you looked");
        desk.through("dirk.admin", proposal, null);
        assertThat(desk.get("dirk.admin", "/providers/" + DRESDEN + "/rules").body())
                .contains("\"dd-lesen\"", "\"dd-lesen-2\"");
    }

    @Test
    void aDraftCanGoByOtherSourcesOfStaff() {
        String proposal = desk.draft("dirk.admin", DRESDEN, List.of(reading("dd-quelle")));
        assertThat(desk.get("dirk.admin", "/proposals/" + proposal).json())
                .containsEntry("sources", List.of("directory", "last-seen"));

        Map<String, Object> edit =
                Map.of("set", List.of(reading("dd-quelle")), "sources", List.of("last-seen"), "why", "x");
        demand(desk.edit("dirk.admin", proposal, edit), 200);

        assertThat(desk.post("dirk.admin", "/simulations", Map.of("proposal", proposal))
                        .json())
                .containsEntry("sources", List.of("last-seen"));
        Map<String, Object> nowhere = Map.of("set", List.of(reading("dd-quelle")), "sources", List.of("x"), "why", "x");
        assertThat(desk.edit("dirk.admin", proposal, nowhere).status()).isEqualTo(400);
    }

    @Test
    void theSameClickTwiceIsOne() {
        String proposal = desk.draft("dirk.admin", DRESDEN, approving());
        assertThat(desk.draft("dirk.admin", DRESDEN, approving())).isEqualTo(proposal);
        long before = version(DRESDEN);
        desk.through("dirk.admin", proposal, "daniela.admin");

        for (String step : List.of("activate", "activate")) {
            demand(desk.act("dirk.admin", proposal, step), 200);
        }
        demand(desk.act("daniela.admin", proposal, "approve"), 200);
        assertThat(version(DRESDEN)).isEqualTo(before + 1);
    }

    @Test
    void sixteenApprovalsAndActivationsAtOnceAreOneOfEach() throws Exception {
        String proposal = desk.draft("dirk.admin", DRESDEN, approving());
        demand(desk.act("dirk.admin", proposal, "submit"), 200);
        long before = version(DRESDEN);
        String daniela = desk.token("daniela.admin");
        String seen = Json.write(desk.seen("daniela.admin", proposal));

        assertThat(atOnce(i -> desk.send(daniela, "POST", "/proposals/" + proposal + "/approve", seen)))
                .containsOnly(200);
        assertThat(atOnce(i -> desk.send(daniela, "POST", "/proposals/" + proposal + "/activate", seen)))
                .containsOnly(200);

        assertThat(version(DRESDEN)).isEqualTo(before + 1);
        assertThat(hub.bean(JdbcClient.class)
                        .sql("select kind from proposal_step where proposal = :id order by number")
                        .param("id", UUID.fromString(proposal))
                        .query(String.class)
                        .list())
                .containsExactly("drafted", "submitted", "approved", "activated");
    }

    private static List<Integer> atOnce(IntFunction<Answer> call) throws Exception {
        List<Future<Answer>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            for (int i = 0; i < 16; i++) {
                int number = i;
                answers.add(threads.submit(() -> call.apply(number)));
            }
        }
        List<Integer> statuses = new ArrayList<>();
        for (Future<Answer> answer : answers) {
            statuses.add(answer.get().status());
        }
        return statuses;
    }

    @Test
    void anApprovalIsVoidOnceThePeopleHaveChangedAndMustBeGivenAnew() {
        SignedIn.anna(hub);
        String proposal = desk.draft("dirk.admin", DRESDEN, approving());
        demand(desk.act("dirk.admin", proposal, "submit"), 200);
        demand(desk.act("daniela.admin", proposal, "approve"), 200);
        long before = version(DRESDEN);
        madeUp(DRESDEN, "max@dresden.example", ANNAS_GROUP);

        Answer refused = desk.act("dirk.admin", proposal, "activate");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body()).contains("the effect has changed");
        assertThat(state(proposal)).isEqualTo("submitted");
        assertThat(desk.act("dirk.admin", proposal, "activate").status()).isEqualTo(409);
        assertThat(version(DRESDEN)).isEqualTo(before);
        assertThat(desk.post("daniela.admin", "/simulations", Map.of("proposal", proposal))
                        .body())
                .contains("Max Erfunden");
        demand(desk.act("daniela.admin", proposal, "approve"), 200);
        demand(desk.act("dirk.admin", proposal, "activate"), 200);
    }

    @Test
    void anApprovalIsVoidOnceOtherRulesChangeTheEffect() {
        SignedIn.anna(hub);
        String proposal = desk.draft("dirk.admin", DRESDEN, approving());
        demand(desk.act("dirk.admin", proposal, "submit"), 200);
        Map<String, Object> seen = desk.seen("daniela.admin", proposal);
        hub.change(document -> document.replace(
                "when: {group: /Bauaufsichtsamt/Sachbearbeitung}, grant: [lesen, bearbeiten]",
                "when: {group: /Bauaufsichtsamt/Sachbearbeitung}, grant: [lesen, genehmigen]"));

        assertThat(desk.post("daniela.admin", "/proposals/" + proposal + "/approve", seen)
                        .body())
                .contains("changed since you looked");
        demand(desk.act("daniela.admin", proposal, "approve"), 200);
        hub.putBack();
        assertThat(desk.act("dirk.admin", proposal, "activate").body()).contains("the effect has changed");
        assertThat(state(proposal)).isEqualTo("submitted");
    }

    @Test
    void anApproverWhoHasLostTheRoleHasNotApproved() {
        String proposal = desk.draft("dirk.admin", DRESDEN, approving());
        demand(desk.act("dirk.admin", proposal, "submit"), 200);
        demand(desk.act("daniela.admin", proposal, "approve"), 200);
        UUID daniela = desk.account("daniela.admin");
        hub.bean(Accounts.class).disable(daniela, Actor.SYSTEM);
        try {
            assertThat(desk.act("dirk.admin", proposal, "activate").body()).contains("no longer has the role");
            assertThat(state(proposal)).isEqualTo("submitted");
        } finally {
            hub.bean(Accounts.class).enable(daniela, Actor.SYSTEM);
        }
    }

    @Test
    void changesOfOtherRulesStayAndChangesOfTheSameAreNamed() {
        Map<String, Object> theirs = rule("dd-gleich", "bauantrag", "/Bürgeramt/Meldewesen", "lesen");
        String mine = desk.draft("dirk.admin", DRESDEN, List.of(reading("dd-mein")));
        String same = desk.draft(
                "dirk.admin", DRESDEN, List.of(rule("dd-gleich", "bauantrag", "/IT/Administration", "lesen")));
        desk.through("daniela.admin", desk.draft("daniela.admin", DRESDEN, List.of(theirs)), null);

        demand(desk.act("dirk.admin", mine, "activate"), 200);
        Answer outdated = desk.act("dirk.admin", same, "activate");

        assertThat(outdated.status()).isEqualTo(409);
        assertThat(outdated.json()).containsEntry("details", List.of("rule dd-gleich was changed"));
        assertThat(state(same)).isEqualTo("outdated");
        Answer rules = desk.get("dirk.admin", "/providers/" + DRESDEN + "/rules");
        assertThat(rules.body()).contains("dd-mein", "dd-gleich", "dd-bau-sachbearbeitung");
        demand(
                desk.edit(
                        "dirk.admin",
                        same,
                        Map.of(
                                "set",
                                List.of(rule("dd-gleich", "bauantrag", "/IT/Administration", "lesen")),
                                "why",
                                "doch")),
                200);
        demand(desk.act("dirk.admin", same, "activate"), 200);
    }

    @Test
    void aRefusalIsTheEndAndIsKept() {
        String proposal = desk.draft("dirk.admin", DRESDEN, approving());
        demand(desk.act("dirk.admin", proposal, "submit"), 200);
        assertThat(desk.post("dirk.admin", "/proposals/" + proposal + "/refuse", Map.of("why", "nein"))
                        .status())
                .isEqualTo(403);
        demand(desk.post("daniela.admin", "/proposals/" + proposal + "/refuse", Map.of("why", "zu viele")), 200);

        assertThat(desk.act("daniela.admin", proposal, "approve").status()).isEqualTo(409);
        assertThat(desk.post("dirk.admin", "/proposals/" + proposal + "/withdraw", Map.of())
                        .status())
                .isEqualTo(409);
        assertThat(desk.get("dirk.admin", "/proposals/" + proposal).body()).contains("refused", "zu viele", "Daniela");
        assertThat(desk.get("dirk.admin", "/proposals?state=refused").body()).contains(proposal);
    }
}
