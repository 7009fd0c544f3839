package stadttor.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.TestWorld;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stadttor.bench.operations.JavaProgram;
import stadttor.demo.Folders;

/** {@code stadttor bench soak} in short; what it says of seconds in which everything is new is not asked for. */
class SoakTests {

    private static long tokens(Sample sample) {
        return sample.tables().getOrDefault("token", new Sample.Table(0, 0)).inserted();
    }

    @Test
    void looksOnWhileAHubWorks(@TempDir Path reports) {
        Path folder = TestWorld.folder().resolve("soak");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            Verdict verdict = new SoakRun(
                            new SoakRun.Scope(
                                    Duration.ofSeconds(6),
                                    Duration.ofSeconds(1),
                                    64,
                                    Double.NaN,
                                    JavaProgram.SHORT_LIVED),
                            folder,
                            reports,
                            new PrintStream(out, true, StandardCharsets.UTF_8))
                    .run();

            Sample first = verdict.samples().getFirst();
            Sample last = verdict.samples().getLast();
            assertThat(last.operations()).isPositive();
            assertThat(last.residentBytes()).isPositive();
            assertThat(last.connections()).isPositive();
            assertThat(tokens(last)).isGreaterThan(tokens(first));
            assertThat(last.tables().get("decision"))
                    .as("what was filled in is what the hub would have written")
                    .isEqualTo(first.tables().get("decision"));
            assertThat(verdict.living()).allSatisfy(bytes -> assertThat(bytes).isPositive());
            assertThat(reports.resolve("soak.md")).content().contains("64 sessions", "| table account");
            assertThat(reports.resolve("soak-memory.svg")).exists();
        } finally {
            Folders.delete(folder);
        }
    }
}
