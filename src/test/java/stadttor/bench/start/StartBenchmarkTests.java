package stadttor.bench.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartBenchmarkTests {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... options) {
        return new StartBenchmark().run(new PrintStream(out), new PrintStream(err), List.of(options));
    }

    @Test
    void helps() {
        assertThat(run("--help")).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("--rounds");
    }

    @Test
    void refusesNoRoundAtAll() {
        assertThat(run("--rounds", "0")).isEqualTo(2);

        assertThat(err.toString(StandardCharsets.UTF_8)).contains("Wrong usage");
    }

    @Test
    void oneSlowStartDoesNotDecide() {
        List<Start> starts = Stream.of(5_100, 9_000, 4_900)
                .map(millis -> new Start(Duration.ofMillis(millis), Duration.ofSeconds(9)))
                .toList();

        assertThat(StartRun.median(starts)).isEqualTo(5.1);
    }

    /** The virtual machine keeps nothing of a class path with folders. */
    @Test
    void theClassPathIsOfJarsAlone(@TempDir Path folder) throws Exception {
        Path classes = Files.createDirectories(folder.resolve("classes/de/example"));
        Files.writeString(classes.resolve("Hub.class"), "a class");
        Path tests = Files.createDirectories(folder.resolve("test-classes"));
        Path library = folder.resolve("library.jar");

        String path = HubJar.classPath(
                String.join(":", tests.toString(), folder.resolve("classes").toString(), library.toString()),
                folder.resolve("packed"));

        Path jar = folder.resolve("packed/stadttor.jar");
        assertThat(path).isEqualTo(jar + ":" + library);
        try (JarFile packed = new JarFile(jar.toFile())) {
            assertThat(packed.stream().map(JarEntry::getName)).contains("de/example/", "de/example/Hub.class");
        }
    }
}
