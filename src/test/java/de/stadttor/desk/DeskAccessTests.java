package de.stadttor.desk;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.Employee;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.Visitor.Stop;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every page and every action of the desk as every role, across providers: who gets in, who not, and what is not there. */
class DeskAccessTests {

    private static final HubUnderTest HUB = HubUnderTest.shared();
    private static final DeskPeople PEOPLE = new DeskPeople(HUB);
    private static final List<String> COLUMNS =
            List.of("otto.betrieb", "dirk.admin", "heiko.admin", "paul.revision", "bernd.vogel", "anna.richter");

    /** That of Anna's refusal at the desk. */
    private static String dresden = "";

    @AccessTable
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # page                                             | otto | dirk | heiko | paul | bernd | anna
            /desk                                              | 200  | 200  | 200   | 200  | 200   | 403
            /desk/providers                                    | 200  | 403  | 403   | 403  | 403   | 403
            /desk/providers/ebit-dresden/rules                 | 200  | 200  | 403   | 403  | 403   | 403
            /desk/providers/kid-magdeburg/rules                | 200  | 403  | 200   | 200  | 403   | 403
            /desk/providers/lecos-leipzig/rules                | 200  | 403  | 403   | 403  | 403   | 403
            /desk/providers/nowhere/rules                      | 404  | 404  | 404   | 404  | 404   | 403
            /desk/providers/EBIT-DRESDEN/rules                 | 404  | 404  | 404   | 404  | 404   | 403
            /desk/providers/nowhere/rules/dd-bau-leitung       | 404  | 404  | 404   | 404  | 404   | 403
            /desk/providers/nowhere/releases                   | 404  | 404  | 404   | 404  | 404   | 403
            /desk/providers/nowhere/releases/bauantrag         | 404  | 404  | 404   | 404  | 404   | 403
            /desk/providers/ebit-dresden/rules/dd-bau-leitung  | 200  | 200  | 403   | 403  | 403   | 403
            /desk/providers/ebit-dresden/rules/md-bau-leitung  | 404  | 404  | 403   | 403  | 403   | 403
            /desk/providers/kid-magdeburg/rules/md-bau-leitung | 200  | 403  | 200   | 200  | 403   | 403
            /desk/providers/ebit-dresden/releases              | 200  | 200  | 403   | 403  | 403   | 403
            /desk/providers/kid-magdeburg/releases             | 200  | 403  | 200   | 200  | 403   | 403
            /desk/providers/ebit-dresden/releases/bauantrag    | 200  | 200  | 403   | 403  | 403   | 403
            /desk/providers/kid-magdeburg/releases/bauantrag   | 200  | 403  | 200   | 200  | 403   | 403
            /desk/providers/ebit-dresden/releases/nothing      | 404  | 404  | 403   | 403  | 403   | 403
            /desk/providers/ebit-dresden/releases/stadttor-cli | 404  | 404  | 403   | 403  | 403   | 403
            /desk/why                                          | 200  | 200  | 200   | 200  | 403   | 403
            /desk/why?number=DRESDEN                           | 200  | 200  | 404   | 404  | 403   | 403
            /desk/why?number=0000-0000                         | 404  | 404  | 404   | 404  | 403   | 403
            /desk/why?number=%00'--                            | 404  | 404  | 404   | 404  | 403   | 403
            /desk/applications                                 | 200  | 200  | 200   | 200  | 200   | 403
            /desk/applications/bauantrag                       | 200  | 200  | 200   | 200  | 200   | 403
            /desk/applications/foerdermittel                   | 200  | 200  | 200   | 200  | 404   | 403
            /desk/applications/stadttor                        | 200  | 200  | 200   | 200  | 404   | 403
            /desk/applications/nothing                         | 404  | 404  | 404   | 404  | 404   | 403
            """)
    void pageIsShownToThoseWhomItConcerns(String path, int otto, int dirk, int heiko, int paul, int bernd, int anna) {
        String asked = path.replace("DRESDEN", path.startsWith("/desk/why") ? dresden() : "DRESDEN");
        List<Integer> expected = List.of(otto, dirk, heiko, paul, bernd, anna);
        for (int i = 0; i < COLUMNS.size(); i++) {
            Stop stop = PEOPLE.opens(COLUMNS.get(i), asked);
            assertThat(stop.status()).as(COLUMNS.get(i)).isEqualTo(expected.get(i));
        }
    }

    @AccessTable("POST")
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            # page                                             | step      | otto | dirk | heiko | paul | bernd | anna
            /desk/providers/ebit-dresden/releases/bauantrag    | look      | 200  | 200  | 403   | 403  | 403   | 403
            /desk/providers/kid-magdeburg/releases/bauantrag   | look      | 200  | 403  | 200   | 403  | 403   | 403
            /desk/providers/lecos-leipzig/releases/bauantrag   | given     | 200  | 403  | 403   | 403  | 403   | 403
            /desk/providers/kid-magdeburg/releases/bauantrag   | withdraw  | 200  | 403  | 200   | 403  | 403   | 403
            /desk/providers/lecos-leipzig/releases/bauantrag   | withdrawn | 200  | 403  | 403   | 403  | 403   | 403
            /desk/providers/ebit-dresden/releases/stadttor     | withdraw  | 200  | 403  | 403   | 403  | 403   | 403
            /desk/providers/ebit-dresden/releases/stadttor-cli | given     | 404  | 404  | 403   | 403  | 403   | 403
            /desk/providers/nowhere/releases/bauantrag         | given     | 404  | 404  | 404   | 404  | 404   | 403
            """)
    void actionIsOpenToThoseWhoMayChange(
            String path, String step, int otto, int dirk, int heiko, int paul, int bernd, int anna) {
        List<Integer> expected = List.of(otto, dirk, heiko, paul, bernd, anna);
        try {
            for (int i = 0; i < COLUMNS.size(); i++) {
                Stop stop = PEOPLE.posts(COLUMNS.get(i), path, Map.of("step", step, "claims", "name"));
                assertThat(stop.status()).as(COLUMNS.get(i)).isEqualTo(expected.get(i));
            }
        } finally {
            HUB.putBack();
        }
    }

    @ParameterizedTest
    @CsvSource({"dirk.admin, 200", "heiko.admin, 404", "paul.revision, 404", "bernd.vogel, 404", "otto.betrieb, 200"})
    void theApiTellsOfADecisionWhomTheDeskTells(String user, int status) {
        Employee person = PEOPLE.person(user);
        String token = person.tokens("stadttor").text("access_token");

        assertThat(new TestClient(HUB.issuer(), "stadttor")
                        .get("/api/v1/decisions/" + dresden(), token)
                        .status())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            otto.betrieb  | overview providers why applications audit
            dirk.admin    | overview rules proposals directory releases drift pictures why applications audit
            paul.revision | overview rules proposals directory releases drift pictures why applications audit
            bernd.vogel   | overview applications
            """)
    void navigationShowsWhatThePersonMaySee(String user, String sections) {
        String page = PEOPLE.opens(user, "/desk").body();

        assertThat(Pattern.compile("data-section=\"([a-z]+)\"")
                        .matcher(page)
                        .results()
                        .map(found -> found.group(1)))
                .containsExactly(sections.split(" "));
    }

    @Test
    void anAuditorSeesNoFormThatChangesAnything() {
        assertThat(PEOPLE.opens("paul.revision", "/desk/providers/kid-magdeburg/releases/bauantrag")
                        .body())
                .doesNotContain("data-action=\"look\"", "data-action=\"withdraw\"");
    }

    @Test
    void technicalDetailsAreForOwnersAndOperators() {
        for (String user : List.of("otto.betrieb", "bernd.vogel")) {
            assertThat(PEOPLE.opens(user, "/desk/applications/bauantrag").body())
                    .contains("data-technical", "http://localhost:9002/login/oauth2/code/stadttor");
        }
        for (String user : List.of("dirk.admin", "paul.revision")) {
            assertThat(PEOPLE.opens(user, "/desk/applications/bauantrag").body())
                    .doesNotContain("data-technical", "/login/oauth2/code/stadttor");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/desk/",
                "//desk",
                "/desk;x=y",
                "/desk/..;/desk",
                "/Desk",
                "/desk/providers/ebit-dresden/rules/",
                "/desk/%2e%2e/desk/providers"
            })
    void noSpellingOfAnAddressLeadsPastTheDoor(String path) {
        Stop stop = PEOPLE.newcomer("anna.richter").goes(URI.create(HUB.issuer() + path));

        assertThat(stop.body()).doesNotContain("data-section", "data-rule");
    }

    private static synchronized String dresden() {
        if (dresden.isEmpty()) {
            dresden = PEOPLE.opens("anna.richter", "/desk")
                    .attribute("data-reference")
                    .orElseThrow();
        }
        return dresden;
    }
}
