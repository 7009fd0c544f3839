package stadttor.bench.scale;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.TestWorld;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stadttor.bench.operations.JavaProgram;
import stadttor.bench.operations.Operation;
import stadttor.demo.Folders;

/** {@code stadttor bench scale} in short: each operation is done with what was filled in, and nobody decided about anew. */
class ScaleTests {

    @Test
    void asksThePeopleOfAFilledStore(@TempDir Path reports) {
        Path folder = TestWorld.folder().resolve("scale");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ScaleRun run = new ScaleRun(
                new ScaleRun.Scope(1, Duration.ofSeconds(1), Duration.ZERO, JavaProgram.SHORT_LIVED),
                folder,
                reports,
                new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            Growth growth = run.run(Dimension.APPLICATIONS, List.of(12));

            assertThat(growth.figures()).containsOnlyKeys(Operation.values());
            assertThat(out.toString(StandardCharsets.UTF_8)).contains("refresh with rotation");
            assertThat(reports.resolve("scale.md")).content().contains("## applications", "| 12 ");
            assertThat(reports.resolve("scale-applications.svg")).exists();
        } finally {
            Folders.delete(folder);
        }
    }
}
