package stadttor.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real Keycloak on loopback with the realms of {@code realm-config}, imported at its first start. What it keeps lies
 * in its own folder; its programs are shared. Not safe for use by several threads.
 */
public final class EmbeddedKeycloak implements AutoCloseable {

    /** The administrator of the realm {@code master}; known to everybody, therefore on loopback only. */
    public static final String ADMIN = "admin";

    public static final String ADMIN_PASSWORD = "admin";

    private static final int START_SECONDS = 300;

    private final Path folder;
    private final int port;
    private final Path realms;
    private final Consumer<String> progress;
    private @Nullable RunningProgram server;

    private EmbeddedKeycloak(Path folder, int port, Path realms, Consumer<String> progress) {
        this.folder = folder;
        this.port = port;
        this.realms = realms;
        this.progress = progress;
    }

    /**
     * @param folder where it keeps its data and its log; made at the first start
     * @param port on 127.0.0.1; 0 for any free one, which then stays the same
     * @param realms the folder with a JSON file for each realm; a realm that is there already is left alone
     * @param progress hears a line for each long step
     */
    public static EmbeddedKeycloak at(Path folder, int port, Path realms, Consumer<String> progress) {
        return new EmbeddedKeycloak(
                folder.toAbsolutePath().normalize(), port == 0 ? Ports.free() : port, realms, progress);
    }

    /**
     * Starts it and returns as soon as it answers; does nothing where it runs already.
     *
     * @throws DemoProblem one sentence that says why it cannot
     */
    public EmbeddedKeycloak start() {
        if (server != null && server.isAlive()) {
            return this;
        }
        Path distribution = new KeycloakDistribution(progress).folder();
        try {
            boolean first = !Files.exists(folder.resolve("data/h2"));
            prepare(distribution);
            RunningProgram.stopLeftOver(folder.resolve("pid"), folder);
            if (Ports.isTaken(port)) {
                throw new DemoProblem("Port " + port + ", meant for Keycloak, is taken by another program.");
            }
            progress.accept(
                    first
                            ? "starting Keycloak and importing the realms (first start; waits for its database)"
                            : "starting Keycloak");
            List<String> command = KeycloakDistribution.command(distribution, folder);
            command.addAll(List.of(
                    "start",
                    "--optimized",
                    "--import-realm",
                    "--cache=local",
                    "--http-enabled=true",
                    "--http-host=127.0.0.1",
                    "--http-port=" + port,
                    "--hostname=" + url(),
                    "--log-console-color=false"));
            ProcessBuilder keycloak = new ProcessBuilder(command).directory(folder.toFile());
            keycloak.environment().keySet().removeIf(name -> name.startsWith("KC_"));
            keycloak.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", ADMIN);
            keycloak.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", ADMIN_PASSWORD);
            server = RunningProgram.start(keycloak, folder.resolve("log"));
            Files.writeString(folder.resolve("pid"), String.valueOf(server.pid()));
            server.awaitLine("Listening on:", START_SECONDS);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            stop();
            throw e;
        }
    }

    private void prepare(Path distribution) throws IOException {
        Path imported = folder.resolve("data/import");
        Files.createDirectories(imported);
        KeycloakDistribution.link(distribution, folder);
        try (Stream<Path> files = Files.list(realms)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
                Files.copy(file, imported.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** Ends it; returns when it has gone. */
    public void stop() {
        if (server != null) {
            server.stop("TERM");
            server = null;
        }
    }

    @Override
    public void close() {
        stop();
    }

    public int port() {
        return port;
    }

    /** Its address, without a slash at the end. */
    public String url() {
        return "http://localhost:" + port;
    }

    public String issuer(String realm) {
        return url() + "/realms/" + realm;
    }
}
