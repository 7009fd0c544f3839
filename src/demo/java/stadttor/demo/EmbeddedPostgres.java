package stadttor.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL on loopback, with durable data: it keeps what it acknowledged through a crash, as in production.
 * It can be stopped and started again on the same port. Not safe for use by several threads.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    private static final String USER = "stadttor";

    private final Path folder;
    private final Path data;
    private final int port;
    private String password = "";
    private @Nullable RunningProgram server;

    private EmbeddedPostgres(Path folder, int port) {
        this.folder = folder;
        this.data = folder.resolve("data");
        this.port = port;
    }

    /**
     * @param folder where it keeps its data, its password and its log; made at the first start
     * @param port on 127.0.0.1; 0 for any free one, which then stays the same
     */
    public static EmbeddedPostgres at(Path folder, int port) {
        return new EmbeddedPostgres(folder.toAbsolutePath().normalize(), port == 0 ? Ports.free() : port);
    }

    /**
     * Starts it and returns as soon as it accepts connections; does nothing where it runs already.
     *
     * @throws DemoProblem one sentence that says why it cannot
     */
    public EmbeddedPostgres start() {
        if (server != null && server.isAlive()) {
            return this;
        }
        try {
            Files.createDirectories(folder);
            RunningProgram.stopLeftOver(data.resolve("postmaster.pid"), data);
            if (Ports.isTaken(port)) {
                throw new DemoProblem("Port " + port + ", meant for PostgreSQL, is taken by another program.");
            }
            Path programs = PostgresBinaries.folder().resolve("bin");
            UnprivilegedUser user = UnprivilegedUser.forData(data);
            password = readOrMakePassword();
            if (!Files.isDirectory(data)) {
                initialize(programs, user);
            }
            server = RunningProgram.start(
                    new ProcessBuilder(user.running(serverCommand(programs), data, programs.resolve("postgres")))
                            .directory(folder.toFile()),
                    folder.resolve("log"));
            server.awaitLine("database system is ready to accept connections", 60);
            makeDatabase();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            stop();
            throw e;
        }
    }

    private List<String> serverCommand(Path programs) {
        List<String> command = new ArrayList<>(
                List.of(programs.resolve("postgres").toString(), "-D", data.toString(), "-p", String.valueOf(port)));
        for (String setting : List.of(
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "fsync=on",
                "synchronous_commit=on",
                "max_connections=200",
                "password_encryption=scram-sha-256")) {
            command.addAll(List.of("-c", setting));
        }
        return command;
    }

    /** Made beside its place and moved there when complete: an interrupted first start leaves nothing half done. */
    private void initialize(Path programs, UnprivilegedUser user) throws IOException {
        Path unfinished = folder.resolve("data.unfinished");
        Path passwordFile = folder.resolve("password.unfinished");
        Folders.delete(unfinished);
        Files.createDirectory(
                unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        user.own(unfinished);
        writePrivately(passwordFile, password);
        user.own(passwordFile);
        try {
            List<String> command = List.of(
                    programs.resolve("initdb").toString(),
                    "--pgdata=" + unfinished,
                    "--username=postgres",
                    "--pwfile=" + passwordFile,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale-provider=builtin",
                    "--locale=C.UTF-8");
            RunningProgram.start(
                            new ProcessBuilder(user.running(
                                            command, unfinished, passwordFile, programs.resolve("postgres")))
                                    .directory(folder.toFile()),
                            folder.resolve("log"))
                    .awaitSuccess(120);
            Files.move(unfinished, data);
        } finally {
            Files.deleteIfExists(passwordFile);
        }
    }

    private String readOrMakePassword() throws IOException {
        Path file = folder.resolve("password");
        if (!Files.exists(file)) {
            byte[] random = new byte[16];
            new SecureRandom().nextBytes(random);
            writePrivately(file, HexFormat.of().formatHex(random));
        }
        return Files.readString(file);
    }

    private static void writePrivately(Path file, String content) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, content);
    }

    /** The hub is not the database's superuser, here as in production. */
    private void makeDatabase() {
        try (Connection connection = DriverManager.getConnection(jdbcUrl("postgres"), "postgres", password);
                Statement statement = connection.createStatement()) {
            if (!exists(statement, "SELECT 1 FROM pg_roles WHERE rolname = '" + USER + "'")) {
                statement.execute("CREATE ROLE " + USER + " LOGIN CREATEDB PASSWORD '" + password + "'");
            }
            if (!exists(statement, "SELECT 1 FROM pg_database WHERE datname = '" + USER + "'")) {
                statement.execute("CREATE DATABASE " + USER + " OWNER " + USER);
            }
        } catch (SQLException e) {
            throw new DemoProblem("PostgreSQL started but lets nobody in: " + e.getMessage(), e);
        }
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (var rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    /** Ends it at once but in order: connections are cut, everything acknowledged is kept. */
    public void stop() {
        if (server != null) {
            // SIGTERM would wait until the last client has gone.
            server.stop("INT");
            server = null;
        }
    }

    /** Ends it at once and without order, as a crash does: its next start recovers from the write-ahead log. */
    public void crash() {
        if (server != null) {
            server.stop("QUIT");
            server = null;
        }
    }

    public boolean isAlive() {
        return server != null && server.isAlive();
    }

    @Override
    public void close() {
        stop();
    }

    public int port() {
        return port;
    }

    public String jdbcUrl() {
        return jdbcUrl(USER);
    }

    /** The address of another database on the same server. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /**
     * Its first process, which all others of it descend from.
     *
     * @throws IllegalStateException where it does not run
     */
    public long pid() {
        if (server == null) {
            throw new IllegalStateException("PostgreSQL does not run");
        }
        return server.pid();
    }

    public String user() {
        return USER;
    }

    /** What it writes about itself. */
    public Path log() {
        return folder.resolve("log");
    }

    /** Made at the first start and kept in its folder; empty before. The superuser {@code postgres} has the same. */
    public String password() {
        return password;
    }
}
