package stadttor.bench.operations;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import stadttor.bench.spring.SpringServer;
import stadttor.demo.Ports;
import stadttor.demo.RunningProgram;

/** Spring's authorization server, on the same PostgreSQL and behind the same provider. */
final class SpringProgram {

    private static final String NAME = "spring";
    private static final String CLIENT = "bench";
    private static final int START_SECONDS = 300;

    private final MeasuredDatabase postgres;
    private final Upstream upstream;
    private final Path folder;

    SpringProgram(MeasuredDatabase postgres, Upstream upstream, Path folder) {
        this.postgres = postgres;
        this.upstream = upstream;
        this.folder = folder;
    }

    Contender start(Http http) {
        postgres.create(NAME);
        String secret = UUID.randomUUID().toString();
        int port = Ports.free();
        String issuer = "http://127.0.0.1:" + port;
        Map<String, String> environment = new TreeMap<>(Map.of(
                "SERVER_PORT",
                String.valueOf(port),
                "SPRING_DATASOURCE_URL",
                postgres.server().jdbcUrl(NAME),
                "SPRING_DATASOURCE_USERNAME",
                postgres.server().user(),
                "SPRING_DATASOURCE_PASSWORD",
                postgres.server().password(),
                "BENCH_ISSUER",
                issuer,
                "BENCH_CLIENT_ID",
                CLIENT,
                "BENCH_CLIENT_SECRET",
                secret,
                "BENCH_REDIRECT_URI",
                Conversation.CALLBACK,
                "BENCH_UPSTREAM",
                upstream.issuer(),
                "BENCH_UPSTREAM_CLIENT_ID",
                Upstream.CLIENT_ID));
        environment.put("BENCH_UPSTREAM_CLIENT_SECRET", Upstream.CLIENT_SECRET);
        RunningProgram spring =
                JavaProgram.beside(SpringServer.class, List.of(), environment, folder.resolve("spring.log"));
        spring.awaitLine("Started SpringServer", START_SECONDS);
        return new Contender(
                "Spring",
                NAME,
                spring.pid(),
                OidcServer.discover(
                        http,
                        issuer,
                        new OidcServer.Registration(CLIENT, secret, "openid profile email", Map.of()),
                        "ES256"),
                EnumSet.allOf(Operation.class));
    }
}
