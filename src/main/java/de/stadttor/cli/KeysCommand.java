package de.stadttor.cli;

import de.stadttor.audit.AuditSeals;
import de.stadttor.platform.Resealing;
import de.stadttor.platform.Resealing.UnknownKey;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The hub's signing keys, at a running hub. */
@Command(
        name = "keys",
        description = "The hub's signing keys, which change by themselves, and the key that they lie under.",
        mixinStandardHelpOptions = true,
        subcommands = KeysCommand.Reseal.class)
final class KeysCommand {

    private static final String PATH = "/api/v1/keys";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** When the new key signs; without either, when every application can know it. */
    static final class Manner {

        @Option(names = "--now", description = "the new key signs at once; what the present one signed counts on")
        private boolean now;

        @Option(
                names = "--compromised",
                description = "the new key signs at once, and nothing counts any more that those until now signed")
        private boolean compromised;

        String code() {
            if (compromised) {
                return "compromised";
            }
            return now ? "at-once" : "announced";
        }
    }

    @Command(
            name = "reseal",
            description = "Encrypts with STADTTOR_KEY_ENCRYPTION_KEY, beside the database, what lies there under"
                    + " STADTTOR_KEY_ENCRYPTION_KEY_OLD.",
            mixinStandardHelpOptions = true)
    static final class Reseal implements Callable<Integer> {

        @Unmatched
        private List<String> options = new ArrayList<>();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            try (ConfigurableApplicationContext context = BesideTheDatabase.open(SpringOptions.of(options, spec))) {
                long values = context.getBean(Resealing.class).reseal();
                context.getBean(AuditSeals.class).seal();
                spec.commandLine()
                        .getOut()
                        .println(
                                values == 0
                                        ? "All of it lies under the present key."
                                        : values + " values lie under the present key now.");
                return 0;
            } catch (UnknownKey e) {
                throw new CommandFailure(String.valueOf(e.getMessage()), e);
            }
        }
    }

    @Command(description = "Lists the keys: what each is good for, and since when.", mixinStandardHelpOptions = true)
    int list(@Mixin HubOptions hub) {
        HubClient client = hub.client();
        tell(client, client.get(PATH, "application/json"));
        return 0;
    }

    @Command(
            description = "Announces a new key for each algorithm, which signs when every application can know it.",
            mixinStandardHelpOptions = true)
    int rotate(
            @Mixin HubOptions hub,
            @Option(names = "--why", required = true, paramLabel = "TEXT", description = "the reason, for the audit")
                    String why,
            @Option(names = "--algorithm", paramLabel = "ALG", description = "of this one alone, ES256 for instance")
                    @Nullable
                    String algorithm,
            @ArgGroup @Nullable Manner manner) {
        Map<String, String> order = new LinkedHashMap<>();
        order.put("manner", (manner == null ? new Manner() : manner).code());
        order.put("why", why);
        if (algorithm != null) {
            order.put("algorithm", algorithm);
        }
        HubClient client = hub.client();
        tell(
                client,
                client.post(
                        PATH + "/rotations",
                        "application/json",
                        JsonMapper.shared().writeValueAsString(order)));
        return 0;
    }

    private void tell(HubClient client, HttpResponse<String> answer) {
        if (answer.statusCode() != 200) {
            String detail = answer.body().isBlank()
                    ? ""
                    : ": " + client.json(answer).path("detail").asString("");
            throw new CommandFailure(
                    "The hub at " + client.address() + " refuses (" + answer.statusCode() + ")" + detail);
        }
        for (JsonNode key : client.json(answer)) {
            spec.commandLine().getOut().println(line(key));
        }
    }

    private static String line(JsonNode key) {
        StringBuilder line = new StringBuilder("%-6s %-10s %s"
                .formatted(
                        key.path("alg").asString(),
                        key.path("state").asString(),
                        key.path("kid").asString()));
        boolean waits = key.path("state").asString().equals("announced");
        for (String time : new String[] {
            "announced-at", waits ? "use-from" : "used-at", "retired-at", "removed-at", "compromised-at"
        }) {
            String at = key.path(time).asString("");
            if (!at.isEmpty()) {
                line.append(", ")
                        .append(time.replace("-at", "").replace('-', ' '))
                        .append(' ')
                        .append(at);
            }
        }
        return line.toString();
    }
}
