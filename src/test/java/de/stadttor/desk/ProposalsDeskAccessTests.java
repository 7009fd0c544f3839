package de.stadttor.desk;

import static de.stadttor.testing.Desk.demand;
import static de.stadttor.testing.Desk.rule;
import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.access.RuleSets;
import de.stadttor.testing.Desk;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.Visitor.Stop;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Proposed changes and versions of rules at the desk, as every role and across providers. */
class ProposalsDeskAccessTests {

    private static final HubUnderTest HUB = HubUnderTest.shared();
    private static final DeskPeople PEOPLE = new DeskPeople(HUB);
    private static final Desk API = new Desk(HUB);
    private static final String DRESDEN = "ebit-dresden";
    private static final String MAGDEBURG = "kid-magdeburg";
    private static final List<String> COLUMNS = List.of(
            "otto.betrieb",
            "dirk.admin",
            "daniela.admin",
            "heiko.admin",
            "paul.revision",
            "bernd.vogel",
            "anna.richter");

    private static String dresden = "";
    private static String magdeburg = "";

    @BeforeAll
    static void propose() {
        dresden = submitted();
        magdeburg = API.draft("heiko.admin", MAGDEBURG, List.of(rule("md-zu", "bauantrag", "/Zutritt", "genehmigen")));
        demand(API.act("heiko.admin", magdeburg, "submit"), 200);
    }

    @AfterAll
    static void withdraw() {
        demand(API.post("heiko.admin", "/proposals/" + magdeburg + "/withdraw", Map.of()), 200);
        HUB.putBack();
    }

    /** By Dirk; a second admin of Dresden has to approve it. */
    private static String submitted() {
        String id = API.draft(
                "dirk.admin",
                DRESDEN,
                List.of(rule("dd-zu-" + UUID.randomUUID(), "bauantrag", "/Zutritt", "genehmigen")));
        demand(API.act("dirk.admin", id, "submit"), 200);
        return id;
    }

    private static String state(String proposal) {
        return API.get("otto.betrieb", "/proposals/" + proposal).text("state");
    }

