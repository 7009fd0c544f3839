package de.stadttor.access;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.platform.Json;
import de.stadttor.platform.Retention;
import de.stadttor.testing.TestClock;
import de.stadttor.testing.TestWorld;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class DecisionRetentionTests {

    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final Instant LONG_AGO = Instant.parse("2026-08-01T08:00:00Z");
    private static final Instant LATELY = Instant.parse("2026-11-01T08:00:00Z");

    private final JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource(
            TestWorld.migratedDatabase(),
            TestWorld.postgres().user(),
            TestWorld.postgres().password()));
    private final DecisionRetention retention = new DecisionRetention(jdbc, new Retention(jdbc, TestClock.at(NOW)));

    private void keep(Map<String, String> periods) {
        jdbc.sql("insert into setting (name, body) values ('retention', :body)")
                .param("body", Json.jsonb(periods))
                .update();
    }

    private UUID account(@Nullable Instant seen) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                insert into account (id, provider, upstream_subject, created_at, claims, claims_read_at)
                values (:id, 'ebit-dresden', :id::text, :created, '{}', :seen)
                """)
                .param("id", id)
                .param("created", LONG_AGO.atOffset(ZoneOffset.UTC))
                .param("seen", seen == null ? null : seen.atOffset(ZoneOffset.UTC))
                .update();
        return id;
    }

    private void decided(String reference, UUID account, String application, Instant at) {
        jdbc.sql("""
                insert into decision (reference, account, provider, application, acr, inputs_hash, body, decided_at)
                values (:reference, :account, 'ebit-dresden', :application, 'low', '', '{}', :at)
                """)
                .param("reference", reference)
                .param("account", account)
                .param("application", application)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    private List<String> kept() {
        return jdbc.sql("select reference from decision order by 1")
                .query(String.class)
                .list();
    }

    @Test
    void erasesWhatWasReplacedAndKeepsWhatStands() {
        keep(Map.of("decisions", "90d"));
        UUID here = account(LATELY);
        decided("replaced", here, "bauantrag", LONG_AGO);
        decided("stands", here, "bauantrag", LONG_AGO.plusSeconds(1));
        decided("elsewhere", here, "ratsinfo", LONG_AGO);
        decided("young", here, "desk", LATELY);
        decided("younger", here, "desk", LATELY.plusSeconds(1));

        retention.erase();

        assertThat(kept()).containsExactly("elsewhere", "stands", "young", "younger");
    }

    @Test
    void erasesAllOfThoseWhoStayAway() {
        keep(Map.of("decisions", "90d"));
        decided("forgotten", account(null), "bauantrag", LONG_AGO);
        decided("away", account(LONG_AGO), "bauantrag", LONG_AGO);
        decided("gone", UUID.randomUUID(), "bauantrag", LONG_AGO);
        decided("forgotten-lately", account(null), "bauantrag", LATELY);

        retention.erase();

        assertThat(kept()).containsExactly("forgotten-lately");
    }

    @Test
    void keepsForEverWhatTheConfigurationSaysNothingOf() {
        keep(Map.of("claims", "1d"));
        decided("old", account(null), "bauantrag", LONG_AGO);

        retention.erase();

        assertThat(kept()).containsExactly("old");
    }
}
