package de.stadttor.directory;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.federation.Municipality;
import de.stadttor.federation.Provider;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** Searching as one types, among 50,000 people and 5,000 groups. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DirectorySearchTests {

    private static final int PEOPLE = 50_000;
    private static final int GROUPS = 5_000;
    private static final List<String> FAMILIES =
            List.of("Müller", "Mueller", "Groß", "Schulze", "Łukasz", "Strauß", "Bauer", "García", "Öztürk", "Neuer");
    private static final Provider PROVIDER = new Provider(
            "city",
            "City",
            "https://city.example",
            "stadttor",
            List.of(),
            true,
            List.of(new Municipality("14612000", "Dresden")),
            null,
            Provider.Logout.PROVIDER,
            new Provider.ClaimProfile("groups", "roles", "department", null),
            Map.of(),
            null);

    private DirectorySnapshot directory = snapshot(0, 10);

    @BeforeAll
    void generate() {
        directory = snapshot(PEOPLE, GROUPS);
    }

    private static DirectorySnapshot snapshot(int people, int groups) {
        DirectoryDraft draft = new DirectoryDraft(PROVIDER.claims(), false);
        draft.add(
                null,
                IntStream.range(0, groups / 10)
                        .mapToObj(i -> group("g" + i, "Amt " + i))
                        .toList());
        for (int i = groups / 10; i < groups; i++) {
            draft.add("g" + i % (groups / 10), List.of(group("g" + i, i == 700 ? "Bürgerbüro" : "Sachgebiet " + i)));
        }
        draft.addPeople(IntStream.range(0, people)
                .mapToObj(DirectorySearchTests::person)
                .toList());
        for (int i = 0; i < groups; i++) {
            int group = i;
            draft.addMembers(
                    "g" + i,
                    IntStream.range(0, 20)
                            .mapToObj(m -> "p" + (group * 20 + m) % Math.max(people, 1))
                            .toList());
        }
        return new DirectorySnapshot(PROVIDER, Instant.EPOCH, Duration.ofSeconds(1), draft.contents());
    }

    private static GroupRepresentation group(String id, String name) {
        GroupRepresentation group = new GroupRepresentation();
        group.setId(id);
        group.setName(name);
        return group;
    }

    private static UserRepresentation person(int i) {
        UserRepresentation person = new UserRepresentation();
        person.setId("p" + i);
        person.setUsername("vorname" + i + ".familie");
        person.setFirstName("Vorname" + i);
        person.setLastName(FAMILIES.get(i % FAMILIES.size()) + i / FAMILIES.size());
        person.setEmail("vorname" + i + "@city.example");
        person.setEnabled(true);
        return person;
    }

    @Test
    void holdsEverybodyAndEveryGroup() {
        assertThat(directory.people()).hasSize(PEOPLE);
        assertThat(directory.groups()).hasSize(GROUPS);
        assertThat(directory.groups().stream().mapToInt(DirectoryGroup::members).sum())
                .isEqualTo(GROUPS * 20);
    }

    @ParameterizedTest
    @CsvSource({
        "müller4999, Müller4999",
        "MUELLER4999, Müller4999",
        "muller4999, Müller4999",
        "gross4999, Groß4999",
        "groß4999, Groß4999",
        "lukasz12, Łukasz12",
        "strauss77, Strauß77",
        "bauer31, Bauer31",
        "auer31, Bauer31",
        "garcia5, García5",
        "oeztuerk9, Öztürk9",
        "ozturk9, Öztürk9",
        "vorname41 muel, Mueller4",
        "vorname12345@city, Strauß1234"
    })
    void findsPeopleHoweverOneWritesThem(String query, String family) {
        assertThat(directory.searchPeople(query, 50).entries())
                .extracting(DirectoryPerson::familyName)
                .contains(family);
    }

    @Test
    void whatBeginsAWordComesFirst() {
        List<DirectoryPerson> found = directory.searchPeople("neuer", 50).entries();
        assertThat(found).hasSize(50).allMatch(person -> person.name().contains("Neuer"));
    }

    @Test
    void findsGroupsByNameAndByPath() {
        assertThat(directory.searchGroups("buergerbuero", 20).entries())
                .extracting(DirectoryGroup::name)
                .containsExactly("Bürgerbüro");
        assertThat(directory.searchGroups("/amt 200/", 20).entries())
                .hasSize(9)
                .allMatch(group -> group.path().startsWith("/Amt 200/"));
    }

    @Test
    void answersWithNoMoreThanWasAskedForAndSaysSo() {
        assertThat(directory.searchPeople("vorname", 20).entries()).hasSize(20);
        assertThat(directory.searchPeople("vorname", 20).more()).isTrue();
        assertThat(directory.searchPeople("vorname49999@", 20).more()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "%", "_", "*", ".*", "\0", "'; drop table", "\ud800"})
    void signsThatMeanSomethingElsewhereMeanThemselvesHere(String query) {
        assertThat(directory.searchPeople(query, 20).entries().size()).isLessThanOrEqualTo(20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"m", "mü", "vorname4 müller", "kommt nicht vor", "familie city example"})
    void searchingCostsLessThanTenMilliseconds(String query) {
        IntStream.range(0, 50).forEach(i -> directory.searchPeople(query, 50));
        var threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        IntStream.range(0, 20).forEach(i -> directory.searchPeople(query, 50));
        Duration each = Duration.ofNanos((threads.getCurrentThreadCpuTime() - before) / 20);

        assertThat(each).as("CPU time of a search").isLessThan(Duration.ofMillis(10));
    }
}
