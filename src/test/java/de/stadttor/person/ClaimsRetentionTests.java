package de.stadttor.person;

import static de.stadttor.person.TestIdentities.identity;
import static de.stadttor.person.TestIdentities.provider;
import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.platform.Json;
import de.stadttor.platform.Retention;
import de.stadttor.testing.TestClock;
import de.stadttor.testing.TestWorld;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class ClaimsRetentionTests {

    private final JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource(
            TestWorld.migratedDatabase(),
            TestWorld.postgres().user(),
            TestWorld.postgres().password()));
    private final TestClock clock = TestClock.at(Instant.parse("2026-11-23T08:00:00Z"));
    private final Accounts accounts = new Accounts(jdbc, event -> {}, clock);
    private final ClaimsRetention retention = new ClaimsRetention(jdbc, new Retention(jdbc, clock));

    private void keep(Map<String, String> periods) {
        jdbc.sql("insert into setting (name, body) values ('retention', :body)")
                .param("body", Json.jsonb(periods))
                .update();
    }

    private Person signIn(String subject) {
        return accounts.signedIn(identity(subject, "1", List.of(), Map.of("groups", List.of("/A"))), provider());
    }

    @Test
    void forgetsThoseWhoStayAwayAndKnowsThemAgain() {
        keep(Map.of("claims", "30d"));
        Person away = signIn("away");
        Person here = signIn("here");
        clock.advance(Duration.ofDays(29));
        signIn("here");
        retention.forget();
        assertThat(accounts.find(away.accountId()).orElseThrow().groups()).containsExactly("/A");

        clock.advance(Duration.ofDays(2));
        retention.forget();

        assertThat(accounts.find(away.accountId()).orElseThrow().groups()).isEmpty();
        assertThat(accounts.find(away.accountId()).orElseThrow().groupsComplete())
                .isFalse();
        assertThat(accounts.find(here.accountId()).orElseThrow().groups()).containsExactly("/A");
        assertThat(signIn("away").accountId()).isEqualTo(away.accountId());
        assertThat(accounts.find(away.accountId()).orElseThrow().groups()).containsExactly("/A");
    }

    @Test
    void forgetsMoreThanAreTakenAtOnce() {
        keep(Map.of("claims", "30d"));
        jdbc.sql("""
                insert into account (id, provider, upstream_subject, created_at, claims, claims_read_at)
                select gen_random_uuid(), 'ebit-dresden', 'many-' || number, now(), '{}', '2026-01-01'
                from generate_series(1, 2500) number
                """).update();

        retention.forget();

        assertThat(jdbc.sql("select count(*) from account where claims is not null")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void keepsForEverWhatTheConfigurationSaysNothingOf() {
        keep(Map.of("decisions", "1d"));
        Person away = signIn("away");
        clock.advance(Duration.ofDays(4000));

        retention.forget();

        assertThat(accounts.find(away.accountId()).orElseThrow().groups()).containsExactly("/A");
    }
}
