package de.stadttor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code config plan|apply|export} against a running hub. */
class ConfigCommandTests {

    private static final HubUnderTest HUB = HubUnderTest.shared();

    @TempDir
    private Path folder = Path.of("");

    private String before = "";

    @BeforeEach
    void remember() {
        before = export();
    }

    @AfterEach
    void putBack() {
        HUB.apply(before);
    }

    @Test
    void whatWasExportedIsNoChangeAndHoldsNoSecret() throws IOException {
        Path exported = folder.resolve("exported.yaml");
        assertThat(config("export", exported)).isEqualTo(new Terminal(0, "", ""));
        assertThat(exported).content().isEqualTo(before).doesNotContain("-demo-secret");
        assertThat(config("plan", exported)).isEqualTo(new Terminal(0, "no change\n", ""));
        assertThat(config("apply", exported)).isEqualTo(new Terminal(0, "no change\n", ""));
    }

    @Test
    void planTellsAndApplyDoes() throws IOException {
        Path file = file("version: 1\nretention: {decisions: 91d}\n");
        Terminal plan = config("plan", file);
        assertThat(plan.out()).contains("retention").contains("91d");
        assertThat(export()).isEqualTo(before);
        assertThat(config("apply", file)).isEqualTo(plan);
        assertThat(export()).contains("91d");
    }

    @Test
    void namesEveryErrorWithLineAndPathAndChangesNothing() throws IOException {
        Path file = file("""
                version: 1
                retention: {decisions: 92d}
                releases:
                  - {provider: ebit-dresden, application: nothing, claims: [name], legal-basis: x}
                  - {provider: ebit-dresden, application: bauantrag, claims: [shoe_size], legal-basis: x}
                """);
        Terminal apply = config("apply", file);
        assertThat(apply.exit()).isEqualTo(1);
        assertThat(apply.err().lines())
                .hasSize(2)
                .allMatch(line -> line.startsWith(file.toString()))
                .anyMatch(line -> line.contains("line 4") && line.contains("releases") && line.contains("nothing"))
                .anyMatch(line -> line.contains("line 5") && line.contains("releases") && line.contains("shoe_size"));
        assertThat(export()).isEqualTo(before);
    }

    @Test
    void removesOnlyWhatIsAllowedToGo() throws IOException {
        Path file = file("version: 1\nrules: []\n");
        Terminal refused = config("apply", file);
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).contains("--allow-removals", "dd-bau-sachbearbeitung");
        assertThat(export()).isEqualTo(before);
        assertThat(config("apply", file, "--allow-removals").exit()).isZero();
        assertThat(export()).doesNotContain("dd-bau-sachbearbeitung");
    }

    @Test
    void takesVariablesFromTheEnvironmentAndNamesTheMissing() throws IOException {
        Path file = file("version: 1\nretention: {decisions: \"${HOW_LONG}\", audit: \"${HOW_LONGER}\"}\n");
        Terminal missing = Terminal.run(Map.of("HOW_LONG", "93d"), "config", "apply", file.toString());
        assertThat(missing.exit()).isEqualTo(1);
        assertThat(missing.err().lines()).singleElement().asString().contains("HOW_LONGER is not set", "line 2");

        Terminal filled = Terminal.run(
                Map.of("HOW_LONG", "93d", "HOW_LONGER", "3y", "STADTTOR_HUB", HUB.issuer()),
                "config",
                "apply",
                file.toString());
        assertThat(filled.exit()).isZero();
        assertThat(export()).contains("93d");
    }

    @Test
    void saysThatTheHubDoesNotKnowTheClient() throws IOException {
        Terminal refused = config("plan", file("version: 1\n"), "--client-id", "nobody");
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err().lines()).singleElement().asString().contains("gives nobody no token");
    }

    private Path file(String yaml) throws IOException {
        return Files.writeString(folder.resolve("federation.yaml"), yaml);
    }

    private static String export() {
        return Terminal.run("config", "export", "-", "--hub", HUB.issuer()).out();
    }

    private static Terminal config(String what, Path file, String... options) {
        String[] command = new String[5 + options.length];
        System.arraycopy(new String[] {"config", what, file.toString(), "--hub", HUB.issuer()}, 0, command, 0, 5);
        System.arraycopy(options, 0, command, 5, options.length);
        return Terminal.run(command);
    }
}
