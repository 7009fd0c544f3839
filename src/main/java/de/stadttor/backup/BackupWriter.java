package de.stadttor.backup;

import de.stadttor.platform.Json;
import de.stadttor.platform.Sealer;
import de.stadttor.platform.Settings;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * Writes what the database keeps into one file, as of one moment, while hubs work on it. Signing keys and providers'
 * secrets lie in it as they lie in the database, under the key-encryption key, which is not in it.
 */
public final class BackupWriter {

    private final DataSource database;
    private final Sealer sealer;
    private final Settings settings;
    private final Clock clock;

    BackupWriter(DataSource database, Sealer sealer, Settings settings, Clock clock) {
        this.database = database;
        this.sealer = sealer;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * For the eyes of its owner alone, and under its name only once it is complete and on the disk.
     *
     * @param file must not exist
     * @throws BackupProblem where it exists or cannot be written, or the database cannot be read
     */
    public Manifest write(Path file) {
        if (Files.exists(file)) {
            throw new BackupProblem(file + " exists already; a backup overwrites nothing.");
        }
        try {
            Path unfinished = Files.createTempFile(
                    file.toAbsolutePath().getParent(),
                    file.getFileName() + ".",
                    ".unfinished",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try {
                Manifest manifest = writeDurably(unfinished);
                Files.move(unfinished, file);
                return manifest;
            } finally {
                Files.deleteIfExists(unfinished);
            }
        } catch (FileAlreadyExistsException e) {
            throw new BackupProblem(file + " exists already; a backup overwrites nothing.", e);
        } catch (IOException e) {
            throw new BackupProblem(file + " cannot be written.", e);
        } catch (SQLException e) {
            throw new BackupProblem("The database cannot be read: SQL state " + e.getSQLState() + ".", e);
        }
    }

    private Manifest writeDurably(Path file) throws IOException, SQLException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel));
            Manifest manifest = write(out);
            out.flush();
            channel.force(true);
            return manifest;
        }
    }

    Manifest write(OutputStream out) throws IOException, SQLException {
        try (Connection connection = database.getConnection()) {
            // a large table may take its time, and so may the disk
            connection.setNetworkTimeout(Runnable::run, 0);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            try {
                return write(connection, out);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private Manifest write(Connection connection, OutputStream out) throws IOException, SQLException {
        String schema;
        try (Statement statement = connection.createStatement()) {
            statement.execute("set local statement_timeout = 0");
            statement.execute("set local idle_in_transaction_session_timeout = 0");
            // before the snapshot: from here on no migration changes them
            statement.execute("lock table " + String.join(", ", TablesOfTheHub.KEPT) + " in access share mode");
            schema = schema(statement);
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        ZipOutputStream zip = new ZipOutputStream(out);
        List<Manifest.Table> tables = new ArrayList<>();
        for (String table : TablesOfTheHub.KEPT) {
            tables.add(copy(connection, table, zip));
        }
        Manifest manifest = new Manifest(Manifest.FORMAT, schema, settings.issuer(), now, tables);
        byte[] text = Json.write(manifest).getBytes(StandardCharsets.UTF_8);
        put(zip, Entries.MANIFEST, text);
        put(zip, Entries.DIGEST, hexLine(Entries.sha256().digest(text)));
        put(zip, Entries.MAC, hexLine(Entries.purpose(sealer).hash(text)));
        zip.finish();
        return manifest;
    }

    private static String schema(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("select version from flyway_schema_history"
                + " where success and version is not null order by installed_rank desc limit 1")) {
            row.next();
            return row.getString(1);
        }
    }

    private static Manifest.Table copy(Connection connection, String table, ZipOutputStream zip)
            throws IOException, SQLException {
        Manifest.Table empty = new Manifest.Table(table, columns(connection, table), 0, "");
        CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
        MessageDigest digest = Entries.sha256();
        zip.putNextEntry(new ZipEntry(Entries.rowsOf(table)));
        long rows = copy.copyOut(
                "copy %s (%s) to stdout".formatted(empty.quoted(), empty.quotedColumns()),
                new DigestOutputStream(zip, digest));
        zip.closeEntry();
        return new Manifest.Table(table, empty.columns(), rows, Entries.hex(digest.digest()));
    }

    private static List<String> columns(Connection connection, String table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select attname from pg_attribute"
                + " where attrelid = ?::regclass and attnum > 0 and not attisdropped and attgenerated = ''"
                + " order by attnum")) {
            statement.setString(1, table);
            List<String> columns = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    columns.add(row.getString(1));
                }
            }
            return columns;
        }
    }

    private static byte[] hexLine(byte[] bytes) {
        return (Entries.hex(bytes) + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }
}
