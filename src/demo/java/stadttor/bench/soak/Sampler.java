package stadttor.bench.soak;

import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import stadttor.bench.operations.BenchProblem;
import stadttor.bench.operations.Http;

/** Looks at the hub, its database and its pool. For one thread. */
final class Sampler implements AutoCloseable {

    /** Days' tables count for the one that they are part of. */
    private static final String TABLES = """
            select coalesce(i.inhparent::regclass::text, c.relname) as name,
                sum(pg_total_relation_size(c.oid)), sum(coalesce(s.n_tup_ins, 0))
            from pg_class c left join pg_inherits i on i.inhrelid = c.oid
                left join pg_stat_user_tables s on s.relid = c.oid
            where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
            group by 1
            """;

    private final HubProcess hub;
    private final Connection database;
    private final Http http;
    private final URI metrics;

    /** @param management where the hub tells its metrics */
    Sampler(HubProcess hub, Connection database, Http http, URI management) {
        this.hub = hub;
        this.database = database;
        this.http = http;
        this.metrics = management.resolve("prometheus");
    }

    Sample sample(double seconds, long operations) {
        String told = http.get(metrics, Map.of()).body();
        try (Statement statement = database.createStatement()) {
            return new Sample(
                    seconds,
                    operations,
                    hub.residentBytes(),
                    hub.threads(),
                    hub.openFiles(),
                    connections(statement),
                    metric(told, "hikaricp_connections"),
                    metric(told, "hikaricp_connections_pending"),
                    tables(statement));
        } catch (SQLException e) {
            throw new BenchProblem("the database tells nothing of itself", e);
        }
    }

    /** Without the one that asks. */
    private static long connections(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("""
                select count(*) from pg_stat_activity
                where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()
                """)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static Map<String, Sample.Table> tables(Statement statement) throws SQLException {
        Map<String, Sample.Table> tables = new TreeMap<>();
        try (ResultSet rows = statement.executeQuery(TABLES)) {
            while (rows.next()) {
                tables.put(rows.getString(1), new Sample.Table(rows.getLong(2), rows.getLong(3)));
            }
        }
        return tables;
    }

    /** The value of a metric that there is once, as Prometheus reads it. */
    static long metric(String text, String name) {
        return text.lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .mapToLong(value -> (long) Double.parseDouble(value))
                .findFirst()
                .orElseThrow(() -> new BenchProblem("the hub does not tell " + name));
    }

    @Override
    public void close() throws SQLException {
        database.close();
    }
}
