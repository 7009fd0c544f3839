package stadttor.demo;

import de.stadttor.configuration.Configuration;
import de.stadttor.directory.KeycloakAdmin;
import de.stadttor.directory.ProviderSetup;
import de.stadttor.federation.Provider.ClaimProfile;
import de.stadttor.federation.Providers;
import de.stadttor.platform.Actor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** What makes an empty hub and three bare realms the federation of the demo. */
final class Seed {

    private static final List<String> PROVIDERS = List.of("ebit-dresden", "kid-magdeburg", "lecos-leipzig");
    private static final List<String> APPLICATIONS =
            List.of("bauantrag", "meldeauskunft", "foerdermittel", "stadttor", "stadttor-cli");

    private final DemoSecrets secrets;
    private final DemoAddresses addresses;
    private final String issuer;
    private final Consumer<String> progress;

    Seed(DemoSecrets secrets, DemoAddresses addresses, String issuer, Consumer<String> progress) {
        this.secrets = secrets;
        this.addresses = addresses;
        this.issuer = issuer;
        this.progress = progress;
    }

    /** The hub's clients in the realms, told by realm; the second time there is nothing to do. */
    void setUpRealms(String keycloak) {
        KeycloakAdmin admin =
                new KeycloakAdmin(keycloak, "master", EmbeddedKeycloak.ADMIN, EmbeddedKeycloak.ADMIN_PASSWORD);
        for (String provider : PROVIDERS) {
            List<String> changes = new ProviderSetup(
                            admin,
                            new ProviderSetup.Wanted(
                                    provider,
                                    provider,
                                    "stadttor",
                                    secrets.get(provider + "-client"),
                                    "stadttor-directory",
                                    secrets.get(provider + "-directory"),
                                    issuer,
                                    new ClaimProfile("groups", "realm_roles", "department", "ags"),
                                    // Leipzig tells its groups by name alone, without a path.
                                    !provider.equals("lecos-leipzig")))
                    .apply();
            progress.accept(provider + ": " + (changes.isEmpty() ? "no change" : changes.size() + " changes"));
        }
    }

    /** Fills an empty hub, and tells a filled one where its neighbours have moved. */
    void configure(Providers providers, Configuration configuration) {
        if (providers.all().isEmpty()) {
            progress.accept("applying the demo's configuration");
            configuration.apply(addresses.inSeed(document()), variables(), Actor.SYSTEM, false);
        } else if (addresses.moved()) {
            progress.accept("telling the hub of the moved ports");
            configuration.apply(
                    addresses.sinceLastStart(configuration.exportYaml(Actor.SYSTEM)), Map.of(), Actor.SYSTEM, false);
        }
        addresses.remember();
    }

    private Map<String, String> variables() {
        Map<String, String> variables = new HashMap<>();
        for (String provider : PROVIDERS) {
            variables.put(variable(provider) + "_CLIENT_SECRET", secrets.get(provider + "-client"));
            variables.put(variable(provider) + "_DIRECTORY_SECRET", secrets.get(provider + "-directory"));
        }
        for (String application : APPLICATIONS) {
            variables.put(variable(application) + "_CLIENT_SECRET", application + "-demo-secret");
        }
        return variables;
    }

    private static String variable(String id) {
        return id.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static String document() {
        try (InputStream in = Seed.class.getResourceAsStream("/demo-configuration.yaml")) {
            if (in == null) {
                throw new IllegalStateException("demo-configuration.yaml is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
