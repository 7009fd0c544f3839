package de.stadttor.desk;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.directory.Directories;
import de.stadttor.testing.Desk;
import de.stadttor.testing.HubUnderTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The numbers of the pictures: whose they are, and that they are those of the directory and of the days. */
class PicturesDeskTests {

    private static final HubUnderTest HUB = HubUnderTest.shared();
    private static final DeskPeople PEOPLE = new DeskPeople(HUB);
    private static final Desk API = new Desk(HUB);
    private static final List<String> COLUMNS =
            List.of("otto.betrieb", "dirk.admin", "heiko.admin", "paul.revision", "bernd.vogel", "anna.richter");

    @BeforeAll
    static void readTheDirectory() throws InterruptedException {
        HUB.bean(Directories.class).look("ebit-dresden", Duration.ofSeconds(60));
    }

    @AccessTable
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # page                                                           | otto | dirk | heiko | paul | bernd | anna
            /desk/providers/ebit-dresden/pictures                            | 200  | 200  | 403   | 403  | 403   | 403
            /desk/providers/kid-magdeburg/pictures                           | 200  | 403  | 200   | 200  | 403   | 403
            /desk/providers/lecos-leipzig/pictures?days=90                   | 200  | 403  | 403   | 403  | 403   | 403
            /desk/providers/nowhere/pictures                                 | 404  | 404  | 404   | 404  | 404   | 403
            /desk/providers/ebit-dresden/pictures?days=x&application=nothing | 200  | 200  | 403   | 403  | 403   | 403
            """)
    void areShownToThoseWhomTheyConcern(String path, int otto, int dirk, int heiko, int paul, int bernd, int anna) {
        List<Integer> expected = List.of(otto, dirk, heiko, paul, bernd, anna);
        for (int i = 0; i < COLUMNS.size(); i++) {
            assertThat(PEOPLE.opens(COLUMNS.get(i), path).status())
                    .as(COLUMNS.get(i))
                    .isEqualTo(expected.get(i));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # path                                         | otto | dirk | heiko | paul | bernd
            /providers/ebit-dresden/statistics             | 200  | 200  | 404   | 404  | 403
            /providers/kid-magdeburg/statistics?days=90    | 200  | 404  | 200   | 200  | 403
            /providers/kid-magdeburg/statistics?days=91    | 400  | 404  | 400   | 400  | 403
            /providers/kid-magdeburg/statistics?days=zero  | 400  | 404  | 400   | 400  | 403
            /providers/nowhere/statistics                  | 404  | 404  | 404   | 404  | 403
            /providers/ebit-dresden/role-ways              | 200  | 200  | 404   | 404  | 403
            /providers/kid-magdeburg/role-ways             | 200  | 404  | 200   | 200  | 403
            /providers/nowhere/role-ways                   | 404  | 404  | 404   | 404  | 403
            """)
    void theApiTellsWhomTheDeskTells(String path, int otto, int dirk, int heiko, int paul, int bernd) {
        List<Integer> expected = List.of(otto, dirk, heiko, paul, bernd);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(API.get(COLUMNS.get(i), path).status())
                    .as(COLUMNS.get(i))
                    .isEqualTo(expected.get(i));
        }
    }

    @Test
    void waysAreWeighedByThePeopleOfTheDirectory() {
        String page = PEOPLE.opens("dirk.admin", "/desk/providers/ebit-dresden/pictures?application=bauantrag")
                .body();

        assertThat(page)
                .contains("data-counted=\"people\"")
                .contains("data-source=\"group /Bauaufsichtsamt/Sachbearbeitung\" data-application=\"bauantrag\""
                        + " data-role=\"bearbeiten\" data-count=\"1\" data-total=\"2\"")
                .doesNotContain("data-application=\"meldeauskunft\"");
        assertThat(API.get("dirk.admin", "/providers/ebit-dresden/role-ways?application=bauantrag")
                        .json())
                .containsEntry("counted", "people")
                .asString()
                .contains("{kind=group, name=/Bauaufsichtsamt/Sachbearbeitung, application=bauantrag,"
                        + " role=bearbeiten, count=1}");
    }

    @Test
    void aRefusalIsCountedByItsReason() {
        PEOPLE.newcomer("anna.richter").opens("meldeauskunft");

        assertThat(PEOPLE.opens("dirk.admin", "/desk/providers/ebit-dresden/pictures?days=14&lang=de")
                        .body())
                .contains("data-column=\"refusal\">Keine Rolle<")
                .contains("data-chart=\"bars\"")
                .doesNotContain("data-signins=\"0\"", "data-refused=\"0\"");
        assertThat(API.get("dirk.admin", "/providers/ebit-dresden/statistics?days=1")
                        .json())
                .extractingByKey("total")
                .isInstanceOfSatisfying(
                        Map.class, total -> assertThat(total.toString()).contains("no_role="));
    }
}
