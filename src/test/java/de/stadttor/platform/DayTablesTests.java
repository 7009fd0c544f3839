package de.stadttor.platform;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.HubUnderTest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class DayTablesTests {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final Instant LAST_OF_THE_DAY = Instant.parse("2026-11-24T23:59:59.999999999Z");

    private final DayTables days = new DayTables(Clock.fixed(NOON, ZoneOffset.UTC));

    private static byte[] key(Instant end) {
        return OpaqueKeys.storedKey(OpaqueKeys.newSecret(end)).orElseThrow();
    }

    @Test
    void namesThePartitionOfTheDayOnWhichTheRowEnds() {
        String today = "_d" + NOON.atOffset(ZoneOffset.UTC).toLocalDate().toEpochDay();

        assertThat(days.of(OpaqueKeys.newId(NOON))).isEqualTo(today);
        assertThat(days.of(key(LAST_OF_THE_DAY))).isEqualTo(today);
        assertThat(days.of(key(LAST_OF_THE_DAY.plusNanos(1)))).isNotEqualTo(today);
    }

    @Test
    void rowsBesideOneAnotherLieInPartitionsOfTheSameDay() {
        UUID row = OpaqueKeys.newId(NOON.plus(Duration.ofDays(30)));
        String secret = OpaqueKeys.newSecretBeside(row);

        assertThat(days.of(OpaqueKeys.newIdBeside(row))).isEqualTo(days.of(row)).isNotEmpty();
        assertThat(days.of(OpaqueKeys.storedKey(secret).orElseThrow())).isEqualTo(days.of(row));
    }

    @ParameterizedTest
    @ValueSource(ints = {-20_000, -2, -1, 32, 33, 40_000})
    void asksTheWholeTableForADayWhosePartitionMayBeMissing(int ahead) {
        assertThat(days.of(key(NOON.plus(Duration.ofDays(ahead))))).isEmpty();
    }

    /** Also on a node whose clock has passed midnight before the one that made the partitions. */
    @Test
    void eachPartitionThatIsNamedIsThere() {
        HubUnderTest hub = HubUnderTest.shared();
        DayTables ahead = new DayTables(Clock.offset(hub.clock(), Duration.ofDays(1)));
        List<String> tables = List.of("hub_session", "grants", "token", "revoked_token");
        List<String> named = IntStream.rangeClosed(-5, 50)
                .mapToObj(day -> key(hub.clock().instant().plus(Duration.ofDays(day))))
                .flatMap(key -> tables.stream()
                        .flatMap(table -> java.util.stream.Stream.of(
                                table + hub.bean(DayTables.class).of(key), table + ahead.of(key))))
                .distinct()
                .toList();

        assertThat(named).hasSizeGreaterThan(4 * 32);
        assertThat(named)
                .allSatisfy(table -> assertThat(Objects.requireNonNull(hub.bean(JdbcClient.class)
                                .sql("select to_regclass(:table) is not null")
                                .param("table", table)
                                .query(Boolean.class)
                                .single()))
                        .as(table)
                        .isTrue());
    }
}
