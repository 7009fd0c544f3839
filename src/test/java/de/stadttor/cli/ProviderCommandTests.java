package de.stadttor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.directory.KeycloakAdmin;
import de.stadttor.directory.ProviderSetup;
import de.stadttor.federation.Provider;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.Terminal;
import de.stadttor.testing.TestWorld;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stadttor.demo.EmbeddedKeycloak;

/** {@code provider plan|apply} against a real Keycloak, with what the running hub says of the provider. */
class ProviderCommandTests {

    private static final HubUnderTest HUB = HubUnderTest.shared();
    private static final String PASSWORD = "STADTTOR_PROVIDER_ADMIN_PASSWORD";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void theSecondRunSaysNoChangeAndSecretsComeFromFiles() throws Exception {
        Path password = Files.writeString(folder.resolve("password"), EmbeddedKeycloak.ADMIN_PASSWORD + "\n");
        Path secret = Files.writeString(folder.resolve("secret"), "kid-magdeburg-demo-secret\n");
        Map<String, String> environment = Map.of(
                PASSWORD + "_FILE", password.toString(), "STADTTOR_PROVIDER_CLIENT_SECRET_FILE", secret.toString());
        moveTo("https://elsewhere.example");

        Terminal plan = run(environment, "plan", "kid-magdeburg");
        assertThat(plan.out())
                .contains("client stadttor: redirect URIs", HUB.issuer() + "/login/callback/kid-magdeburg");
        assertThat(plan.exit()).isZero();

        Terminal first = run(environment, "apply", "kid-magdeburg");
        assertThat(first.out()).isEqualTo(plan.out());
        assertThat(first.exit()).isZero();

        Terminal second = run(environment, "apply", "kid-magdeburg");
        assertThat(second).isEqualTo(new Terminal(0, "no change\n", ""));
    }

    @Test
    void saysInOneSentenceWhyItDoesNothing() {
        fails(run(Map.of(), "plan", "ebit-dresden"), PASSWORD + " is not set");
        fails(run(Map.of(PASSWORD + "_FILE", "/nowhere"), "plan", "ebit-dresden"), PASSWORD + "_FILE names /nowhere");
        fails(run(Map.of(PASSWORD, "wrong"), "apply", "ebit-dresden"), "refuses the administrator admin");
        fails(run(admin(), "plan", "nobody"), "has no provider nobody");
    }

    @Test
    void saysThatTheProviderIsAway() {
        String exported =
                Terminal.run("config", "export", "-", "--hub", HUB.issuer()).out();
        String away = exported.replace(TestWorld.keycloak().url(), "http://localhost:1");
        HUB.apply(away);
        try {
            fails(run(admin(), "apply", "ebit-dresden"), "Keycloak at http://localhost:1 does not answer");
        } finally {
            HUB.apply(exported);
        }
    }

    private static Map<String, String> admin() {
        return Map.of(PASSWORD, EmbeddedKeycloak.ADMIN_PASSWORD);
    }

    private static void fails(Terminal command, String sentence) {
        assertThat(command.exit()).isEqualTo(1);
        assertThat(command.err().lines()).singleElement().asString().contains(sentence);
        assertThat(command.out()).isEmpty();
    }

    private static Terminal run(Map<String, String> environment, String... what) {
        return Terminal.run(environment, "provider", what[0], what[1], "--hub", HUB.issuer());
    }

    /** As if the hub had moved since the realm was set up. */
    private static void moveTo(String issuer) {
        new ProviderSetup(
                        new KeycloakAdmin(
                                TestWorld.keycloak().url(),
                                "master",
                                EmbeddedKeycloak.ADMIN,
                                EmbeddedKeycloak.ADMIN_PASSWORD),
                        new ProviderSetup.Wanted(
                                "kid-magdeburg",
                                "kid-magdeburg",
                                "stadttor",
                                null,
                                "stadttor-directory",
                                null,
                                issuer,
                                new Provider.ClaimProfile("groups", "realm_roles", "department", "ags"),
                                true))
                .apply();
    }
}
