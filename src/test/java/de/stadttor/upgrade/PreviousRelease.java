package de.stadttor.upgrade;

import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.TestWorld;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import stadttor.bench.operations.JavaProgram;
import stadttor.demo.Ports;
import stadttor.demo.RunningProgram;

/**
 * A node of the release before this one, as a process of its own: from the jar that the system property
 * {@code stadttor.previous} names. The first release has none before it, and is its own.
 */
final class PreviousRelease implements AutoCloseable {

    private static final int START_SECONDS = 300;
    private static final List<String> MACHINE = List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError");

    /** However little this machine gives it: no request is answered late here. */
    private static final List<String> SERVE = List.of("serve", "--stadttor.standstill=5m");

    private final String issuer;
    private final int port = Ports.free();
    private final RunningProgram program;

    private PreviousRelease(String issuer, String database, Path log) {
        this.issuer = issuer;
        Map<String, String> environment = settings(database);
        String jar = System.getProperty("stadttor.previous", "");
        this.program = jar.isEmpty()
                ? JavaProgram.hub(MACHINE, SERVE, environment, log)
                : JavaProgram.release(Path.of(jar), MACHINE, SERVE, environment, log);
    }

    /**
     * Returns once it answers.
     *
     * @param issuer the public address that all nodes of the database have
     */
    static PreviousRelease start(String issuer, String database, Path log) {
        PreviousRelease node = new PreviousRelease(issuer, database, log);
        node.program.awaitLine("Started Stadttor", START_SECONDS);
        return node;
    }

    private Map<String, String> settings(String database) {
        Map<String, String> environment = new TreeMap<>();
        for (String setting : HubUnderTest.settings(issuer, TestWorld.postgres(), database)) {
            int equals = setting.indexOf('=');
            environment.put(variable(setting.substring(2, equals)), setting.substring(equals + 1));
        }
        environment.put("STADTTOR_PORT", String.valueOf(port));
        environment.put("STADTTOR_MANAGEMENT_PORT", String.valueOf(Ports.free()));
        return environment;
    }

    private static String variable(String property) {
        return switch (property) {
            case "spring.datasource.url" -> "STADTTOR_DATABASE_URL";
            case "spring.datasource.username" -> "STADTTOR_DATABASE_USER";
            case "spring.datasource.password" -> "STADTTOR_DATABASE_PASSWORD";
            default -> property.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
        };
    }

    String address() {
        return "http://localhost:" + port;
    }

    /** The same resource, asked of this node. */
    URI here(URI resource) {
        return URI.create(resource.toString().replace(issuer, address()));
    }

    @Override
    public void close() {
        program.stop("TERM");
    }
}
