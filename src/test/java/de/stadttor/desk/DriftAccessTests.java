package de.stadttor.desk;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.Visitor.Stop;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who sees what does not fit together, and who may draft a mend: at the desk and at the API. */
class DriftAccessTests {

    private static final HubUnderTest HUB = HubUnderTest.shared();
    private static final DeskPeople PEOPLE = new DeskPeople(HUB);
    private static final List<String> COLUMNS =
            List.of("otto.betrieb", "dirk.admin", "heiko.admin", "paul.revision", "bernd.vogel", "anna.richter");

    @AccessTable(path = "/desk/providers/{0}")
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # page                                  | otto | dirk | heiko | paul | bernd | anna
            ebit-dresden/drift                      | 200  | 200  | 403   | 403  | 403   | 403
            kid-magdeburg/drift                     | 200  | 403  | 200   | 200  | 403   | 403
            lecos-leipzig/drift                     | 200  | 403  | 403   | 403  | 403   | 403
            nowhere/drift                           | 404  | 404  | 404   | 404  | 404   | 403
            ebit-dresden/drift?kind=group_unused    | 200  | 200  | 403   | 403  | 403   | 403
            ebit-dresden/drift?kind=nothing         | 404  | 404  | 403   | 403  | 403   | 403
            kid-magdeburg/drift?kind=group_unused&page=x | 200 | 403 | 200 | 200 | 403   | 403
            """)
    void pageIsShownToThoseWhomItConcerns(String path, int otto, int dirk, int heiko, int paul, int bernd, int anna) {
        List<Integer> expected = List.of(otto, dirk, heiko, paul, bernd, anna);
        for (int i = 0; i < COLUMNS.size(); i++) {
            Stop stop = PEOPLE.opens(COLUMNS.get(i), "/desk/providers/" + path);
            assertThat(stop.status()).as(COLUMNS.get(i)).isEqualTo(expected.get(i));
        }
    }

    /** Nothing is renamed there: who may mend is told so, the others learn nothing. */
    @AccessTable(value = "POST", path = "/desk/providers/{0}/drift/mend")
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # provider      | otto | dirk | heiko | paul | bernd | anna
            ebit-dresden    | 200  | 200  | 403   | 403  | 403   | 403
            kid-magdeburg   | 200  | 403  | 200   | 403  | 403   | 403
            nowhere         | 404  | 404  | 404   | 404  | 404   | 403
            """)
    void aMendIsOpenToThoseWhoMayChange(String provider, int otto, int dirk, int heiko, int paul, int bernd, int anna) {
        List<Integer> expected = List.of(otto, dirk, heiko, paul, bernd, anna);
        for (int i = 0; i < COLUMNS.size(); i++) {
            Stop stop = PEOPLE.posts(
                    COLUMNS.get(i),
                    "/desk/providers/" + provider + "/drift/mend",
                    Map.of("group", "no-such-group", "why", "x"));
            assertThat(stop.status()).as(COLUMNS.get(i)).isEqualTo(expected.get(i));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # provider      | otto    | dirk    | heiko   | paul    | bernd
            ebit-dresden    | 200 400 | 200 400 | 404 404 | 404 403 | 403 403
            kid-magdeburg   | 200 400 | 404 404 | 200 400 | 200 403 | 403 403
            nowhere         | 404 404 | 404 404 | 404 404 | 404 403 | 403 403
            """)
    void theApiTellsAndMendsForTheSame(
            String provider, String otto, String dirk, String heiko, String paul, String bernd) {
        List<String> expected = List.of(otto, dirk, heiko, paul, bernd);
        TestClient stadttor = new TestClient(HUB.issuer(), "stadttor");
        String path = "/api/v1/providers/" + provider + "/drift";
        for (int i = 0; i < expected.size(); i++) {
            String token = PEOPLE.person(COLUMNS.get(i)).tokens("stadttor").text("access_token");
            int told = stadttor.get(path, token).status();
            int mended = stadttor.send(HttpRequest.newBuilder(URI.create(HUB.issuer() + path + "/mends"))
                            .header("Authorization", "Bearer " + token)
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString("{\"why\": \"x\"}"))
                            .build())
                    .status();
            assertThat(told + " " + mended).as(COLUMNS.get(i)).isEqualTo(expected.get(i));
        }
        assertThat(stadttor.get(path, null).status()).isEqualTo(401);
    }

    @Test
    void anAuditorSeesNoFormThatMends() {
        assertThat(PEOPLE.opens("paul.revision", "/desk/providers/kid-magdeburg/drift")
                        .body())
                .doesNotContain("drift/mend");
    }
}
