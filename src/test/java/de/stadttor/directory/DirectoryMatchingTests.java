package de.stadttor.directory;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.access.CelExpressions;
import de.stadttor.access.Condition;
import de.stadttor.access.Matching;
import de.stadttor.access.Truth;
import de.stadttor.federation.Municipality;
import de.stadttor.federation.Provider;
import de.stadttor.person.StaffMember;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A large city's directory: counting whom a condition matches, while somebody types. */
class DirectoryMatchingTests {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int PEOPLE = 50_000;
    private static final int GROUPS = 5_000;
    private static final Provider PROVIDER = new Provider(
            "big",
            "Big",
            "https://big.example",
            "stadttor",
            List.of(),
            true,
            List.of(new Municipality("14612000", "Dresden")),
            null,
            Provider.Logout.HUB,
            new Provider.ClaimProfile("groups", "roles", "unit", "ags"),
            Map.of(),
            null);

    private static DirectorySnapshot city() {
        List<DirectoryGroup> groups = new ArrayList<>();
        for (int i = 0; i < GROUPS; i++) {
            String path = "/Amt " + i / 100 + "/Gruppe " + i;
            groups.add(new DirectoryGroup("g" + i, null, "Gruppe " + i, path, path, 10, 10));
        }
        List<DirectoryPerson> people = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            people.add(new DirectoryPerson(
                    "p" + i,
                    "user" + i,
                    "Vor",
                    "Nach" + i,
                    "user" + i + "@big.example",
                    true,
                    true,
                    List.of("g" + i % GROUPS, "g" + (i * 7 + 1) % GROUPS, "g" + (i * 11 + 2) % GROUPS),
                    List.of("sb", "r" + i % 50),
                    i % 3 == 0 ? " Amt " + i % 90 : "Amt " + i % 90,
                    "14612000"));
        }
        return new DirectorySnapshot(
                PROVIDER,
                Instant.EPOCH,
                Duration.ofSeconds(1),
                new DirectoryContents(groups, List.of(new DirectoryRole("sb", null, PEOPLE)), people));
    }

    private static int count(List<StaffMember> people, Condition condition) {
        Matching matching = new Matching(new CelExpressions(), condition, PROVIDER);
        int matched = 0;
        for (StaffMember member : people) {
            matched += matching.of(member.person()) == Truth.TRUE ? 1 : 0;
        }
        return matched;
    }

    @Test
    void countsAmongFiftyThousandPeopleInTime() {
        DirectorySnapshot city = city();
        List<StaffMember> known = DirectoryStaff.Members.of(city, PROVIDER).list();
        assertThat(known).hasSize(PEOPLE);
        count(known, new Condition.Role("sb"));
        for (Condition condition : List.of(
                new Condition.Group("/Amt 0/Gruppe 7"),
                new Condition.GroupBelow("/Amt 3"),
                new Condition.Cel("groups.exists(g, g.startsWith('/Amt 3/'))"))) {
            long begun = THREADS.getCurrentThreadCpuTime();
            int matched = count(known, condition);
            Duration took = Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - begun);
            assertThat(matched).isPositive().isLessThan(PEOPLE);
            assertThat(took).as("%s", condition).isLessThan(Duration.ofSeconds(2));
        }
    }

    @Test
    void unitsAreToldAsASignInTellsThem() {
        List<DirectoryUnit> units = city().units();

        assertThat(units)
                .hasSize(90)
                .extracting(DirectoryUnit::name)
                .contains("Amt 3")
                .doesNotContain(" Amt 3");
        assertThat(units.stream().mapToInt(DirectoryUnit::members).sum()).isEqualTo(PEOPLE);
        assertThat(city().searchUnits("amt 8", 5).more()).isTrue();
    }
}
