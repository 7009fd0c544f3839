package stadttor.bench.faults;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import stadttor.bench.operations.JavaProgram;
import stadttor.demo.Ports;
import stadttor.demo.RunningProgram;

/** One node of the hub, a process that can be killed, stopped and started again on the same ports. For one thread. */
final class HubNode {

    private static final int START_SECONDS = 300;

    private final List<String> machine;
    private final Map<String, String> settings;
    private final int port = Ports.free();
    private final int managementPort = Ports.free();
    private final Path log;
    private RunningProgram program;

    private HubNode(List<String> machine, Map<String, String> settings, Path log) {
        this.machine = machine;
        this.settings = new TreeMap<>(settings);
        this.settings.put("STADTTOR_PORT", String.valueOf(port));
        this.settings.put("STADTTOR_MANAGEMENT_PORT", String.valueOf(managementPort));
        this.log = log;
        this.program = run();
    }

    /** Begins to start one. */
    static HubNode begin(List<String> machine, Map<String, String> settings, Path log) {
        return new HubNode(machine, settings, log);
    }

    private RunningProgram run() {
        return JavaProgram.hub(machine, List.of("serve"), settings, log);
    }

    void awaitStart() {
        program.awaitLine("Started Stadttor", START_SECONDS);
    }

    int port() {
        return port;
    }

    URI health() {
        return URI.create("http://127.0.0.1:" + managementPort + "/actuator/health/readiness");
    }

    boolean isAlive() {
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

    void end() {
        program.signal("CONT");
        program.stop("TERM");
    }
}
