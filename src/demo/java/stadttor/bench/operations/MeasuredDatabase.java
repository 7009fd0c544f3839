package stadttor.bench.operations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import stadttor.demo.EmbeddedPostgres;

/** The PostgreSQL that all who are measured share, each with a database of its own. Not for use by several threads. */
public final class MeasuredDatabase implements AutoCloseable {

    private static final Duration LONGEST_FLUSH = Duration.ofSeconds(10);

    private final EmbeddedPostgres server;
    private final ProcessTree processes;
    private final Connection superuser;

    private MeasuredDatabase(EmbeddedPostgres server, Connection superuser) {
        this.server = server;
        this.processes = ProcessTree.of(server.pid());
        this.superuser = superuser;
    }

    public static MeasuredDatabase start(Path folder) {
        EmbeddedPostgres server = EmbeddedPostgres.at(folder, 0).start();
        try {
            MeasuredDatabase database = new MeasuredDatabase(
                    server, DriverManager.getConnection(server.jdbcUrl("postgres"), "postgres", server.password()));
            // The first change of a page after a checkpoint writes the whole page: with one in some windows and none in
            // others, what an operation writes would be a matter of luck.
            database.set("checkpoint_timeout", "1d");
            database.set("max_wal_size", "32GB");
            database.set("log_line_prefix", StatementLog.PREFIX);
            return database;
        } catch (SQLException e) {
            server.close();
            throw new BenchProblem("PostgreSQL lets nobody in", e);
        }
    }

    /** As the ordinary user; the caller closes it. */
    public Connection connection(String database) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(database), server.user(), server.password());
    }

    public EmbeddedPostgres server() {
        return server;
    }

    public String version() {
        return text("show server_version");
    }

    /** A new, empty database of the ordinary user. */
    public void create(String name) {
        execute("create database " + name + " owner " + server.user());
    }

    public Duration cpu() {
        return processes.cpu();
    }

    /** How far the write-ahead log has come, in bytes. */
    long walPosition() {
        return Long.parseLong(text("select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')"));
    }

    /** Everything that a database is asked while something runs. */
    StatementLog statements(String database, Runnable work) {
        try {
            long start = Files.size(server.log());
            set("log_statement", "all");
            work.run();
            String end = "end of " + UUID.randomUUID();
            text("select '" + end + "'");
            execute("alter system reset log_statement");
            reload();
            return StatementLog.of(linesUntil(end, start), database);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> linesUntil(String end, long start) throws IOException {
        long deadline = System.nanoTime() + LONGEST_FLUSH.toNanos();
        while (System.nanoTime() < deadline) {
            byte[] all = Files.readAllBytes(server.log());
            String written = new String(all, (int) start, all.length - (int) start, StandardCharsets.UTF_8);
            if (written.contains(end)) {
                return written.lines().toList();
            }
            pause();
        }
        throw new BenchProblem("PostgreSQL's log " + server.log() + " does not tell what was asked");
    }

    private void set(String setting, String value) {
        execute("alter system set " + setting + " = '" + value + "'");
        reload();
    }

    /** Each process of PostgreSQL is told by a signal, before its next statement. */
    private void reload() {
        text("select pg_reload_conf()");
        pause();
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofMillis(300));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchProblem("interrupted", e);
        }
    }

    private void execute(String sql) {
        try (Statement statement = superuser.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new BenchProblem("PostgreSQL refuses: " + sql, e);
        }
    }

    private String text(String sql) {
        try (Statement statement = superuser.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        } catch (SQLException e) {
            throw new BenchProblem("PostgreSQL refuses: " + sql, e);
        }
    }

    @Override
    public void close() {
        try {
            superuser.close();
        } catch (SQLException e) {
            throw new BenchProblem("PostgreSQL went before", e);
        } finally {
            server.close();
        }
    }
}
