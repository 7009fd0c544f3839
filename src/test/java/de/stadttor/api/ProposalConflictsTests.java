package de.stadttor.api;

import static de.stadttor.testing.Desk.demand;
import static de.stadttor.testing.Desk.reading;
import static de.stadttor.testing.Desk.rule;
import static de.stadttor.testing.Desk.tag;
import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.access.RuleSets;
import de.stadttor.platform.Json;
import de.stadttor.testing.Desk;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.TestClient.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two who change the same through the API: the second sees what the first did, and neither loses anything. */
class ProposalConflictsTests {

    private static final String DRESDEN = "ebit-dresden";
    private static final String DIRK = "dirk.admin";
    private static final String MELDEWESEN = "/Bürgeramt/Meldewesen";

    private final HubUnderTest hub = HubUnderTest.shared();
    private final Desk desk = new Desk(hub);

    @AfterEach
    void putBack() {
        hub.putBack();
        hub.bean(JdbcClient.class).sql("delete from proposal_step").update();
        hub.bean(JdbcClient.class).sql("delete from proposal").update();
    }

    private static Map<String, Object> setting(Object... rules) {
        return new HashMap<>(Map.of("set", List.of(rules), "why", "Vertretung"));
    }

    private static Map<String, Object> settingFrom(long baseVersion, Object... rules) {
        Map<String, Object> body = setting(rules);
        body.put("baseVersion", baseVersion);
        return body;
    }

    private Answer sees(String user, String proposal) {
        return demand(desk.get(user, "/proposals/" + proposal), 200);
    }

    private Answer puts(String proposal, @Nullable String tag, Object body) {
        return desk.send(desk.token(DIRK), "PUT", "/proposals/" + proposal, Json.write(body), tag);
    }

    private Answer adds(String user, String proposal, @Nullable String tag, Object body) {
        return desk.send(desk.token(user), "POST", "/proposals/" + proposal + "/edits", Json.write(body), tag);
    }

    private Answer adds(String proposal, Object body) {
        return adds(DIRK, proposal, tag(sees(DIRK, proposal)), body);
    }

    private String draft(String... rules) {
        return desk.draft(
                DIRK, DRESDEN, List.of(rules).stream().map(Desk::reading).toList());
    }

    private long version() {
        return hub.bean(RuleSets.class).version(DRESDEN);
    }

    /** Another admin's change of one rule, until it counts. */
    private void danielaMakes(Map<String, Object> rule) {
        desk.through("daniela.admin", desk.draft("daniela.admin", DRESDEN, List.of(rule)), null);
    }

    private static String rules(Answer proposal) {
        return String.valueOf(proposal.json().get("changes"));
    }

    @Test
    void aTagIsTheSameUntilTheProposalChanges() {
        Answer made = demand(
                desk.post(DIRK, "/proposals", Map.of("provider", DRESDEN, "set", List.of(reading("dd-a")), "why", "x")),
                201);
        String id = made.text("id");

        assertThat(tag(made)).startsWith("\"").isEqualTo(tag(sees(DIRK, id))).isEqualTo(tag(sees(DIRK, id)));
        Answer edited = demand(puts(id, tag(made), setting(reading("dd-b"))), 200);
        assertThat(tag(edited)).isNotEqualTo(tag(made)).isEqualTo(tag(sees(DIRK, id)));
        Answer withdrawn = desk.post(DIRK, "/proposals/" + id + "/withdraw", Map.of());
        assertThat(tag(demand(withdrawn, 200))).isNotEqualTo(tag(edited));
    }

    @Test
    void theSecondOfTwoEditsSeesTheFirstAndLosesNothing() {
        String id = draft("dd-a");
        String seen = tag(sees(DIRK, id));
        Answer first = demand(puts(id, seen, setting(reading("dd-a"), reading("dd-b"))), 200);

        Answer second = puts(id, seen, setting(reading("dd-a"), reading("dd-c")));

        assertThat(second.status()).isEqualTo(412);
        assertThat(second.response().headers().firstValue("Content-Type").orElseThrow())
                .startsWith("application/problem+json");
        assertThat(second.json().get("current")).isEqualTo(first.json());
        assertThat(tag(second)).isEqualTo(tag(first));
        assertThat(rules(sees(DIRK, id))).contains("dd-b").doesNotContain("dd-c");
        demand(puts(id, tag(second), setting(reading("dd-a"), reading("dd-b"), reading("dd-c"))), 200);
        assertThat(rules(sees(DIRK, id))).contains("dd-a", "dd-b", "dd-c");
    }

