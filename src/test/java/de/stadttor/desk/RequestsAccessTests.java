package de.stadttor.desk;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.HubUnderTest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Requests for a release as every role: of the application that asks, and of the provider that is asked. */
class RequestsAccessTests {

    private static final HubUnderTest HUB = HubUnderTest.shared();
    private static final DeskPeople PEOPLE = new DeskPeople(HUB);
    private static final List<String> COLUMNS =
            List.of("otto.betrieb", "dirk.admin", "heiko.admin", "paul.revision", "bernd.vogel", "anna.richter");

    private final Map<String, String> asked = new LinkedHashMap<>();

    @BeforeEach
    void askBothProviders() {
        noRequests();
        for (String provider : List.of("ebit-dresden", "kid-magdeburg")) {
            asks("bernd.vogel", "/desk/applications/bauantrag/requests", provider);
            asked.put(
                    provider.equals("ebit-dresden") ? "DRESDEN" : "MAGDEBURG",
                    HUB.bean(JdbcClient.class)
                            .sql("select id::text from release_request where provider = :provider")
                            .param("provider", provider)
                            .query(String.class)
                            .single());
        }
    }

    @AfterEach
    void noRequests() {
        HUB.bean(JdbcClient.class).sql("delete from release_request").update();
    }

    private static int asks(String user, String path, String provider) {
        return PEOPLE.posts(
                        user,
                        path,
                        Map.of(
                                "providers",
                                provider,
                                "claims",
                                "profile",
                                "purpose",
                                "Zustellung",
                                "basis",
                                "§ 5",
                                "why",
                                "Nein"))
                .status();
    }

    private String path(String place) {
        String path = place.replace("GUESS", "7f1f3d4e-2222-4444-8888-000000000000");
        for (Map.Entry<String, String> one : asked.entrySet()) {
            path = path.replace(one.getKey(), one.getValue());
        }
        return path;
    }

    private interface Attempt {
        int by(String user);
    }

    private static void expect(List<Integer> statuses, Attempt attempt) {
        for (int i = 0; i < COLUMNS.size(); i++) {
            assertThat(attempt.by(COLUMNS.get(i))).as(COLUMNS.get(i)).isEqualTo(statuses.get(i));
        }
    }

    private List<String> states() {
        return HUB.bean(JdbcClient.class)
                .sql("select state from release_request")
                .query(String.class)
                .list();
    }

    @AccessTable(path = "/desk/providers/{0}")
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # page                           | otto | dirk | heiko | paul | bernd | anna
            ebit-dresden/requests/DRESDEN    | 200  | 200  | 403   | 403  | 403   | 403
            kid-magdeburg/requests/MAGDEBURG | 200  | 403  | 200   | 200  | 403   | 403
            ebit-dresden/requests/MAGDEBURG  | 404  | 404  | 403   | 403  | 403   | 403
            kid-magdeburg/requests/DRESDEN   | 404  | 403  | 404   | 404  | 403   | 403
            ebit-dresden/requests/GUESS      | 404  | 404  | 403   | 403  | 403   | 403
            ebit-dresden/requests/%00'--     | 400  | 400  | 400   | 400  | 400   | 400
            nowhere/requests/DRESDEN         | 404  | 404  | 404   | 404  | 404   | 403
            """)
    void aRequestIsShownToTheProviderThatIsAsked(
            String page, int otto, int dirk, int heiko, int paul, int bernd, int anna) {
        expect(
                List.of(otto, dirk, heiko, paul, bernd, anna),
                user -> PEOPLE.opens(user, "/desk/providers/" + path(page)).status());
    }

    @AccessTable(value = "POST", path = "/desk/providers/{0}")
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # page                           | otto | dirk | heiko | paul | bernd | anna
            ebit-dresden/requests/DRESDEN    | 200  | 200  | 403   | 403  | 403   | 403
            kid-magdeburg/requests/MAGDEBURG | 200  | 403  | 200   | 403  | 403   | 403
            ebit-dresden/requests/MAGDEBURG  | 404  | 404  | 403   | 403  | 403   | 403
            kid-magdeburg/requests/DRESDEN   | 404  | 403  | 404   | 404  | 403   | 403
            ebit-dresden/requests/GUESS      | 404  | 404  | 403   | 403  | 403   | 403
            nowhere/requests/DRESDEN         | 404  | 404  | 404   | 404  | 404   | 403
            """)
    void aRequestIsDeclinedByThoseWhoMayChangeTheRelease(
            String page, int otto, int dirk, int heiko, int paul, int bernd, int anna) {
        expect(
                List.of(otto, dirk, heiko, paul, bernd, anna),
                user -> asks(user, "/desk/providers/" + path(page), "nobody"));
        assertThat(states()).filteredOn("declined"::equals).hasSize(otto == 200 ? 1 : 0);
    }

    @AccessTable(value = "POST", path = "/desk/applications/{0}")
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # action                                | withdrawn | otto | dirk | heiko | paul | bernd | anna
            bauantrag/requests                      | 0         | 404  | 404  | 404   | 404  | 200   | 403
            foerdermittel/requests                  | 0         | 404  | 404  | 404   | 404  | 404   | 403
            stadttor/requests                       | 0         | 404  | 404  | 404   | 404  | 404   | 403
            nothing/requests                        | 0         | 404  | 404  | 404   | 404  | 404   | 403
            bauantrag/requests/DRESDEN/withdraw     | 1         | 404  | 404  | 404   | 404  | 200   | 403
            bauantrag/requests/GUESS/withdraw       | 0         | 404  | 404  | 404   | 404  | 404   | 403
            foerdermittel/requests/DRESDEN/withdraw | 0         | 404  | 404  | 404   | 404  | 404   | 403
            """)
    void anApplicationsOwnersAloneAskAndTakeBack(
            String action, int withdrawn, int otto, int dirk, int heiko, int paul, int bernd, int anna) {
        expect(
                List.of(otto, dirk, heiko, paul, bernd, anna),
                user -> asks(user, "/desk/applications/" + path(action), "ebit-dresden"));
        assertThat(states()).hasSize(2).filteredOn("withdrawn"::equals).hasSize(withdrawn);
    }

    @AccessTable(path = "/desk/applications/{0}")
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # where a sign-in in the middle leads   | otto | dirk | heiko | paul | bernd | anna
            bauantrag/requests                      | 404  | 404  | 404   | 404  | 200   | 403
            foerdermittel/requests                  | 404  | 404  | 404   | 404  | 404   | 403
            bauantrag/requests/DRESDEN/withdraw     | 404  | 404  | 404   | 404  | 200   | 403
            foerdermittel/requests/DRESDEN/withdraw | 404  | 404  | 404   | 404  | 404   | 403
            """)
    void whatIsOnlyPostedLeadsItsOwnersBack(
            String action, int otto, int dirk, int heiko, int paul, int bernd, int anna) {
        expect(
                List.of(otto, dirk, heiko, paul, bernd, anna),
                user -> PEOPLE.opens(user, "/desk/applications/" + path(action)).status());
    }
}
