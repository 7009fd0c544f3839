package de.stadttor.statistics;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A percentile from steps is near the one of the times themselves. */
class SignInTimesTests {

    private static SignInTimes of(long... milliseconds) {
        SignInTimes times = SignInTimes.none();
        for (long one : milliseconds) {
            times = times.with(SignInTimes.step(Duration.ofMillis(one)), 1);
        }
        return times;
    }

    @Test
    void withoutSignInsThereIsNone() {
        assertThat(SignInTimes.none().percentile(0.5)).isNull();
        assertThat(SignInTimes.none().count()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-5, 0",
        "1000, 0",
        "1001, 1",
        "10000, 8",
        "10001, 9",
        "1800000, 23",
        "1800001, 24",
        "99999999, 24"
    })
    void aTimeFallsIntoItsStep(long milliseconds, int step) {
        assertThat(SignInTimes.step(Duration.ofMillis(milliseconds))).isEqualTo(step);
    }

    @ParameterizedTest
    @CsvSource({"0.5, 15", "0.95, 28.5", "1, 30"})
    void aPercentileLiesWhereThatPartEnds(double part, double seconds) {
        SignInTimes times = of(LongStream.rangeClosed(1, 300).map(i -> i * 100).toArray());

        assertThat(times.count()).isEqualTo(300);
        assertThat(millis(times, part) / 1_000d).isCloseTo(seconds, within(0.2));
    }

    @Test
    void isNearTheTruthForTimesAsPeopleHaveThem() {
        Random random = new Random(7);
        long[] people = LongStream.range(0, 20_000)
                .map(i -> (long) (6_000 * Math.exp(random.nextGaussian() * 0.6)))
                .sorted()
                .toArray();
        SignInTimes times = of(people);

        assertThat(millis(times, 0.5) / (double) people[10_000]).isCloseTo(1, within(0.05));
        assertThat(millis(times, 0.95) / (double) people[19_000]).isCloseTo(1, within(0.1));
    }

    @Test
    void whatTakesLongerThanAllStepsIsToldAsTheLongest() {
        assertThat(of(9_999_999).percentile(0.5)).isEqualTo(Duration.ofMinutes(30));
        assertThat(SignInTimes.none().with(99, 5).with(-1, 5).count()).isZero();
    }

    private static long millis(SignInTimes times, double part) {
        return requireNonNull(times.percentile(part)).toMillis();
    }
}