    @Test
    void ofSixteenEditsAtOnceOneIsTheFirst() throws Exception {
        String id = draft("dd-a");
        String seen = tag(sees(DIRK, id));
        String token = desk.token(DIRK);
        List<Future<Integer>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            for (int i = 0; i < 16; i++) {
                String body = Json.write(setting(reading("dd-" + i)));
                answers.add(threads.submit(() ->
                        desk.send(token, "PUT", "/proposals/" + id, body, seen).status()));
            }
        }
        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> answer : answers) {
            statuses.add(answer.get());
        }

        assertThat(statuses).containsOnly(200, 412).containsOnlyOnce(200);
    }

    @Test
    void whoSaysNothingOfWhatTheySawChangesNothing() {
        String id = draft("dd-a");
        String seen = tag(sees(DIRK, id));

        for (Answer answer :
                List.of(puts(id, null, setting(reading("dd-b"))), adds(DIRK, id, null, setting(reading("dd-b"))))) {
            assertThat(answer.status()).isEqualTo(428);
            assertThat(answer.text("detail")).contains("If-Match");
        }
        assertThat(tag(sees(DIRK, id))).isEqualTo(seen);
    }

    @Test
    void onlyTheStrongTagOfNowWillDo() {
        String id = draft("dd-a");
        String seen = tag(sees(DIRK, id));

        for (String tag : List.of("W/" + seen, "\"x\"", "\"x\", \"y\"")) {
            assertThat(puts(id, tag, setting(reading("dd-b"))).status()).as(tag).isEqualTo(412);
        }
        assertThat(puts(id, "no tag", setting(reading("dd-b"))).status()).isEqualTo(400);
        assertThat(tag(sees(DIRK, id))).isEqualTo(seen);
        demand(puts(id, "\"x\", " + seen, setting(reading("dd-b"))), 200);
        demand(puts(id, "*", setting(reading("dd-c"))), 200);
    }

    @Test
    void whatAnotherMadeOfTheSameRuleIsInSightBeforeItIsOverwritten() {
        String id = draft("dd-a");
        String seen = tag(sees(DIRK, id));
        danielaMakes(rule("dd-a", "bauantrag", "/IT", "bearbeiten"));

        Answer unseen = puts(id, seen, setting(rule("dd-a", "bauantrag", MELDEWESEN, "bearbeiten")));

        assertThat(unseen.status()).isEqualTo(412);
        assertThat(unseen.body()).contains("Daniela", "/IT", "\"version\":" + version());
        Answer current = sees(DIRK, id);
        assertThat(String.valueOf(current.json().get("conflicts")))
                .contains("rule=dd-a", "wanted={", "found={", "actorName=Daniela");
        demand(puts(id, tag(current), setting(rule("dd-a", "bauantrag", MELDEWESEN, "bearbeiten"))), 200);
        assertThat(sees(DIRK, id).json()).containsEntry("conflicts", List.of());
        demand(desk.act(DIRK, id, "activate"), 200);
    }

    @Test
    void aRuleThatWasOutOfSightIsNotOverwritten() {
        long before = version();
        String id = draft("dd-a");
        danielaMakes(rule("dd-b", "bauantrag", "/IT", "bearbeiten"));
        Map<String, Object> both = setting(reading("dd-a"), reading("dd-b"));

        for (Answer answer : List.of(
                desk.edit(DIRK, id, both),
                adds(id, setting(reading("dd-b"))),
                adds(id, settingFrom(before, reading("dd-b"))),
                desk.post(
                        DIRK,
                        "/proposals",
                        Map.of(
                                "provider",
                                DRESDEN,
                                "baseVersion",
                                before,
                                "set",
                                List.of(reading("dd-b")),
                                "why",
                                "x")))) {
            assertThat(answer.status()).as(answer.body()).isEqualTo(409);
            assertThat(answer.json()).containsEntry("version", (int) version());
            assertThat(String.valueOf(answer.json().get("conflicts")))
                    .contains("rule=dd-b", "actorName=Daniela", "/IT", MELDEWESEN);
        }
        assertThat(rules(sees(DIRK, id))).contains("dd-a").doesNotContain("dd-b");
        demand(adds(id, settingFrom(version(), reading("dd-b"))), 200);
        assertThat(rules(sees(DIRK, id))).contains("dd-a", "dd-b");
    }

    @Test
    void otherPeoplesChangesOfOtherRulesAreInNobodysWay() {
        String id = draft("dd-a");
        String seen = tag(sees(DIRK, id));
        danielaMakes(rule("dd-b", "bauantrag", "/IT", "bearbeiten"));

        demand(adds(DIRK, id, seen, setting(reading("dd-c"))), 200);
        demand(desk.act(DIRK, id, "activate"), 200);
        assertThat(desk.get(DIRK, "/providers/" + DRESDEN + "/rules").body()).contains("dd-a", "dd-b", "dd-c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1000000", "\"1\"", "1.5", "99999999999"})
    void aVersionThatNeverWasIsNotInSight(String version) {
        String id = draft("dd-a");
        String body = "{\"set\": [" + Json.write(reading("dd-b")) + "], \"baseVersion\": " + version + "}";

        Answer answer = desk.send(desk.token(DIRK), "POST", "/proposals/" + id + "/edits", body, "*");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("detail")).contains("baseVersion");
    }

    @Test
    void aDraftTakesFurtherRulesAndRemovalsOneAfterTheOther() {
        String id = draft("dd-a");
        demand(adds(id, Map.of("set", List.of(reading("dd-b")))), 200);
        demand(adds(id, Map.of("remove", List.of("dd-melde"))), 200);
        demand(adds(id, Map.of("set", List.of(rule("dd-a", "bauantrag", "/IT", "lesen")))), 200);
        Answer all = demand(adds(id, Map.of("remove", List.of("dd-b"), "why", "doch nicht")), 200);

        assertThat(all.json()).containsEntry("why", "doch nicht").containsEntry("state", "draft");
        assertThat(rules(all))
                .contains("rule=dd-a, action=add", "/IT", "rule=dd-melde, action=remove")
                .doesNotContain("dd-b");
        assertThat(hub.bean(JdbcClient.class)
                        .sql("select kind from proposal_step where proposal = :id order by number")
                        .param("id", UUID.fromString(id))
                        .query(String.class)
                        .list())
                .containsExactly("drafted", "edited", "edited", "edited", "edited");
        Answer audit = demand(desk.get("otto.betrieb", "/audit-events?kind=proposal&limit=5"), 200);
        assertThat(audit.body().split("\"step\":\"edited\"", -1)).hasSize(5);
    }

    @Test
    void aRuleThatIsNoneKeepsAllOthersOutAndEverythingWrongIsSaidAtOnce() {
        String id = draft("dd-a");
        String seen = tag(sees(DIRK, id));
        Map<String, Object> nowhere = reading("dd-x");
        nowhere.put("application", 7);
        nowhere.put("from", "gestern");
        nowhere.put("colour", "blue");
        Map<String, Object> empty = reading("dd-y");
        empty.put("when", Map.of());

        Answer answer = adds(id, Map.of("set", List.of(reading("dd-b"), nowhere, empty)));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(String.valueOf(answer.json().get("errors")))
                .contains("/application", "/from", "/colour", "dd-x", "/when", "dd-y")
                .doesNotContain("dd-b");
        Map<String, Object> unknown = rule("dd-x", "bauantrag", MELDEWESEN, "fliegen");
        Map<String, Object> unheard = rule("dd-y", "nirgends", MELDEWESEN, "lesen");
        Answer invalid = adds(id, Map.of("set", List.of(reading("dd-b"), unknown, unheard)));
        assertThat(invalid.status()).isEqualTo(400);
        assertThat(String.valueOf(invalid.json().get("errors"))).contains("fliegen", "nirgends");
        assertThat(tag(sees(DIRK, id))).isEqualTo(seen);
    }

    @Test
    void nobodyElseAddsToADraft() {
        String id = draft("dd-a");
        Object further = Map.of("set", List.of(reading("dd-b")));

        assertThat(adds("daniela.admin", id, "*", further).status()).isEqualTo(403);
        assertThat(adds("otto.betrieb", id, "*", further).status()).isEqualTo(403);
        assertThat(adds("heiko.admin", id, "*", further).status()).isEqualTo(404);
        assertThat(adds("heiko.admin", id, null, further).status()).isEqualTo(404);
        assertThat(adds("bernd.vogel", id, "*", further).status()).isEqualTo(403);
        assertThat(adds(DIRK, UUID.randomUUID().toString(), "*", further).status())
                .isEqualTo(404);
        Map<String, Object> foreign = rule("md-neu", "bauantrag", "/FB 63/63.1", "lesen");
        foreign.put("provider", "kid-magdeburg");
        assertThat(adds(id, Map.of("set", List.of(foreign))).status()).isEqualTo(403);
        assertThat(adds(id, Map.of("set", List.of(rule("dd-o", "stadttor", "/IT", "operator"))))
                        .status())
                .isEqualTo(403);
        assertThat(rules(sees(DIRK, id))).doesNotContain("dd-b");
    }

    @Test
    void whatWasSentOnOrIsOverTakesNothingMore() {
        String id = desk.draft(DIRK, DRESDEN, List.of(rule("dd-a", "bauantrag", MELDEWESEN, "genehmigen")));
        demand(desk.act(DIRK, id, "submit"), 200);

        Answer submitted = adds(id, Map.of("set", List.of(reading("dd-b"))));

        assertThat(submitted.status()).isEqualTo(409);
        assertThat(submitted.text("detail")).contains("submitted");
        demand(desk.post(DIRK, "/proposals/" + id + "/withdraw", Map.of()), 200);
        assertThat(adds(id, Map.of("set", List.of(reading("dd-b")))).status()).isEqualTo(409);
    }

    @Test
    void whatChangesNothingIsNoEdit() {
        String id = draft("dd-a");

        Answer nothing = adds(id, Map.of("remove", List.of("dd-a")));

        assertThat(nothing.status()).isEqualTo(400);
        assertThat(nothing.text("detail")).contains("Nothing would change");
        assertThat(rules(sees(DIRK, id))).contains("dd-a");
    }

    @Test
    void aStepIsBoundToWhatWasSeenForWhoeverSaysSo() {
        String id = desk.draft(DIRK, DRESDEN, List.of(rule("dd-a", "bauantrag", MELDEWESEN, "genehmigen")));
        String draft = tag(sees(DIRK, id));
        demand(adds(id, Map.of("set", List.of(reading("dd-b")))), 200);
        String seen = Json.write(desk.seen(DIRK, id));

        for (String step : List.of("submit", "activate", "withdraw")) {
            Answer stale = desk.send(desk.token(DIRK), "POST", "/proposals/" + id + "/" + step, seen, draft);
            assertThat(stale.status()).as(step).isEqualTo(412);
            assertThat(String.valueOf(stale.json().get("current"))).contains("dd-b", "state=draft");
        }
        String now = tag(sees(DIRK, id));
        demand(desk.send(desk.token(DIRK), "POST", "/proposals/" + id + "/submit", seen, now), 200);
        String daniela = desk.token("daniela.admin");
        String approval = Json.write(desk.seen("daniela.admin", id));
        assertThat(desk.send(daniela, "POST", "/proposals/" + id + "/approve", approval, now)
                        .status())
                .isEqualTo(412);
        assertThat(desk.send(daniela, "POST", "/proposals/" + id + "/refuse", "{\"why\": \"nein\"}", now)
                        .status())
                .isEqualTo(412);
        assertThat(sees(DIRK, id).json()).containsEntry("state", "submitted");
        String latest = tag(sees("daniela.admin", id));
        demand(desk.send(daniela, "POST", "/proposals/" + id + "/approve", approval, latest), 200);
    }

    /** A stale tag tells nobody more than they may see. */
    @Test
    void whoMayNotSeeItIsToldNothingOfItsState() {
        String id = draft("dd-a");
        for (String step : List.of("submit", "approve", "activate", "refuse", "withdraw")) {
            String body = step.equals("refuse") ? "{\"why\": \"x\"}" : "{}";
            Answer answer =
                    desk.send(desk.token("heiko.admin"), "POST", "/proposals/" + id + "/" + step, body, "\"stale\"");
            assertThat(answer.status()).as(step).isEqualTo(404);
            assertThat(answer.body()).doesNotContain("dd-a");
        }
    }
}
