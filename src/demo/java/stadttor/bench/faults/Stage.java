package stadttor.bench.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import stadttor.bench.operations.BenchProblem;
import stadttor.bench.operations.Http;
import stadttor.bench.operations.Upstream;
import stadttor.demo.EmbeddedPostgres;

/**
 * PostgreSQL, two nodes of the hub, each with a line of its own to it, the proxy before them and the provider behind them.
 * What a {@link Fault} does, it does to these; for one thread.
 */
final class Stage implements AutoCloseable {

    private static final List<String> MACHINE = List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-XX:+ExitOnOutOfMemoryError");
    private static final int NODES = 2;
    private static final int CONNECTIONS = 64;

    /** No answer of the proxy takes so long. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final EmbeddedPostgres postgres;
    private final Upstream upstream;
    private final Balancer balancer;
    private final Configured configured;
    private final Http http = new Http(CONNECTIONS, PATIENCE);
    private final List<Line> lines = new ArrayList<>();
    private final List<HubNode> nodes = new ArrayList<>();
    private Map<String, String> operator = Map.of();

    private Stage(EmbeddedPostgres postgres, int people) {
        this.postgres = postgres;
        this.upstream = Upstream.start();
        this.balancer = Balancer.start();
        this.configured = new Configured(upstream.issuer(), people);
    }

    /**
     * Returns when both nodes answer and are configured.
     *
     * @param database where PostgreSQL keeps its data
     * @param folder for logs
     * @param people who will sign in
     */
    static Stage set(Path database, Path folder, int people) {
        Stage stage = new Stage(EmbeddedPostgres.at(database, 0).start(), people);
        try {
            Files.createDirectories(folder);
            stage.start(folder);
            return stage;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            stage.close();
            throw e;
        }
    }

    private void start(Path folder) {
        Map<String, String> settings = Map.of(
                "STADTTOR_ISSUER", balancer.address(),
                "STADTTOR_DEMO", "true",
                "STADTTOR_INTERNAL_TARGETS", "127.0.0.0/8",
                "STADTTOR_KEY_ENCRYPTION_KEY", random(),
                "STADTTOR_DATABASE_USER", postgres.user(),
                "STADTTOR_DATABASE_PASSWORD", postgres.password());
        operator = HubNode.bootstrap(MACHINE, throughLine(settings, postgres.port()), folder.resolve("bootstrap.log"));
        for (int number = 0; number < NODES; number++) {
            Line line = Line.to(postgres.port());
            lines.add(line);
            nodes.add(HubNode.begin(
                    MACHINE, throughLine(settings, line.port()), folder.resolve("node-" + number + ".log")));
        }
        nodes.forEach(HubNode::awaitStart);
        nodes.forEach(balancer::add);
        HubApi hub = new HubApi(balancer.address(), http);
        hub.apply(configured.document(), hub.operatorToken(operator));
    }

    private Map<String, String> throughLine(Map<String, String> settings, int port) {
        Map<String, String> all = new TreeMap<>(settings);
        all.put("STADTTOR_DATABASE_URL", postgres.jdbcUrl().replace(":" + postgres.port() + "/", ":" + port + "/"));
        return all;
    }

    /** Everybody who works with it. Every other person signs in again and again. */
    List<Client> clients(Ledger ledger) {
        HubApi hub = new HubApi(balancer.address(), http);
        String provider = upstream.issuer().substring("http://".length());
        List<Client> clients = new ArrayList<>(List.of(new RuleClerk(hub, configured, operator, ledger)));
        IntStream.range(0, configured.people())
                .mapToObj(person -> new Person(person, person % 2 == 0, hub, http, provider, ledger))
                .forEach(clients::add);
        return clients;
    }

    Stored stored() throws SQLException {
        try (Connection connection =
                DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password())) {
            return Stored.read(connection);
        }
    }

    /** Whether the proxy leads requests to each node that is there. */
    boolean isWhole() {
        return balancer.ready() == nodes.stream().filter(HubNode::isAlive).count();
    }

    EmbeddedPostgres postgres() {
        return postgres;
    }

    Upstream upstream() {
        return upstream;
    }

    HubNode node() {
        return nodes.getFirst();
    }

    /** Between {@link #node} and PostgreSQL. */
    Line line() {
        return lines.getFirst();
    }

    private static String random() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public void close() {
        try {
            nodes.forEach(HubNode::end);
            lines.forEach(Line::close);
            balancer.close();
            http.close();
        } catch (IOException e) {
            throw new BenchProblem("the stage cannot be cleared", e);
        } finally {
            upstream.answerAgain();
            upstream.close();
            postgres.close();
        }
    }
}
