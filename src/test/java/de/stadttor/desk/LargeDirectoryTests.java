package de.stadttor.desk;

import static de.stadttor.testing.Desk.rule;
import static de.stadttor.testing.TestDirectory.group;
import static de.stadttor.testing.TestDirectory.person;
import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.directory.Directories;
import de.stadttor.directory.DirectorySnapshot;
import de.stadttor.testing.Desk;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.TestClient.Answer;
import de.stadttor.testing.TestDirectory;
import de.stadttor.testing.Visitor.Stop;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A city of 50,000 people and 5,000 groups: it is read as a whole, and every page of it stays one that can be used. */
class LargeDirectoryTests {

    private static final HubUnderTest HUB = HubUnderTest.shared();
    private static final DeskPeople PEOPLE = new DeskPeople(HUB);
    private static final Desk API = new Desk(HUB);
    private static final TestDirectory DIRECTORY = TestDirectory.started();
    private static final String CITY = "stadt-gross";
    private static final String PAGES = "/desk/providers/" + CITY + "/directory";
    private static final int OFFICES = 250;
    private static final int SECTIONS = 19;
    private static final int STAFF = 50_000;
    private static final int MEMBERS = 20;

    /** Characters; a page of the demo's small directory has about 15,000. */
    private static final int PAGE = 250_000;

    @BeforeAll
    static void addTheProvider() {
        DIRECTORY.answers(TestDirectory.GROUP_COUNT, Map.of("count", OFFICES * (1 + SECTIONS)));
        DIRECTORY.pages(
                TestDirectory.GROUPS,
                IntStream.range(0, OFFICES)
                        .mapToObj(i -> group("office" + i, "Amt " + (1000 + i), SECTIONS))
                        .toList());
        for (int office = 0; office < OFFICES; office++) {
            String id = "office" + office;
            DIRECTORY.answers(
                    ".*/groups/" + id + "/children",
                    IntStream.range(0, SECTIONS)
                            .mapToObj(i -> group(id + "-" + i, "Sachgebiet " + (10 + i), 0))
                            .toList());
        }
        DIRECTORY.answers(TestDirectory.PEOPLE_COUNT, STAFF);
        DIRECTORY.pages(
                TestDirectory.PEOPLE,
                IntStream.range(0, STAFF)
                        .mapToObj(i -> person("p" + i, "Vorname" + i % 97, "Familie" + (10_000 + i)))
                        .toList());
        DIRECTORY.answers(
                TestDirectory.MEMBERS,
                IntStream.range(0, MEMBERS)
                        .mapToObj(i -> person("p" + i, "Vorname" + i % 97, "Familie" + (10_000 + i)))
                        .toList());
        HUB.change(
                document -> document.replace("\napplications:\n", "\n" + DIRECTORY.provider(CITY) + "applications:\n"));
    }

    @AfterAll
    static void removeTheProvider() {
        HUB.putBack();
        DIRECTORY.close();
    }

    private static DirectorySnapshot read() throws InterruptedException {
        return Objects.requireNonNull(HUB.bean(Directories.class)
                .look(CITY, Duration.ofMinutes(5))
                .orElseThrow()
                .snapshot());
    }

    private static String page(String path) {
        Stop page = PEOPLE.opens("otto.betrieb", path);
        assertThat(page.status()).as(path).isEqualTo(200);
        assertThat(page.body().length()).as(path).isLessThan(PAGE);
        return page.body();
    }

    @Test
    void allOfItIsReadAndEachPageHoldsAPart() throws InterruptedException {
        DirectorySnapshot snapshot = read();
        assertThat(snapshot.people()).hasSize(STAFF);
        assertThat(snapshot.searchGroups("Amt", 10_000).entries()).hasSize(OFFICES * (1 + SECTIONS));

        assertThat(page(PAGES)).contains("50.000", "5.000", "Amt 1000");
        assertThat(page(PAGES + "/groups/office7")).contains("Amt 1007", "Familie10019");
        assertThat(page(PAGES + "/groups/office7-3")).contains("Sachgebiet 13");
        assertThat(page(PAGES + "?text=1249+Sachgebiet")).contains("Sachgebiet 28");
        assertThat(page(PAGES + "/people")).contains("Familie10000").doesNotContain("Familie10050");
        assertThat(page(PAGES + "/people?text=familie59999")).contains("Familie59999");
    }

    @Test
    void whoMatchesAndWhoGainsIsFoundAmongAllOfThem() throws InterruptedException {
        read();
        Answer matches = API.post(
                "otto.betrieb",
                "/providers/" + CITY + "/rules/matches",
                Map.of("when", Map.of("group-below", "/Amt 1001")));
        assertThat(matches.json()).containsEntry("people", STAFF).containsEntry("matched", MEMBERS);

        Answer effect = API.post(
                "otto.betrieb",
                "/simulations",
                Map.of("provider", CITY, "set", List.of(rule("g-1", "bauantrag", "/Amt 1001", "lesen"))));
        assertThat(effect.status()).as(effect.body()).isEqualTo(200);
        assertThat(effect.body()).contains("Familie10019").doesNotContain("Familie10020");
    }
}
