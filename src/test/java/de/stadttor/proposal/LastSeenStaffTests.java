package de.stadttor.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.person.Staff;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.TestWorld;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The staff whom the hub has seen, read page by page. */
class LastSeenStaffTests {

    private static HubUnderTest hub;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.start(TestWorld.postgres(), TestWorld.freshDatabase());
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
        Staff staff = hub.bean(Staff.class);

        staff.read("city", member -> {
            assertThat(member.person().providerId()).isEqualTo("city");
            assertThat(member.name()).startsWith("Person ");
            read.add(member.subject());
        });

        assertThat(read).hasSize(4_800).hasSize((int) staff.count("city"));
        assertThat(new HashSet<>(read)).hasSameSizeAs(read);
    }

    @Test
    void progressIsToldUntilAllAreRead() {
        List<Long> told = new ArrayList<>();
        Roster roster = hub.bean(Roster.class);

        roster.read("city", Set.of("last-seen"), (read, expected) -> told.add(read), member -> {});

        assertThat(told).isSorted().startsWith(0L).endsWith(4_800L).hasSizeGreaterThan(10);
    }
}
