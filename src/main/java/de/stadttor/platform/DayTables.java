package de.stadttor.platform;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Which partition holds a row, read off its key. PostgreSQL plans, locks and opens every day of a partitioned table for
 * a join whose key is a parameter, at each execution; a statement that names the day's partition costs as much as one on
 * a plain table.
 */
@Component
public class DayTables {

    private final Clock clock;

    DayTables(Clock clock) {
        this.clock = clock;
    }

    /**
     * What has to stand behind the name of the partitioned table. Empty, so that the whole table is asked, for a day
     * whose partition may be gone already or not be there yet: any key may be presented.
     *
     * @param id as {@link OpaqueKeys#newId} made it
     */
    public String of(UUID id) {
        return suffix(OpaqueKeys.dayOf(id));
    }

    /**
     * The same for what is found by a secret.
     *
     * @param key as {@link OpaqueKeys#storedKey} made it
     */
    public String of(byte[] key) {
        return suffix(OpaqueKeys.dayOf(key));
    }

    private String suffix(short day) {
        long ahead = Short.toUnsignedLong(day)
                - LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toEpochDay();
        return ahead < 0 || ahead > Partitions.DAYS_CERTAIN ? "" : suffix(Short.toUnsignedLong(day));
    }

    static String suffix(long day) {
        return "_d" + day;
    }
}
