package de.stadttor.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The schedule as a table; times are hours since a beginning. */
class KeyScheduleTests {

    private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

    private static Instant at(int hour) {
        return BEGINNING.plus(Duration.ofHours(hour));
    }

    /** A key as its name and its times: announced, to be used, used, retired, removed; a point for none. */
    private static KeyLife key(String text) {
        String[] parts = text.strip().split(" +", -1);
        return new KeyLife(
                parts[0],
                "ES256",
                at(Integer.parseInt(parts[1])),
                at(Integer.parseInt(parts[2])),
                time(parts[3]),
                time(parts[4]),
                time(parts[5]),
                null);
    }

    private static @Nullable Instant time(String hour) {
        return hour.equals(".") ? null : at(Integer.parseInt(hour));
    }

    private static String said(KeySchedule.Act act) {
        return switch (act) {
            case KeySchedule.Announce announce ->
                "announce " + Duration.between(BEGINNING, announce.useFrom()).toHours();
            case KeySchedule.Use use -> "use " + use.keyId();
            case KeySchedule.Remove remove -> "remove " + remove.keyId();
        };
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            # now | keys                                    | what is due
            0     | none                                    | announce 0
            0     | a 0 0 0 . .                             | ''
            2133  | a 0 0 0 . .                             | ''
            2134  | a 0 0 0 . .                             | announce 2160
            5000  | a 0 0 0 . .                             | announce 5026
            2159  | a 0 0 0 . . / b 2134 2160 . . .         | ''
            2160  | a 0 0 0 . . / b 2134 2160 . . .         | use b
            2161  | a 0 0 0 2160 . / b 2134 2160 2160 . .   | ''
            2183  | a 0 0 0 2160 . / b 2134 2160 2160 . .   | ''
            2184  | a 0 0 0 2160 . / b 2134 2160 2160 . .   | remove a
            2185  | a 0 0 0 2160 2184 / b 2134 2160 2160 . .| ''
            # one that an operator announced early is used when it says, and the quarter begins anew
            100   | a 0 0 0 . . / b 80 106 . . .            | ''
            106   | a 0 0 0 . . / b 80 106 . . .            | use b
            2240  | a 0 0 0 106 130 / b 80 106 106 . .      | announce 2266
            # of two that are announced the first one goes first
            2200  | a 0 0 0 . . / b 2134 2160 . . . / c 2150 2176 . . . | use b
            # where none is in use, waiting helps nobody
            10    | a 0 0 0 5 . / b 4 30 . . .              | use b
            10    | a 0 0 0 5 .                             | announce 10
            40    | a 0 0 0 5 .                             | announce 40, remove a
            """)
    void doesWhatIsDueAndNoMore(int now, @Nullable String keys, String due) {
        List<KeyLife> lives = keys == null
                ? List.of()
                : Arrays.stream(keys.split("/", -1)).map(KeyScheduleTests::key).toList();

        assertThat(KeySchedule.due(at(now), lives).stream()
                        .map(KeyScheduleTests::said)
                        .collect(Collectors.joining(", ")))
                .isEqualTo(due);
    }

    @Test
    void isAnnouncedForADayAndTheCachesOnTheWayAndMore() {
        assertThat(KeySchedule.ANNOUNCED).isGreaterThan(Duration.ofDays(1).plus(SigningKeys.FRESH.multipliedBy(2)));
    }

    @Test
    void aRemovedKeysHintsCountForAMonthUnlessItIsCompromised() {
        KeyLife removed = key("a 0 0 0 100 124");
        KeyLife compromised = new KeyLife("a", "ES256", at(0), at(0), at(0), at(100), at(124), at(130));

        assertThat(removed.countsForHints(at(100 + 31 * 24 - 1))).isTrue();
        assertThat(removed.countsForHints(at(100 + 31 * 24))).isFalse();
        assertThat(compromised.countsForHints(at(130))).isFalse();
    }
}
