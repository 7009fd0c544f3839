package de.stadttor.desk;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.application.Owners;
import de.stadttor.testing.HubUnderTest;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who is responsible for an application, and stays so when an address is given to somebody else. */
class OwnApplicationsTests {

    private static final String BERND = "bernd.vogel@dresden.example";

    private final HubUnderTest hub = HubUnderTest.shared();
    private final Owners owners = hub.bean(Owners.class);

    private UUID account() {
        return hub.bean(JdbcClient.class).sql("""
                        insert into account (id, provider, upstream_subject, created_at)
                        values (gen_random_uuid(), 'ebit-dresden', gen_random_uuid()::text, now()) returning id
                        """).query(UUID.class).single();
    }

    @Test
    void anAddressIsMatchedOnceAndStandsForThatAccountFromThenOn() {
        hub.add("owned", Map.of("owners", "[New.Owner@dresden.example]"));
        try {
            UUID first = account();
            UUID second = account();

            assertThat(owners.applicationsOf(second, "nobody@dresden.example")).doesNotContain("owned");
            assertThat(owners.applicationsOf(first, "new.owner@dresden.example"))
                    .containsExactly("owned");
            assertThat(owners.applicationsOf(second, "new.owner@dresden.example"))
                    .isEmpty();
            assertThat(owners.applicationsOf(first, null)).containsExactly("owned");
        } finally {
            hub.putBack();
        }
    }

    @Test
    void whoIsNamedNoMoreIsResponsibleNoMore() {
        UUID account = account();
        hub.add("owned", Map.of("owners", "[other@dresden.example]"));
        assertThat(owners.applicationsOf(account, "other@dresden.example")).containsExactly("owned");
        try {
            hub.add("owned", Map.of("owners", "[third@dresden.example]"));
            assertThat(owners.applicationsOf(account, "other@dresden.example")).isEmpty();
        } finally {
            hub.putBack();
        }
    }

    @Test
    void withoutTheRoleNoRegistrationMakesAnOwner() {
        DeskPeople people = new DeskPeople(hub);
        hub.change(document -> document.replace("owners: [" + BERND + "]", "owners: [dirk.admin@dresden.example]"));
        try {
            assertThat(people.opens("dirk.admin", "/desk/applications/bauantrag")
                            .body())
                    .doesNotContain("data-technical");
        } finally {
            hub.putBack();
        }
    }
}
