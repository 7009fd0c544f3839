package de.stadttor.backup;

import de.stadttor.platform.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** Fills the tables between two migrations: after the last one that the backup's database had. */
final class RowsIntoTables implements Callback {

    private final BackupFile backup;
    private final MigrationVersion schema;
    private boolean copied;

    RowsIntoTables(BackupFile backup) {
        this.backup = backup;
        this.schema = MigrationVersion.fromVersion(backup.manifest().schema());
    }

    boolean areCopied() {
        return copied;
    }

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.AFTER_EACH_MIGRATE
                && schema.equals(context.getMigrationInfo().getVersion());
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        try {
            fill(context.getConnection());
            copied = true;
        } catch (SQLException e) {
            throw new FlywayException(e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void fill(Connection connection) throws SQLException, IOException {
        connection.setNetworkTimeout(Runnable::run, 0);
        try (Statement statement = connection.createStatement()) {
            statement.execute("set local statement_timeout = 0");
            statement.execute("set local idle_in_transaction_session_timeout = 0");
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            for (Manifest.Table table : backup.manifest().tables()) {
                try (InputStream rows = backup.rows(table)) {
                    copy.copyIn("copy %s (%s) from stdin".formatted(table.quoted(), table.quotedColumns()), rows);
                }
                for (String column : numbered(connection, table)) {
                    goOnCounting(statement, table, column);
                }
                statement.execute("analyze " + table.quoted());
            }
            // a migration cannot change a table while checks of it are waiting
            statement.execute("set constraints all immediate");
        }
        try (PreparedStatement note =
                connection.prepareStatement("insert into setting (name, body) values (?, ?::jsonb)"
                        + " on conflict (name) do update set body = excluded.body")) {
            note.setString(1, RestoreNote.SETTING);
            note.setString(2, Json.write(RestoreNote.of(backup.manifest())));
            note.executeUpdate();
        }
    }

    /** The columns that PostgreSQL itself numbers. */
    private static List<String> numbered(Connection connection, Manifest.Table table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select quote_ident(attname) from pg_attribute where attrelid = ?::regclass and attidentity <> ''")) {
            statement.setString(1, table.quoted());
            List<String> columns = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    columns.add(row.getString(1));
                }
            }
            return columns;
        }
    }

    private static void goOnCounting(Statement statement, Manifest.Table table, String column) throws SQLException {
        statement.execute("select setval(pg_get_serial_sequence('%s', '%s'), max(%s)) from %s having max(%s) > 0"
                .formatted(table.quoted(), column, column, table.quoted(), column));
    }

    @Override
    public String getCallbackName() {
        return "restore";
    }
}