    @AccessTable(path = "/desk/providers/{0}")
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # page                                                                | otto | dirk | daniela | heiko | paul | bernd | anna
            ebit-dresden/proposals                                                | 200  | 200  | 200     | 403   | 403  | 403   | 403
            kid-magdeburg/proposals                                               | 200  | 403  | 403     | 200   | 200  | 403   | 403
            lecos-leipzig/proposals                                               | 200  | 403  | 403     | 403   | 403  | 403   | 403
            nowhere/proposals                                                     | 404  | 404  | 404     | 404   | 404  | 404   | 403
            ebit-dresden/proposals?before=x&text=%00'--&application=%00           | 200  | 200  | 200     | 403   | 403  | 403   | 403
            ebit-dresden/proposals/DRESDEN                                        | 200  | 200  | 200     | 403   | 403  | 403   | 403
            ebit-dresden/proposals/DRESDEN?page=x&rules=-1&version=y&text=%00'--  | 200  | 200  | 200     | 403   | 403  | 403   | 403
            kid-magdeburg/proposals/MAGDEBURG                                     | 200  | 403  | 403     | 200   | 200  | 403   | 403
            ebit-dresden/proposals/MAGDEBURG                                      | 404  | 404  | 404     | 403   | 403  | 403   | 403
            kid-magdeburg/proposals/DRESDEN                                       | 404  | 403  | 403     | 404   | 404  | 403   | 403
            nowhere/proposals/MAGDEBURG                                           | 404  | 404  | 404     | 404   | 404  | 404   | 403
            ebit-dresden/proposals/00000000-0000-4000-8000-000000000000           | 404  | 404  | 404     | 403   | 403  | 403   | 403
            ebit-dresden/proposals/1                                              | 404  | 404  | 404     | 403   | 403  | 403   | 403
            ebit-dresden/versions                                                 | 200  | 200  | 200     | 403   | 403  | 403   | 403
            kid-magdeburg/versions                                                | 200  | 403  | 403     | 200   | 200  | 403   | 403
            ebit-dresden/versions?below=x                                         | 200  | 200  | 200     | 403   | 403  | 403   | 403
            ebit-dresden/versions/1                                               | 200  | 200  | 200     | 403   | 403  | 403   | 403
            kid-magdeburg/versions/1                                              | 200  | 403  | 403     | 200   | 200  | 403   | 403
            ebit-dresden/versions/0                                               | 404  | 404  | 404     | 403   | 403  | 403   | 403
            ebit-dresden/versions/999999                                          | 404  | 404  | 404     | 403   | 403  | 403   | 403
            ebit-dresden/versions/x                                               | 404  | 404  | 404     | 403   | 403  | 403   | 403
            nowhere/versions                                                      | 404  | 404  | 404     | 404   | 404  | 404   | 403
            nowhere/versions/1                                                    | 404  | 404  | 404     | 404   | 404  | 404   | 403
            """)
    void pageIsShownToThoseWhomItConcerns(
            String path, int otto, int dirk, int daniela, int heiko, int paul, int bernd, int anna) {
        String asked = "/desk/providers/" + path.replace("DRESDEN", dresden).replace("MAGDEBURG", magdeburg);
        expect(List.of(otto, dirk, daniela, heiko, paul, bernd, anna), user -> PEOPLE.opens(user, asked));
    }

    @AccessTable(value = "POST", path = "/desk/providers/ebit-dresden/proposals/DRESDEN?step={0}")
    @ParameterizedTest(name = "{0} by {1}")
    @CsvSource(delimiter = '|', textBlock = """
            # step     | ends as   | otto | dirk | daniela | heiko | paul | bernd | anna
            submit     | submitted | 403  | 200  | 403     | 403   | 403  | 403   | 403
            approve    | submitted | 403  | 403  | 200     | 403   | 403  | 403   | 403
            activate   | submitted | 200  | 200  | 200     | 403   | 403  | 403   | 403
            refuse     | refused   | 403  | 403  | 200     | 403   | 403  | 403   | 403
            withdraw   | submitted | 403  | 200  | 403     | 403   | 403  | 403   | 403
            withdrawn  | withdrawn | 403  | 200  | 403     | 403   | 403  | 403   | 403
            redo       | submitted | 403  | 200  | 403     | 403   | 403  | 403   | 403
            last-seen  | submitted | 403  | 200  | 403     | 403   | 403  | 403   | 403
            look-again | submitted | 200  | 200  | 200     | 403   | 403  | 403   | 403
            anything   | submitted | 404  | 404  | 404     | 403   | 403  | 403   | 403
            """)
    void stepIsOpenToThoseWhoseItIs(
            String step, String end, int otto, int dirk, int daniela, int heiko, int paul, int bernd, int anna) {
        String id = submitted();
        expect(
                List.of(otto, dirk, daniela, heiko, paul, bernd, anna),
                user -> posts(user, DRESDEN, "proposals/" + id, step));
        assertThat(state(id)).isEqualTo(end);
    }

    @AccessTable(value = "POST", path = "/desk/providers/{0}")
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            # page                                                      | step       | otto | dirk | daniela | heiko | paul | bernd | anna
            kid-magdeburg/proposals/MAGDEBURG                           | look-again | 200  | 403  | 403     | 200   | 403  | 403   | 403
            kid-magdeburg/proposals/MAGDEBURG                           | approve    | 403  | 403  | 403     | 403   | 403  | 403   | 403
            ebit-dresden/proposals/MAGDEBURG                            | look-again | 404  | 404  | 404     | 403   | 403  | 403   | 403
            kid-magdeburg/proposals/DRESDEN                             | look-again | 404  | 403  | 403     | 404   | 404  | 403   | 403
            ebit-dresden/proposals/00000000-0000-4000-8000-000000000000 | withdrawn  | 404  | 404  | 404     | 403   | 403  | 403   | 403
            nowhere/proposals/DRESDEN                                   | look-again | 404  | 404  | 404     | 404   | 404  | 404   | 403
            ebit-dresden/versions/1                                     | look       | 200  | 200  | 200     | 403   | 403  | 403   | 403
            ebit-dresden/versions/999999                                | look       | 404  | 404  | 404     | 403   | 403  | 403   | 403
            ebit-dresden/versions/CURRENT                               | propose    | 400  | 400  | 400     | 403   | 403  | 403   | 403
            kid-magdeburg/versions/1                                    | look       | 200  | 403  | 403     | 200   | 403  | 403   | 403
            kid-magdeburg/versions/1                                    | propose    | 400  | 403  | 403     | 400   | 403  | 403   | 403
            nowhere/versions/1                                          | look       | 404  | 404  | 404     | 404   | 404  | 404   | 403
            """)
    void noStepLeadsAcrossProviders(
            String page, String step, int otto, int dirk, int daniela, int heiko, int paul, int bernd, int anna) {
        String asked = page.replace("DRESDEN", dresden)
                .replace("MAGDEBURG", magdeburg)
                .replace("CURRENT", String.valueOf(HUB.bean(RuleSets.class).version(DRESDEN)));
        int slash = asked.indexOf('/');
        expect(
                List.of(otto, dirk, daniela, heiko, paul, bernd, anna),
                user -> posts(user, asked.substring(0, slash), asked.substring(slash + 1), step));
        assertThat(state(magdeburg)).isEqualTo("submitted");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"submit", "approve", "activate", "refuse", "withdraw", "withdrawn", "redo", "look-again", "x"})
    void anAuditorAndAnotherProvidersAdminReachNoStepOfMagdeburg(String step) {
        assertThat(posts("paul.revision", MAGDEBURG, "proposals/" + magdeburg, step)
                        .status())
                .isEqualTo(403);
        assertThat(posts("dirk.admin", MAGDEBURG, "proposals/" + magdeburg, step)
                        .status())
                .isEqualTo(403);
        assertThat(posts("dirk.admin", DRESDEN, "proposals/" + magdeburg, step).status())
                .isEqualTo(404);
        assertThat(posts("paul.revision", MAGDEBURG, "versions/1", step).status())
                .isEqualTo(403);
        assertThat(state(magdeburg)).isEqualTo("submitted");
    }

    @Test
    void anAuditorSeesNumbersAndNoNamesAndNothingToPress() {
        String page = PEOPLE.opens("paul.revision", "/desk/providers/" + MAGDEBURG + "/proposals/" + magdeburg)
                .body();

        assertThat(page)
                .contains("data-bar=\"reader\"", "data-numbers")
                .doesNotContain("data-person", "data-action=\"approve\"", "data-action=\"refuse\"", "name=\"seen\"");
    }

    @Test
    void theAuthorIsNeverOfferedToApproveAndIsToldWhy() {
        String path = "/desk/providers/" + DRESDEN + "/proposals/" + dresden;
        String dirk = PEOPLE.opens("dirk.admin", path).body();

        assertThat(dirk)
                .contains("data-bar=\"author\"", "data-next=\"submitted_mine\"")
                .doesNotContain("data-action=\"approve\"", "data-action=\"refuse\"");
        assertThat(PEOPLE.opens("daniela.admin", path).body())
                .contains("data-next=\"submitted_you\"", "data-action=\"approve\"", "data-action=\"refuse\"");
        assertThat(PEOPLE.opens("otto.betrieb", path).body())
                .contains("data-bar=\"other_role\"")
                .doesNotContain("data-action=\"approve\"");
    }

    @Test
    void aRefusalNeedsWordsAndNothingIsLost() {
        Stop page = posts("daniela.admin", DRESDEN, "proposals/" + dresden, "refuse", "why", " ");

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.body()).contains("data-problem=\"missing\"");
        assertThat(posts("daniela.admin", DRESDEN, "proposals/" + dresden, "refuse", "why", "lang".repeat(600))
                        .body())
                .contains("data-problem=\"too_long\"", "langlang");
        assertThat(state(dresden)).isEqualTo("submitted");
    }

    @Test
    void whatWasShownToSomebodyElseIsNoGround() {
        String seen = PEOPLE.opens("dirk.admin", "/desk/providers/" + DRESDEN + "/proposals/" + dresden)
                .attribute("name=\"seen\" value")
                .orElse("AAAA");

        Stop page = posts("daniela.admin", DRESDEN, "proposals/" + dresden, "approve", "seen", seen);

        assertThat(page.uri().toString()).contains("problem=not_seen");
        assertThat(state(dresden)).isEqualTo("submitted");
    }

    @Test
    void aFormWithoutItsProofDoesNothing() {
        String id = submitted();
        Stop page = PEOPLE.posts(
                "dirk.admin",
                "/desk/providers/" + DRESDEN + "/proposals/" + id,
                Map.of("step", "withdrawn", "proof", "guessed"));

        assertThat(page.status()).isEqualTo(403);
        assertThat(state(id)).isEqualTo("submitted");
    }

    private interface Step {
        Stop by(String user);
    }

    private static void expect(List<Integer> statuses, Step step) {
        for (int i = 0; i < COLUMNS.size(); i++) {
            assertThat(step.by(COLUMNS.get(i)).status()).as(COLUMNS.get(i)).isEqualTo(statuses.get(i));
        }
    }

    private static Stop posts(String user, String provider, String page, String step, String... further) {
        Map<String, String> form = new LinkedHashMap<>(Map.of("step", step, "why", "nein"));
        for (int i = 0; i < further.length; i += 2) {
            form.put(further[i], further[i + 1]);
        }
        return PEOPLE.posts(user, "/desk/providers/" + provider + "/" + page, form);
    }
}
