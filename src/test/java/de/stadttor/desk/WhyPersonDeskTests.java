package de.stadttor.desk;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.directory.Directories;
import de.stadttor.directory.DirectoryPerson;
import de.stadttor.directory.DirectoryState;
import de.stadttor.testing.Desk;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.TestClient.Answer;
import de.stadttor.testing.Visitor.Stop;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A person is found, what was decided about them is shown, and what would be is worked out; of the own provider alone. */
class WhyPersonDeskTests {

    private static final HubUnderTest HUB = HubUnderTest.shared();
    private static final DeskPeople PEOPLE = new DeskPeople(HUB);
    private static final Desk API = new Desk(HUB);
    private static final List<String> COLUMNS =
            List.of("otto.betrieb", "dirk.admin", "heiko.admin", "paul.revision", "bernd.vogel", "anna.richter");
    private static final Map<String, String> SUBJECTS = new HashMap<>();

    @BeforeAll
    static void signInAndReadTheDirectories() throws InterruptedException {
        PEOPLE.person("anna.richter").opens("bauantrag");
        for (String provider : HubUnderTest.PROVIDERS) {
            HUB.bean(Directories.class)
                    .look(provider, Duration.ofSeconds(60))
                    .map(DirectoryState::snapshot)
                    .orElseThrow()
                    .people()
                    .forEach((DirectoryPerson person) -> SUBJECTS.put(person.username(), person.id()));
        }
    }

    private static String page(String provider, String user) {
        return "/desk/why/person?provider=" + provider + "&subject=" + SUBJECTS.getOrDefault(user, user);
    }

