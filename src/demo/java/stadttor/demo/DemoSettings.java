package stadttor.demo;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the demo is told by its environment and its command line.
 *
 * @param ports by the variable that moves them
 * @param issuer the hub's public address
 * @param data the folder that keeps everything from run to run
 * @param fresh whether to begin with nothing
 */
record DemoSettings(Map<String, Integer> ports, String issuer, Path data, boolean fresh) {

    static final String HUB = "STADTTOR_PORT";
    static final String MANAGEMENT = "STADTTOR_MANAGEMENT_PORT";
    static final String KEYCLOAK = "STADTTOR_DEMO_KEYCLOAK_PORT";
    static final String BAUANTRAG = "STADTTOR_DEMO_APP_PORT";
    static final String FOERDERMITTEL = "STADTTOR_DEMO_APP2_PORT";
    static final String POSTGRES = "STADTTOR_DEMO_POSTGRES_PORT";

    static DemoSettings of(Map<String, String> environment, boolean fresh) {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put(HUB, port(environment, HUB, 9000));
        ports.put(MANAGEMENT, port(environment, MANAGEMENT, 9009));
        ports.put(KEYCLOAK, port(environment, KEYCLOAK, 9001));
        ports.put(BAUANTRAG, port(environment, BAUANTRAG, 9002));
        ports.put(FOERDERMITTEL, port(environment, FOERDERMITTEL, 9003));
        ports.put(POSTGRES, port(environment, POSTGRES, 9004));
        return new DemoSettings(
                ports,
                text(environment, "STADTTOR_ISSUER").orElse("http://localhost:" + ports.get(HUB)),
                text(environment, "STADTTOR_DEMO_DATA")
                        .map(value -> Path.of(value).toAbsolutePath())
                        .orElseGet(() -> Folders.project().resolve(".stadttor")),
                fresh);
    }

    private static Optional<String> text(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).map(String::trim).filter(value -> !value.isEmpty());
    }

    private static int port(Map<String, String> environment, String name, int usual) {
        // Kubernetes injects tcp://… under such names for a service called stadttor.
        String value = text(environment, name)
                .filter(text -> !text.startsWith("tcp://"))
                .orElse(String.valueOf(usual));
        if (!value.matches("[0-9]{1,5}") || Integer.parseInt(value) < 1 || Integer.parseInt(value) > 65535) {
            throw new DemoProblem(name + " is '" + value + "', which is no port number.");
        }
        return Integer.parseInt(value);
    }

    int port(String variable) {
        return ports.getOrDefault(variable, 0);
    }

    /** The first port that is taken or wanted twice ends the start, before anything of it has begun. */
    void checkPorts() {
        Map<Integer, String> wanted = new LinkedHashMap<>();
        ports.forEach((variable, port) -> {
            String other = wanted.put(port, variable);
            if (other != null) {
                throw new DemoProblem(
                        "Port " + port + " is wanted twice: set " + other + " or " + variable + " to another one.");
            }
            if (Ports.isTaken(port)) {
                throw new DemoProblem("Port " + port + " is taken by another program: stop that, or set " + variable
                        + " to a free port.");
            }
        });
    }
}
