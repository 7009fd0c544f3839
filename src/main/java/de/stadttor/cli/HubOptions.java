package de.stadttor.cli;

import de.stadttor.platform.SecretSetting;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which hub, and as whom: by option, else by environment, else the demo of this machine. */
final class HubOptions {

    private static final String DEMO_CLIENT = "stadttor-cli";
    private static final String DEMO_SECRET = "stadttor-cli-demo-secret";

    @Option(names = "--hub", description = "the hub's public address (STADTTOR_HUB; default: the demo)")
    private @Nullable String hub;

    @Option(names = "--client-id", description = "as which client (STADTTOR_CLIENT_ID; default: stadttor-cli)")
    private @Nullable String clientId;

    private final Map<String, String> environment = System.getenv();

    HubClient client() {
        String address = given(hub, "STADTTOR_HUB");
        URI target;
        try {
            target = URI.create(address == null ? demo() : address.replaceAll("/+$", ""));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure("The hub's address " + address + " is no address.", e);
        }
        String id = given(clientId, "STADTTOR_CLIENT_ID");
        String secret = SecretSetting.of("STADTTOR_CLIENT_SECRET", environment::get);
        boolean loopback = target.getHost() != null && target.getHost().matches("localhost|127\\.0\\.0\\.1|\\[::1]");
        if (secret == null && !loopback) {
            throw new CommandFailure(
                    "STADTTOR_CLIENT_SECRET is not set: the client needs its secret for " + target + ".");
        }
        if (!"https".equals(target.getScheme()) && !loopback) {
            throw new CommandFailure("A secret goes to " + target + " only by https.");
        }
        return new HubClient(
                target,
                id == null ? DEMO_CLIENT : id,
                secret == null ? DEMO_SECRET : secret,
                environment.get("STADTTOR_CA_FILE"));
    }

    private String demo() {
        String port = environment.getOrDefault("STADTTOR_PORT", "9000");
        return "http://localhost:" + (port.matches("[0-9]+") ? port : "9000");
    }

    private @Nullable String given(@Nullable String option, String name) {
        String value = option == null ? environment.get(name) : option;
        return value == null || value.isBlank() ? null : value;
    }
}
