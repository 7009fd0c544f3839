package de.stadttor.cli;

import de.stadttor.directory.DirectoryUnavailable;
import de.stadttor.directory.KeycloakAdmin;
import de.stadttor.directory.ProviderSetup;
import de.stadttor.federation.Provider.ClaimProfile;
import de.stadttor.platform.SecretSetting;
import java.net.http.HttpResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** What the hub needs in a provider's Keycloak realm. */
@Command(
        name = "provider",
        description = "What the hub needs in a provider's Keycloak realm.",
        mixinStandardHelpOptions = true)
final class ProviderCommand {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(description = "Shows what would change in the realm; changes nothing.", mixinStandardHelpOptions = true)
    int plan(
            @Parameters(paramLabel = "ID", description = "the provider's id at the hub") String id,
            @Mixin HubOptions hub,
            @Mixin AdminOptions admin) {
        return told(() -> setup(id, hub, admin).plan());
    }

    @Command(description = "Carries the changes out in the realm.", mixinStandardHelpOptions = true)
    int apply(
            @Parameters(paramLabel = "ID", description = "the provider's id at the hub") String id,
            @Mixin HubOptions hub,
            @Mixin AdminOptions admin) {
        return told(() -> setup(id, hub, admin).apply());
    }

    /** As whom at the provider's Keycloak. */
    static final class AdminOptions {

        @Option(names = "--admin-user", description = "administrator of the Keycloak (default: admin)")
        private String user = "admin";

        @Option(names = "--admin-realm", description = "realm of that administrator (default: master)")
        private String realm = "master";

        @Option(names = "--group-names", description = "groups are told by name alone; else with their path")
        private boolean groupNames;
    }

    private interface Work {
        List<String> lines();
    }

    private int told(Work work) {
        try {
            List<String> lines = work.lines();
            (lines.isEmpty() ? List.of("no change") : lines)
                    .forEach(line -> spec.commandLine().getOut().println(line));
            return 0;
        } catch (DirectoryUnavailable e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }

    private static ProviderSetup setup(String id, HubOptions options, AdminOptions admin) {
        String password = secret("STADTTOR_PROVIDER_ADMIN_PASSWORD");
        if (password == null) {
            throw new CommandFailure(
                    "STADTTOR_PROVIDER_ADMIN_PASSWORD is not set: the password of " + admin.user + ".");
        }
        HubClient hub = options.client();
        JsonNode provider = provider(hub, id);
        JsonNode directory = provider.path("directory");
        String issuer = provider.path("issuer").asString();
        int realms = issuer.lastIndexOf("/realms/");
        if (realms < 0 && directory.isMissingNode()) {
            throw new CommandFailure(id + " is no Keycloak: its issuer has no /realms/ and it has no directory.");
        }
        JsonNode claims = provider.path("claims");
        return new ProviderSetup(
                new KeycloakAdmin(
                        text(directory, "url", realms < 0 ? "" : issuer.substring(0, realms)),
                        admin.realm,
                        admin.user,
                        password,
                        System.getenv("STADTTOR_CA_FILE")),
                new ProviderSetup.Wanted(
                        id,
                        text(directory, "realm", realms < 0 ? "" : issuer.substring(realms + "/realms/".length())),
                        provider.path("client-id").asString(),
                        secret("STADTTOR_PROVIDER_CLIENT_SECRET"),
                        text(directory, "client-id", "stadttor-directory"),
                        secret("STADTTOR_PROVIDER_DIRECTORY_SECRET"),
                        hub.address().toString(),
                        new ClaimProfile(
                                optional(claims, "groups"),
                                optional(claims, "roles"),
                                optional(claims, "org-unit"),
                                optional(claims, "ags")),
                        !admin.groupNames));
    }

    private static @Nullable String secret(String name) {
        return SecretSetting.of(name, System::getenv);
    }

    private static JsonNode provider(HubClient hub, String id) {
        HttpResponse<String> answer = hub.get("/api/v1/configuration", "application/json");
        if (answer.statusCode() != 200) {
            throw new CommandFailure(
                    "The hub at " + hub.address() + " does not tell its providers (" + answer.statusCode() + ").");
        }
        return hub.json(answer)
                .path("providers")
                .valueStream()
                .filter(provider -> provider.path("id").asString().equals(id))
                .findFirst()
                .orElseThrow(() -> new CommandFailure("The hub at " + hub.address() + " has no provider " + id + "."));
    }

    private static String text(JsonNode node, String key, String absent) {
        String text = optional(node, key);
        return text == null ? absent : text;
    }

    private static @Nullable String optional(JsonNode node, String key) {
        JsonNode value = node.get(key);
        return value == null ? null : value.asString();
    }
}