    @AccessTable(
            value = {"GET", "POST"},
            path = "/desk/why/person?provider={0}",
            keepsNothing = true)
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            # provider      | whom         | otto | dirk | heiko | paul | bernd | anna
            ebit-dresden    | anna.richter | 200  | 200  | 403   | 403  | 403   | 403
            ebit-dresden    | carla.engel  | 200  | 200  | 403   | 403  | 403   | 403
            kid-magdeburg   | eva.schulze  | 200  | 403  | 200   | 200  | 403   | 403
            kid-magdeburg   | anna.richter | 404  | 403  | 404   | 404  | 403   | 403
            ebit-dresden    | eva.schulze  | 404  | 404  | 403   | 403  | 403   | 403
            ebit-dresden    | nobody       | 404  | 404  | 403   | 403  | 403   | 403
            ebit-dresden    | %00          | 404  | 404  | 403   | 403  | 403   | 403
            nowhere         | anna.richter | 404  | 404  | 404   | 404  | 404   | 403
            """)
    void ownPeopleAreShownAndSupposedAboutAndNobodyElse(
            String provider, String whom, int otto, int dirk, int heiko, int paul, int bernd, int anna) {
        List<Integer> expected = List.of(otto, dirk, heiko, paul, bernd, anna);
        for (int i = 0; i < COLUMNS.size(); i++) {
            String user = COLUMNS.get(i);
            assertThat(PEOPLE.opens(user, page(provider, whom)).status())
                    .as(user)
                    .isEqualTo(expected.get(i));
            assertThat(PEOPLE.posts(user, page(provider, whom), Map.of("application", "bauantrag"))
                            .status())
                    .as(user)
                    .isEqualTo(expected.get(i));
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            # provider      | whom         | otto | dirk | heiko | paul | bernd
            ebit-dresden    | anna.richter | 200  | 200  | 404   | 404  | 403
            kid-magdeburg   | eva.schulze  | 200  | 404  | 200   | 200  | 403
            kid-magdeburg   | anna.richter | 404  | 404  | 404   | 404  | 403
            nowhere         | anna.richter | 404  | 404  | 404   | 404  | 403
            """)
    void theApiTellsWhomTheDeskTells(String provider, String whom, int otto, int dirk, int heiko, int paul, int bernd) {
        List<Integer> expected = List.of(otto, dirk, heiko, paul, bernd);
        String subject = SUBJECTS.getOrDefault(whom, whom);
        for (int i = 0; i < expected.size(); i++) {
            String user = COLUMNS.get(i);
            assertThat(API.get(user, "/decisions?provider=" + provider + "&subject=" + subject)
                            .status())
                    .as(user)
                    .isEqualTo(expected.get(i));
            assertThat(API.post(
                                    user,
                                    "/decisions/what-if",
                                    Map.of("provider", provider, "subject", subject, "application", "bauantrag"))
                            .status())
                    .as(user)
                    .isEqualTo(expected.get(i));
        }
    }

    @Test
    void ownPeopleAreFoundByNameAndAddressWhetherTheySignedInOrNot() {
        assertThat(PEOPLE.opens("dirk.admin", "/desk/why?person=Richter").body())
                .contains("Anna Richter", "subject=" + SUBJECTS.get("anna.richter"));
        assertThat(PEOPLE.opens("dirk.admin", "/desk/why?person=carla.engel%40dresden")
                        .body())
                .contains("Carla Engel");
        assertThat(PEOPLE.opens("dirk.admin", "/desk/why?person=Schulze&provider=kid-magdeburg")
                        .body())
                .contains("data-found=\"none\"")
                .doesNotContain("Eva");
        assertThat(PEOPLE.opens("otto.betrieb", "/desk/why?person=Schulze&provider=kid-magdeburg")
                        .body())
                .contains("Eva Schulze");
        assertThat(PEOPLE.opens("bernd.vogel", "/desk/why?person=Richter").status())
                .isEqualTo(403);
    }

    @Test
    void showsTheLatestDecisionOfEachApplicationWithItsNumber() {
        Stop page = PEOPLE.opens("dirk.admin", page("ebit-dresden", "anna.richter"));
        String reference = page.attribute("data-decision").orElseThrow();

        assertThat(page.body()).contains("Bauantrag digital", "data-live=\"true\"", "/desk/why?number=" + reference);
        assertThat(PEOPLE.opens("dirk.admin", "/desk/why?number=" + reference).attribute("data-reference"))
                .contains(reference);
        assertThat(API.get("dirk.admin", "/decisions?provider=ebit-dresden&subject=" + SUBJECTS.get("anna.richter"))
                        .body())
                .contains(reference)
                .doesNotContain("Richter");
    }

    @Test
    void whatWouldBeStandsBesideWhatIsAndNothingIsStored() {
        long before = decisions();
        Map<String, String> form = new LinkedHashMap<>(Map.of("application", "bauantrag", "assurance", "low"));
        form.put("groups", "/Bauaufsichtsamt/Leitung\r\n\r\n  /Bauaufsichtsamt/Sachbearbeitung  ");

        Stop more = PEOPLE.posts("dirk.admin", page("ebit-dresden", "anna.richter"), form);
        assertThat(more.attribute("data-present")).contains("admitted");
        assertThat(more.attribute("data-supposed")).contains("admitted");
        assertThat(more.body()).contains("data-gained").doesNotContain("data-lost");

        form.put("groups", "");
        Stop none = PEOPLE.posts("dirk.admin", page("ebit-dresden", "anna.richter"), form);
        assertThat(none.attribute("data-supposed")).contains("no_role");
        assertThat(none.body())
                .contains("data-lost", "data-explained=\"bearbeiten\" data-given=\"false\"")
                .doesNotContain("data-gained");

        form.put("application", "foerdermittel");
        form.put("groups", "/Bauaufsichtsamt/Leitung");
        assertThat(PEOPLE.posts("dirk.admin", page("ebit-dresden", "anna.richter"), form)
                        .attribute("data-supposed"))
                .contains("assurance_too_low");
        form.put("assurance", "substantial");
        assertThat(PEOPLE.posts("dirk.admin", page("ebit-dresden", "anna.richter"), form)
                        .attribute("data-supposed"))
                .contains("admitted");
        assertThat(decisions()).isEqualTo(before);
    }

    private static long decisions() {
        return HUB.bean(JdbcClient.class)
                .sql("select count(*) from decision where application = 'foerdermittel' or application = 'bauantrag'")
                .query(Long.class)
                .single();
    }

    @Test
    void theApiLeavesWhatIsNotSupposedAsItIsTold() {
        Map<String, Object> body = new LinkedHashMap<>(Map.of(
                "provider", "ebit-dresden", "subject", SUBJECTS.get("anna.richter"), "application", "bauantrag"));
        Answer same = API.post("dirk.admin", "/decisions/what-if", body);
        assertThat(same.json().get("present")).isEqualTo(same.json().get("supposed"));
        body.put("groups", List.of("/Bauaufsichtsamt/Leitung"));
        Answer other = API.post("dirk.admin", "/decisions/what-if", body);
        assertThat(other.json()).containsEntry("gained", List.of("genehmigen"));
        body.put(
                "groups",
                java.util.stream.IntStream.range(0, 1_001)
                        .mapToObj(i -> "/G" + i)
                        .toList());
        assertThat(API.post("dirk.admin", "/decisions/what-if", body).status()).isEqualTo(400);
        body.put("groups", "all of them");
        assertThat(API.post("dirk.admin", "/decisions/what-if", body).status()).isEqualTo(400);
        body.remove("groups");
        body.put("assurance", "certainly");
        assertThat(API.post("dirk.admin", "/decisions/what-if", body).status()).isEqualTo(400);
        body.put("assurance", "low");
        body.put("application", "stadttor-cli");
        assertThat(API.post("dirk.admin", "/decisions/what-if", body).status()).isEqualTo(404);
    }

    @Test
    void whatIsTooMuchIsSaidAtTheFieldAndKept() {
        String many = "/Lang/".repeat(200);
        Stop page = PEOPLE.posts(
                "dirk.admin",
                page("ebit-dresden", "anna.richter"),
                Map.of("application", "bauantrag", "groups", many, "unit", "Stadtplanung"));

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.body()).contains("data-problem=\"too_much\"", many, "Stadtplanung");
    }

    @Test
    void withoutItsProofAFormIsRefused() {
        assertThat(PEOPLE.posts(
                                "dirk.admin",
                                page("ebit-dresden", "anna.richter"),
                                Map.of("application", "bauantrag", "proof", "guessed"))
                        .status())
                .isEqualTo(403);
    }
}
