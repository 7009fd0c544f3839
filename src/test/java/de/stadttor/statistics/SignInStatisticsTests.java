package de.stadttor.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.stadttor.platform.Actor;
import de.stadttor.platform.NotAllowed;
import de.stadttor.testing.Employee;
import de.stadttor.testing.HubUnderTest;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sign-ins and refusals are counted by provider and day, and nobody can be found in what is kept. */
class SignInStatisticsTests {

    private static final String LEIPZIG = "lecos-leipzig";

    private final HubUnderTest hub = HubUnderTest.shared();
    private final DayCounts counts = hub.bean(DayCounts.class);

    @AfterEach
    void putBack() {
        hub.clock().reset();
    }

    private SignInStatistics now(String provider, int days) {
        return hub.bean(Statistics.class).signIns(provider, days, Actor.SYSTEM);
    }

    @Test
    void aSignInAndARefusalCountForTheirProviderOnTheirDay() {
        SignInStatistics.Day before = now(LEIPZIG, 1).total();
        SignInStatistics.Day elsewhere = now("kid-magdeburg", 1).total();
        double metric = hub.bean(MeterRegistry.class)
                .counter("stadttor.sign.ins", "provider", LEIPZIG)
                .count();

        Employee katrin = new Employee(hub, "katrin.wolf", LEIPZIG);
        assertThat(katrin.opens("bauantrag").attribute("data-reason")).contains("no_role");

        SignInStatistics.Day after = now(LEIPZIG, 1).total();
        assertThat(after.signIns()).isEqualTo(before.signIns() + 1);
        assertThat(after.refusals().getOrDefault("no_role", 0L))
                .isEqualTo(before.refusals().getOrDefault("no_role", 0L) + 1);
        assertThat(after.median()).isNotNull().isBetween(Duration.ZERO, Duration.ofMinutes(1));
        assertThat(now("kid-magdeburg", 1).total()).isEqualTo(elsewhere);
        assertThat(hub.bean(MeterRegistry.class)
                        .counter("stadttor.sign.ins", "provider", LEIPZIG)
                        .count())
                .isEqualTo(metric + 1);
        assertThat(hub.bean(MeterRegistry.class)
                        .get("stadttor.sign.in.time")
                        .tag("provider", LEIPZIG)
                        .timer()
                        .count())
                .isPositive();
    }

    @Test
    void daysOnWhichNothingHappenedStandThereToo() {
        counts.add(LEIPZIG, SignInsCounted.SIGN_IN);
        counts.flush();
        LocalDate today = counts.today();
        hub.clock().advance(Duration.ofDays(3));
        counts.add(LEIPZIG, SignInsCounted.TOOK + SignInTimes.step(Duration.ofSeconds(7)));

        SignInStatistics found = now(LEIPZIG, 14);

        assertThat(found.days()).hasSize(14);
        assertThat(found.days().getLast().day()).isEqualTo(today.plusDays(3));
        assertThat(found.days().getLast().median()).isBetween(Duration.ofSeconds(6), Duration.ofSeconds(7));
        assertThat(found.days().get(11).signIns()).isZero();
        assertThat(found.days().get(10).day()).isEqualTo(today);
        assertThat(found.days().get(10).signIns()).isPositive();
        hub.bean(JdbcClient.class)
                .sql("delete from day_count where day > :today")
                .param("today", today)
                .update();
    }

    @Test
    void whatCouldNotBeWrittenIsKeptForTheNextTime() {
        long before = now(LEIPZIG, 1).total().refusals().getOrDefault("account_disabled", 0L);
        JdbcClient jdbc = hub.bean(JdbcClient.class);
        counts.add(LEIPZIG, SignInsCounted.REFUSAL + "account_disabled");
        jdbc.sql("alter table day_count rename to day_count_away").update();
        try {
            assertThatThrownBy(counts::flush).isInstanceOf(org.springframework.dao.DataAccessException.class);
        } finally {
            jdbc.sql("alter table day_count_away rename to day_count").update();
        }

        assertThat(now(LEIPZIG, 1).total().refusals()).isEqualTo(withOneMore(before));
    }

    private Map<String, Long> withOneMore(long before) {
        Map<String, Long> expected =
                new java.util.TreeMap<>(now(LEIPZIG, 1).total().refusals());
        expected.put("account_disabled", before + 1);
        return expected;
    }

    @Test
    void aProviderThatIsGoneHasNoCountsAndStopsNobody() {
        counts.add("nowhere", SignInsCounted.SIGN_IN);

        counts.flush();

        assertThat(now("nowhere", 1).total().signIns()).isZero();
    }

    @Test
    void whatIsTooOldIsForgotten() {
        JdbcClient jdbc = hub.bean(JdbcClient.class);
        jdbc.sql("insert into day_count values ('" + LEIPZIG + "', :day, 'sign-in', 1)")
                .param("day", counts.today().minusDays(401))
                .update();

        counts.forget();

        assertThat(jdbc.sql("select count(*) from day_count where day < :day")
                        .param("day", counts.today().minusDays(400))
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void nobodyElsesNumbersAreTold() {
        Actor heiko = new Actor("heiko", "kid-magdeburg", Set.of(Actor.PROVIDER_ADMIN));
        Actor owner = new Actor("jan", LEIPZIG, Set.of(Actor.APPLICATION_OWNER));
        Statistics statistics = hub.bean(Statistics.class);
        WaysToRoles ways = hub.bean(WaysToRoles.class);

        assertThat(statistics.signIns("kid-magdeburg", 1, heiko).days()).hasSize(1);
        for (Actor actor : Set.of(heiko, owner)) {
            assertThatThrownBy(() -> statistics.signIns(LEIPZIG, 1, actor)).isInstanceOf(NotAllowed.class);
            assertThatThrownBy(() -> ways.of(LEIPZIG, actor)).isInstanceOf(NotAllowed.class);
        }
    }
}
