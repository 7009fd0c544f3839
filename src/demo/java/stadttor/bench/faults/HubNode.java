package stadttor.bench.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import stadttor.bench.operations.JavaProgram;
import stadttor.demo.Ports;
import stadttor.demo.RunningProgram;

/** One node of the hub, a process that can be killed, stopped and started again on the same ports. For one thread. */
public final class HubNode {

    private static final int START_SECONDS = 300;

    private final List<String> machine;
    private final Map<String, String> settings;
    private final int port;
    private final int managementPort = Ports.free();
    private final Path log;
    private RunningProgram program;

    private HubNode(List<String> machine, Map<String, String> settings, int port, Path log) {
        this.port = port;
        this.machine = machine;
        this.settings = new TreeMap<>(settings);
        this.settings.put("STADTTOR_PORT", String.valueOf(port));
        this.settings.put("STADTTOR_MANAGEMENT_PORT", String.valueOf(managementPort));
        this.log = log;
        this.program = run();
    }

    /** Begins to start one. */
    static HubNode begin(List<String> machine, Map<String, String> settings, Path log) {
        return begin(machine, settings, Ports.free(), log);
    }

    /** Begins to start one on this port. */
    public static HubNode begin(List<String> machine, Map<String, String> settings, int port, Path log) {
        return new HubNode(machine, settings, port, log);
    }

    /** What {@code bootstrap} prints: the variables with which the operator's command calls. */
    public static Map<String, String> bootstrap(List<String> machine, Map<String, String> settings, Path log) {
        JavaProgram.hub(machine, List.of("bootstrap"), settings, log).awaitSuccess(START_SECONDS);
        try (Stream<String> text = Files.lines(log)) {
            return text.filter(line -> line.startsWith("STADTTOR_CLIENT_"))
                    .collect(Collectors.toMap(
                            line -> line.substring(0, line.indexOf('=')),
                            line -> line.substring(line.indexOf('=') + 1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RunningProgram run() {
        return JavaProgram.hub(machine, List.of("serve"), settings, log);
    }

    public void awaitStart() {
        program.awaitLine("Started Stadttor", START_SECONDS);
    }

    public int port() {
        return port;
    }

    URI health() {
        return management("/actuator/health/readiness");
    }

    /** What only the operator's monitoring reaches. */
    public URI management(String path) {
        return URI.create("http://127.0.0.1:" + managementPort + path);
    }

    public boolean isAlive() {
        return program.isAlive();
    }

    void kill() {
        program.stop("KILL");
    }

    void startAgain() {
        program = run();
    }

    /** It stays where it is, with all its connections, until {@link #goOn}. */
    void stand() {
        program.signal("STOP");
    }

    void goOn() {
        program.signal("CONT");
    }

    public void end() {
        program.signal("CONT");
        program.stop("TERM");
    }
}
