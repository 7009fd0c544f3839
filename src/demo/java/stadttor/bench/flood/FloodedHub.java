package stadttor.bench.flood;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import stadttor.bench.faults.Configured;
import stadttor.bench.faults.HubApi;
import stadttor.bench.faults.HubNode;
import stadttor.bench.operations.BenchProblem;
import stadttor.bench.operations.Http;
import stadttor.bench.operations.Upstream;
import stadttor.demo.EmbeddedPostgres;
import stadttor.demo.Ports;

/** One node with its limits as they are by default, its PostgreSQL, and the provider behind it. */
final class FloodedHub implements AutoCloseable {

    private static final List<String> MACHINE =
            List.of("--enable-native-access=ALL-UNNAMED", "-Xmx512m", "-XX:+ExitOnOutOfMemoryError");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int CONNECTIONS = 16;

    private final EmbeddedPostgres postgres;
    private final Upstream upstream = Upstream.start();
    private final Http http = new Http(CONNECTIONS, PATIENCE);
    private final HubNode node;
    private final String address;

    private FloodedHub(Path folder) {
        this.postgres = EmbeddedPostgres.at(folder.resolve("postgres"), 0).start();
        int port = Ports.free();
        this.address = "http://127.0.0.1:" + port;
        Map<String, String> settings = new TreeMap<>(Map.of(
                "STADTTOR_ISSUER",
                address,
                "STADTTOR_DEMO",
                "true",
                "STADTTOR_TRUSTED_PROXIES",
                "127.0.0.1",
                "STADTTOR_INTERNAL_TARGETS",
                "127.0.0.0/8",
                "STADTTOR_KEY_ENCRYPTION_KEY",
                random(),
                "STADTTOR_DATABASE_URL",
                postgres.jdbcUrl(),
                "STADTTOR_DATABASE_USER",
                postgres.user(),
                "STADTTOR_DATABASE_PASSWORD",
                postgres.password()));
        Map<String, String> operator = HubNode.bootstrap(MACHINE, settings, folder.resolve("bootstrap.log"));
        this.node = HubNode.begin(MACHINE, settings, port, folder.resolve("hub.log"));
        node.awaitStart();
        HubApi hub = api();
        hub.apply(document(), hub.operatorToken(operator));
    }

    static FloodedHub start(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new FloodedHub(folder);
    }

    /** With an application that anybody can call themselves. */
    private String document() {
        return new Configured(upstream.issuer(), SignIns.PEOPLE).document().replace("\nreleases:\n", """

                          - id: %s
                            name: {de: Einseitig, en: Single page}
                            application-type: web
                            redirect-uris: [%s]
                            client-authentication: [none]
                            grants: [authorization_code]
                            scopes: [openid]
                            access: {states: [DE-SN, DE-ST]}
                        releases:
                        """.formatted(
                        Flood.PUBLIC_CLIENT, Configured.CALLBACK));
    }

    HubApi api() {
        return new HubApi(address, http);
    }

    SignIns signIns() {
        return new SignIns(api(), http, upstream.issuer().substring("http://".length()));
    }

    int port() {
        return node.port();
    }

    /** All that is stored. */
    long rows() {
        try (Connection connection =
                        DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet found = statement.executeQuery("""
                    select relname from pg_class where relkind in ('r', 'p') and not relispartition
                        and relnamespace = 'public'::regnamespace and relname <> 'audit_seal'
                    """)) {
                while (found.next()) {
                    tables.add(found.getString(1));
                }
            }
            long rows = 0;
            for (String table : tables) {
                try (ResultSet count = statement.executeQuery("select count(*) from " + table)) {
                    count.next();
                    rows += count.getLong(1);
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new BenchProblem("PostgreSQL does not tell what it holds", e);
        }
    }

    /** @param metric as the actuator names it, with its tags */
    double metric(String metric) {
        Map<String, Object> told = http.get(node.management("/actuator/metrics/" + metric), Map.of())
                .json();
        if (told.get("measurements") instanceof List<?> all
                && !all.isEmpty()
                && all.getFirst() instanceof Map<?, ?> first
                && first.get("value") instanceof Number value) {
            return value.doubleValue();
        }
        throw new BenchProblem("the hub does not tell " + metric);
    }

    private static String random() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public void close() {
        node.end();
        upstream.close();
        postgres.close();
        try {
            http.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
