package de.stadttor.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.person.Person;
import de.stadttor.person.Staff;
import de.stadttor.person.StaffMember;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.TestWorld;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Staff from their sources: whom the hub has seen, page by page, and whom a directory knows. */
class RosterTests {

    private static HubUnderTest hub;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.start(TestWorld.postgres(), TestWorld.migratedDatabase());
        hub.bean(JdbcClient.class).sql("""
                        insert into account (id, provider, upstream_subject, created_at, claims)
                        select gen_random_uuid(), case when n % 5 = 0 then 'other' else 'city' end, 's' || n, now(),
                            case when n % 7 = 0 then null else
                                jsonb_build_object('groups', jsonb_build_array('/A'), 'groupsComplete', true,
                                    'roles', '[]'::jsonb, 'profile', jsonb_build_object('name', 'Person ' || n),
                                    'emailVerified', false) end
                        from generate_series(1, 7000) as n
                        """).update();
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void everybodyOfTheProviderIsReadOnceAndNobodyElse() {
        List<String> read = new ArrayList<>();
        Roster roster = hub.bean(Roster.class);

        roster.read("city", Set.of("last-seen"), Progress.NONE, member -> {
            assertThat(member.person().providerId()).isEqualTo("city");
            assertThat(member.name()).startsWith("Person ");
            read.add(member.subject());
        });

        assertThat(read).hasSize(4_800);
        assertThat(new HashSet<>(read)).hasSameSizeAs(read);
    }

    @Test
    void whomTheHubKeepsOutIsKeptOutWhateverATrustedSourceSays() {
        StaffMember in = member("s1", true);
        Staff directory = new Told("directory", 1, in);
        Staff seen = new Told("last-seen", 0, member("s1", false));
        List<StaffMember> read = new ArrayList<>();

        new Roster(List.of(seen, directory)).read("city", Set.of("directory", "last-seen"), Progress.NONE, read::add);

        assertThat(read).containsExactly(in.disabled());
    }

    private static StaffMember member(String subject, boolean enabled) {
        return new StaffMember(
                subject,
                new Person(
                        new UUID(0, 1),
                        "city",
                        enabled,
                        Set.of(),
                        true,
                        Set.of(),
                        null,
                        null,
                        Map.of(),
                        null,
                        false,
                        Instant.EPOCH));
    }

    /** A source with one person. */
    private record Told(String source, int rank, StaffMember member) implements Staff {

        @Override
        public boolean covers(String providerId) {
            return true;
        }

        @Override
        public long count(String providerId) {
            return 1;
        }

        @Override
        public void read(String providerId, Consumer<StaffMember> reader) {
            reader.accept(member);
        }
    }

    @Test
    void progressIsToldUntilAllAreRead() {
        List<Long> told = new ArrayList<>();
        Roster roster = hub.bean(Roster.class);

        roster.read("city", Set.of("last-seen"), (read, expected) -> told.add(read), member -> {});

        assertThat(told).isSorted().startsWith(0L).endsWith(4_800L).hasSizeGreaterThan(10);
    }
}
