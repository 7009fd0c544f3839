package de.stadttor.web;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.platform.LimitSettings;
import de.stadttor.testing.TestClock;
import de.stadttor.web.Allowances.Kind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is left to whom, and when. */
class AllowancesTests {

    private static final String CITY = "192.0.2.1";
    private static final String HOME = "198.51.100.7";

    private final TestClock clock = TestClock.at(Instant.parse("2026-11-29T09:00:00Z"));
    private final Allowances allowances = with(new LimitSettings(360, 360, 60, 600, 120));

    private Allowances with(LimitSettings settings) {
        return new Allowances(settings, clock, new SimpleMeterRegistry());
    }

    private long granted(Allowances by, String whose, int times) {
        return IntStream.range(0, times)
                .filter(i -> by.take(Kind.PEOPLE, whose) == null)
                .count();
    }

    @Test
    void oneAddressGetsTenSecondsWorthAtOnceAndNoMore() {
        assertThat(granted(allowances, CITY, 200)).isEqualTo(60);
        assertThat(granted(allowances, HOME, 1)).as("another address").isEqualTo(1);
        assertThat(allowances.take(Kind.APPLICATIONS, CITY))
                .as("of another kind")
                .isNull();
    }

    @Test
    void whoWaitsAsToldIsServedAgain() {
        granted(allowances, CITY, 60);
        Duration wait = Objects.requireNonNull(allowances.take(Kind.PEOPLE, CITY));

        assertThat(wait).isBetween(Duration.ofMillis(160), Duration.ofMillis(170));
        clock.advance(Duration.ofMillis(wait.toMillis()));
        assertThat(allowances.take(Kind.PEOPLE, CITY)).isNotNull();
        clock.advance(Duration.ofMillis(1));
        assertThat(allowances.take(Kind.PEOPLE, CITY)).isNull();
        clock.advance(Duration.ofHours(1));
        assertThat(granted(allowances, CITY, 200)).as("nothing is saved up").isEqualTo(60);
    }

    @Test
    void whoProvesThemselvesInTheEndIsNotLimited() {
        for (int i = 0; i < 1000; i++) {
            assertThat(granted(allowances, CITY, 4)).isEqualTo(4);
            allowances.giveBack(Kind.PEOPLE, CITY, 4);
        }
    }

    @Test
    void nobodySavesUpByProvingThemselves() {
        allowances.giveBack(Kind.PEOPLE, CITY, 1000);

        assertThat(granted(allowances, CITY, 200)).isEqualTo(60);
    }

    @Test
    void wrongProofCostsMore() {
        granted(allowances, CITY, 1);
        allowances.charge(Kind.PEOPLE, CITY, 50);
        assertThat(granted(allowances, CITY, 200)).isEqualTo(9);

        allowances.charge(Kind.PEOPLE, CITY, 50);
        clock.advance(Duration.ofSeconds(2));
        assertThat(granted(allowances, CITY, 200)).as("nobody owes anything").isEqualTo(12);
    }

    @Test
    void strangersShareAnAllowanceAndLeaveThoseAloneWhoAreKnown() {
        granted(allowances, CITY, 1);
        allowances.giveBack(Kind.PEOPLE, CITY, 1);
        long served = IntStream.range(0, 500)
                .mapToLong(i -> granted(allowances, "10.0." + i / 250 + "." + i % 250, 1))
                .sum();

        assertThat(served).isEqualTo(100);
        assertThat(granted(allowances, CITY, 60))
                .as("where somebody signed in before")
                .isEqualTo(60);
        assertThat(allowances.take(Kind.PEOPLE, HOME)).as("a stranger").isNotNull();
        assertThat(allowances.take(Kind.REGISTRATIONS, HOME)).isNull();
        clock.advance(Duration.ofMinutes(1));
        assertThat(allowances.take(Kind.PEOPLE, HOME)).isNull();
    }

    @Test
    void strangersShareAnAllowanceOfRegistrationToo() {
        long served = IntStream.range(0, 500)
                .filter(i -> allowances.take(Kind.REGISTRATIONS, "10.0." + i / 250 + "." + i % 250) == null)
                .count();

        assertThat(served).isEqualTo(100);
    }

    @Test
    void refusedStrangerKeepsTheirOwn() {
        for (int i = 0; i < 100; i++) {
            allowances.take(Kind.PEOPLE, "10.0.0." + i);
        }
        granted(allowances, HOME, 500);
        allowances.giveBack(Kind.PEOPLE, HOME, 1);

        assertThat(granted(allowances, HOME, 500)).isEqualTo(60);
    }

    @Test
    void noMoreAreCountedThanFit() {
        for (int i = 0; i < 3 * Allowances.MOST_CALLERS; i++) {
            allowances.take(Kind.PEOPLE, "caller " + i);
        }

        assertThat(allowances.counted()).isPositive().isLessThanOrEqualTo(Allowances.MOST_CALLERS);
    }

    @Test
    void clockThatIsSetBackStopsNothing() {
        granted(allowances, CITY, 60);
        clock.advance(Duration.ofHours(-1));
        assertThat(allowances.take(Kind.PEOPLE, CITY)).isNotNull();
        clock.advance(Duration.ofSeconds(1));
        assertThat(allowances.take(Kind.PEOPLE, CITY)).isNull();
    }

    @Test
    void zeroIsNoLimit() {
        Allowances open = with(new LimitSettings(0, 0, 0, 0, 0));

        assertThat(granted(open, CITY, 10_000)).isEqualTo(10_000);
        open.charge(Kind.PEOPLE, CITY, 1);
        open.giveBack(Kind.PEOPLE, CITY, 1);
        assertThat(open.take(Kind.UNPROVEN_ROWS, "an application")).isNull();
    }
}
