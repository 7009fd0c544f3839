package de.stadttor.backup;

import de.stadttor.platform.Sealer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Fills an empty database from a backup: all of it or nothing, in one transaction. The tables are made as they were when
 * the backup was taken, filled, and then migrated like any database of that age.
 */
public final class Restoring {

    private final DataSource database;
    private final Flyway flyway;
    private final Sealer sealer;

    Restoring(DataSource database, Flyway flyway, Sealer sealer) {
        this.database = database;
        this.flyway = flyway;
        this.sealer = sealer;
    }

    /**
     * The audit gets its record at the next start on that database.
     *
     * @throws BackupProblem where the file is not a good backup, the database is not empty, or it fails
     */
    public Manifest restore(Path file) {
        try (BackupFile backup = BackupFile.open(file, sealer)) {
            demandKnown(backup.manifest().schema());
            demandEmptyDatabase();
            RowsIntoTables rows = new RowsIntoTables(backup);
            migrations(rows).migrate();
            if (!rows.areCopied()) {
                throw new BackupProblem("Another program made tables in the database meanwhile; nothing was restored.");
            }
            return backup.manifest();
        } catch (FlywayException e) {
            throw new BackupProblem("The database could not be filled, and is empty as before: " + cause(e), e);
        } catch (SQLException e) {
            throw new BackupProblem("The database does not answer: SQL state " + e.getSQLState() + ".", e);
        }
    }

    private Flyway migrations(RowsIntoTables rows) {
        FluentConfiguration own = Flyway.configure()
                .configuration(flyway.getConfiguration())
                .group(true)
                .callbacks(rows);
        // one connection: the history of the migrations in the same transaction as what they do
        return own.configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
                .load();
    }

    private void demandKnown(String schema) {
        MigrationVersion version = MigrationVersion.fromVersion(schema);
        if (Stream.of(flyway.info().all())
                .noneMatch(migration -> version.equals(migration.getVersion())
                        && migration.getState().isResolved())) {
            throw new BackupProblem("The backup was taken by a newer hub (tables of version " + schema
                    + "); restore it with that version.");
        }
    }

    private void demandEmptyDatabase() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            boolean empty = isZero(
                    statement,
                    "select count(*) from pg_class where relnamespace = to_regnamespace(current_schema()::text)"
                            + " and relkind in ('r', 'p', 'v', 'm', 'f') and relname <> 'flyway_schema_history'");
            // what is left of making tables that was broken off
            boolean unmigrated =
                    isZero(statement, "select count(*) from pg_class where oid = to_regclass('flyway_schema_history')")
                            || isZero(statement, "select count(*) from flyway_schema_history");
            if (!empty || !unmigrated) {
                throw new BackupProblem("The database is not empty, and a restore overwrites nothing: name a new, empty"
                        + " one in STADTTOR_DATABASE_URL.");
            }
        }
    }

    private static boolean isZero(Statement statement, String count) throws SQLException {
        try (ResultSet row = statement.executeQuery(count)) {
            row.next();
            return row.getLong(1) == 0;
        }
    }

    private static String cause(Throwable failure) {
        Throwable cause = failure;
        for (Throwable next = cause.getCause(); next != null; next = next.getCause()) {
            cause = next;
        }
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }
}
