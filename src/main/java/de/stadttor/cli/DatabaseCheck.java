package de.stadttor.cli;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;

/** Whether the database is there, recent enough, does not lose what it confirmed, and has the hub's tables. */
final class DatabaseCheck {

    private static final int OLDEST = 15;
    private static final Duration CLOCKS_MAY_DIFFER = Duration.ofSeconds(5);

    private final DataSource database;
    private final Clock clock;

    DatabaseCheck(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * @throws SQLException where it does not answer or refuses
     */
    List<String> problems() throws SQLException {
        List<String> problems = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select current_setting('server_version'),"
                        + " current_setting('server_version_num')::int, current_setting('fsync'), clock_timestamp()")) {
            row.next();
            if (row.getInt(2) / 10_000 < OLDEST) {
                problems.add("it is PostgreSQL " + row.getString(1) + "; the hub needs " + OLDEST + " or newer");
            }
            if (!row.getString(3).equals("on")) {
                problems.add("fsync is " + row.getString(3)
                        + ", so a power cut brings spent codes and ended sessions back; set it to on");
            }
            Duration apart = Duration.between(
                            row.getObject(4, OffsetDateTime.class).toInstant(), clock.instant())
                    .abs();
            if (apart.compareTo(CLOCKS_MAY_DIFFER) > 0) {
                problems.add("its clock differs from this machine's by " + apart.toSeconds()
                        + " s; let both follow a time server");
            }
        }
        return problems;
    }

    /** Whether the hub's tables are those of this program. */
    static List<String> migrations(Flyway flyway) {
        MigrationInfoService info = flyway.info();
        MigrationInfo[] pending = info.pending();
        List<String> problems = new ArrayList<>();
        for (MigrationInfo migration : info.all()) {
            if (migration.getState().isFailed()) {
                problems.add("the migration " + migration.getScript() + " failed; see the hub's log of that start");
            } else if (migration.getState().isApplied() && !migration.getState().isResolved()) {
                problems.add("it has been migrated by a newer hub to version " + migration.getVersion()
                        + "; run that version of the hub");
            }
        }
        if (pending.length > 0) {
            problems.add(pending.length + " migrations are missing; start a hub once, which makes the tables");
        }
        return problems;
    }
}
