package de.stadttor.desk;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.access.RuleSets;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.Visitor.Stop;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may open the editor of which rule, and who may keep what with it. */
class EditorAccessTests {

    private static final HubUnderTest HUB = HubUnderTest.shared();
    private static final DeskPeople PEOPLE = new DeskPeople(HUB);
    private static final List<String> COLUMNS =
            List.of("otto.betrieb", "dirk.admin", "heiko.admin", "paul.revision", "bernd.vogel", "anna.richter");

    @AccessTable(path = "/desk/providers{0}")
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # page below /desk/providers                             | otto | dirk | heiko | paul | bernd | anna
            /ebit-dresden/rules/_new                                 | 200  | 200  | 403   | 403  | 403   | 403
            /kid-magdeburg/rules/_new                                | 200  | 403  | 200   | 403  | 403   | 403
            /nowhere/rules/_new                                      | 404  | 404  | 404   | 404  | 404   | 403
            /nowhere/rules/_new?application=bauantrag                | 404  | 404  | 404   | 404  | 404   | 403
            /nowhere/rules/dd-bau-leitung/change                     | 404  | 404  | 404   | 404  | 404   | 403
            /nowhere/rules/dd-bau-leitung/remove                     | 404  | 404  | 404   | 404  | 404   | 403
            /ebit-dresden/rules/_new?application=bauantrag           | 200  | 200  | 403   | 403  | 403   | 403
            /kid-magdeburg/rules/_new?application=bauantrag          | 200  | 403  | 200   | 403  | 403   | 403
            /ebit-dresden/rules/_new?application=stadttor            | 200  | 200  | 403   | 403  | 403   | 403
            /ebit-dresden/rules/_new?application=stadttor-cli        | 404  | 404  | 403   | 403  | 403   | 403
            /ebit-dresden/rules/_new?application=nothing             | 404  | 404  | 403   | 403  | 403   | 403
            /ebit-dresden/rules/dd-bau-leitung/change                | 200  | 200  | 403   | 403  | 403   | 403
            /ebit-dresden/rules/md-bau-leitung/change                | 404  | 404  | 403   | 403  | 403   | 403
            /kid-magdeburg/rules/md-bau-leitung/change               | 200  | 403  | 200   | 403  | 403   | 403
            /kid-magdeburg/rules/md-bau-leitung/remove               | 200  | 403  | 200   | 403  | 403   | 403
            /ebit-dresden/rules/md-bau-leitung/remove                | 404  | 404  | 403   | 403  | 403   | 403
            /kid-magdeburg/rules/nothing/remove                      | 404  | 403  | 404   | 403  | 403   | 403
            /ebit-dresden/rules/dd-verwaltung/change                 | 200  | 200  | 403   | 403  | 403   | 403
            /ebit-dresden/rules/dd-betrieb/change                    | 200  | 403  | 403   | 403  | 403   | 403
            /ebit-dresden/rules/dd-betrieb/remove                    | 200  | 403  | 403   | 403  | 403   | 403
            /kid-magdeburg/rules/md-revision/change                  | 200  | 403  | 403   | 403  | 403   | 403
            /ebit-dresden/rules/dd-bau-leitung/change?proposal=x     | 404  | 404  | 403   | 403  | 403   | 403
            /ebit-dresden/rules/dd-bau-leitung/change?proposal=GUESS | 404  | 404  | 403   | 403  | 403   | 403
            """)
    void editorIsOpenToThoseWhoMayChangeTheRule(
            String path, int otto, int dirk, int heiko, int paul, int bernd, int anna) {
        List<Integer> expected = List.of(otto, dirk, heiko, paul, bernd, anna);
        String address = "/desk/providers" + path.replace("GUESS", "7f1f3d4e-2222-4444-8888-000000000000");
        for (int i = 0; i < COLUMNS.size(); i++) {
            Stop stop = PEOPLE.opens(COLUMNS.get(i), address);
            assertThat(stop.status()).as(COLUMNS.get(i)).isEqualTo(expected.get(i));
        }
    }

    @AccessTable(value = "POST", path = "/desk/providers{0}")
    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(delimiter = '|', textBlock = """
            # page below /desk/providers                    | step | roles           | otto | dirk | heiko | paul | bernd | anna
            /ebit-dresden/rules/_new?application=bauantrag  | look | lesen           | 200  | 200  | 403   | 403  | 403   | 403
            /ebit-dresden/rules/_new?application=bauantrag  | save | lesen           | 303  | 303  | 403   | 403  | 403   | 403
            /kid-magdeburg/rules/_new?application=bauantrag | look | lesen           | 200  | 403  | 200   | 403  | 403   | 403
            /kid-magdeburg/rules/_new?application=bauantrag | save | lesen           | 303  | 403  | 303   | 403  | 403   | 403
            /ebit-dresden/rules/_new?application=stadttor   | save | provider-admin  | 303  | 303  | 403   | 403  | 403   | 403
            /ebit-dresden/rules/_new?application=stadttor   | save | operator        | 303  | 400  | 403   | 403  | 403   | 403
            /ebit-dresden/rules/dd-bau-leitung/change       | save | lesen           | 303  | 303  | 403   | 403  | 403   | 403
            /ebit-dresden/rules/dd-betrieb/change           | look | operator        | 200  | 403  | 403   | 403  | 403   | 403
            /ebit-dresden/rules/dd-betrieb/change           | save | provider-admin  | 303  | 403  | 403   | 403  | 403   | 403
            /kid-magdeburg/rules/md-bau-leitung/change      | save | lesen           | 303  | 403  | 303   | 403  | 403   | 403
            /kid-magdeburg/rules/md-bau-leitung/remove      |      | lesen           | 303  | 403  | 303   | 403  | 403   | 403
            /ebit-dresden/rules/dd-betrieb/remove           |      | lesen           | 303  | 403  | 403   | 403  | 403   | 403
            /ebit-dresden/rules/md-bau-leitung/remove       |      | lesen           | 404  | 404  | 403   | 403  | 403   | 403
            /ebit-dresden/rules/md-bau-leitung/change       | save | lesen           | 404  | 404  | 403   | 403  | 403   | 403
            /kid-magdeburg/rules/nothing/change             | look | lesen           | 404  | 403  | 404   | 403  | 403   | 403
            /nowhere/rules/_new?application=bauantrag       | save | lesen           | 404  | 404  | 404   | 404  | 404   | 403
            /nowhere/rules/dd-bau-leitung/change            | save | lesen           | 404  | 404  | 404   | 404  | 404   | 403
            /nowhere/rules/dd-bau-leitung/remove            |      | lesen           | 404  | 404  | 404   | 404  | 404   | 403
            """)
    void draftsAreKeptByThoseWhoMayChangeTheRule(
            String path, String step, String role, int otto, int dirk, int heiko, int paul, int bernd, int anna) {
        List<Integer> expected = List.of(otto, dirk, heiko, paul, bernd, anna);
        for (int i = 0; i < COLUMNS.size(); i++) {
            Map<String, String> form = new LinkedHashMap<>();
            form.put("step", step == null ? "" : step);
            form.put("any", "role nobody-has-this");
            form.put("role", role);
            form.put("why", "Probe");
            form.put("reason", "Probe");
            form.put("seen", seen(path));
            Stop stop = PEOPLE.sends(COLUMNS.get(i), "/desk/providers" + path, form);
            assertThat(stop.status()).as(COLUMNS.get(i)).isEqualTo(expected.get(i));
        }
    }

    private static String seen(String path) {
        String provider = path.substring(1, path.indexOf('/', 1));
        return String.valueOf(HUB.bean(RuleSets.class).version(provider));
    }
}
