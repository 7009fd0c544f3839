package de.stadttor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTests {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void tellsItsUsageForACommandThatThereIsNot() {
        assertThat(run("frobnicate")).startsWith("2 ").contains("Usage: stadttor");
        assertThat(run("config")).startsWith("2 ");
        assertThat(run("config", "plan")).startsWith("2 ").contains("FILE");
        assertThat(run("serve", "now")).startsWith("2 ");
    }

    @Test
    void saysInOneSentenceThatNoHubAnswers() throws IOException {
        Path file = Files.writeString(folder.resolve("a.yaml"), "version: 1\n");
        assertThat(run("config", "plan", file.toString(), "--hub", "http://localhost:1"))
                .startsWith("1 The hub at http://localhost:1 does not answer")
                .doesNotContain("\tat ");
    }

    @Test
    void sendsNoSecretInTheClear() throws IOException {
        Path file = Files.writeString(folder.resolve("a.yaml"), "version: 1\n");
        assertThat(run("config", "plan", file.toString(), "--hub", "http://hub.example"))
                .startsWith("1 STADTTOR_CLIENT_SECRET");
    }

    @Test
    void namesAMissingVariableWithItsPlaceInTheFile() throws IOException {
        Path file = Files.writeString(folder.resolve("b.yaml"), "version: 1\nx: ${SURELY_NOT_SET}\n");
        assertThat(run("config", "apply", file.toString()))
                .startsWith("1 " + file + ": line 2, column 4, the variable SURELY_NOT_SET is not set");
    }

    @Test
    void saysThatAFileCannotBeRead() {
        assertThat(run("config", "plan", folder.resolve("none.yaml").toString()))
                .contains("cannot be read");
    }

    /** Its exit code, and what it wrote to stderr. */
    private static String run(String... args) {
        PrintStream before = System.err;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
        try {
            int exit = Commands.run(CommandsTests.class, args);
            return exit + " " + written.toString(StandardCharsets.UTF_8);
        } finally {
            System.setErr(before);
        }
    }
}
