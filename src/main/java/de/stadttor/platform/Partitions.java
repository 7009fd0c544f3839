package de.stadttor.platform;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes the days' partitions ahead and drops those that are over. One node does it at a time; a day's partition is
 * dropped a day after its end, so that nodes whose clocks differ agree.
 */
@Component
public class Partitions {

    private static final Logger LOG = LoggerFactory.getLogger(Partitions.class);
    private static final List<String> BY_UUID = List.of("hub_session", "grants", "logout_message");
    private static final List<String> BY_BYTES =
            List.of("token", "revoked_token", "pushed_request", "used_jti", "device_code");
    private static final int DAYS_AHEAD = 33;

    /** Today's partition and those of so many days from now on are there on every node's clock, just after midnight too. */
    static final int DAYS_CERTAIN = DAYS_AHEAD - 2;

    private static final long LOCK = 0x53746164_74746f72L;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Partitions(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
        maintain();
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT1H")
    void maintainInTheBackground() {
        try {
            maintain();
        } catch (DataAccessException e) {
            LOG.warn(
                    "partitions could not be maintained, trying again in an hour: {}",
                    e.getClass().getSimpleName());
        }
    }

    /** Brings the partitions up to date; does nothing where another node is at it. */
    public final void maintain() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        transaction.executeWithoutResult(status -> {
            jdbc.sql("select pg_advisory_xact_lock(:lock)")
                    .param("lock", LOCK)
                    .query((rs, row) -> true)
                    .single();
            List<String> present = jdbc.sql("select relname from pg_class where relkind = 'r' and relispartition")
                    .query(String.class)
                    .list();
            for (LocalDate day = today.minusDays(1); day.isBefore(today.plusDays(DAYS_AHEAD)); day = day.plusDays(1)) {
                for (String table : BY_UUID) {
                    create(present, table, day, uuid(day), uuid(day.plusDays(1)));
                }
                for (String table : BY_BYTES) {
                    create(present, table, day, bytes(day), bytes(day.plusDays(1)));
                }
            }
            for (String partition : present) {
                int at = partition.lastIndexOf("_d");
                if (at > 0 && Long.parseLong(partition.substring(at + 2)) < today.toEpochDay() - 1) {
                    jdbc.sql("drop table " + partition).update();
                }
            }
        });
    }

    private void create(List<String> present, String table, LocalDate day, String from, String to) {
        String name = table + DayTables.suffix(day.toEpochDay());
        if (!present.contains(name)) {
            jdbc.sql("create table %s partition of %s for values from ('%s') to ('%s')"
                            .formatted(name, table, from, to))
                    .update();
        }
    }

    private static String uuid(LocalDate day) {
        return HexFormat.of().formatHex(OpaqueKeys.firstOf(day)) + "0000-0000-0000-0000-000000000000";
    }

    private static String bytes(LocalDate day) {
        return "\\x" + HexFormat.of().formatHex(OpaqueKeys.firstOf(day));
    }

    static Duration horizon() {
        return Duration.ofDays(DAYS_AHEAD - 1L);
    }
}
