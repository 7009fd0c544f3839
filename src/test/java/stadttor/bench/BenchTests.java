package stadttor.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchTests {

    private final List<String> ran = new ArrayList<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void runsAllWithoutAName() {
        assertThat(run()).isZero();

        assertThat(ran).containsExactly("one []", "two []");
    }

    @Test
    void runsTheNamedOneWithItsOptions() {
        assertThat(run("two", "--rounds", "3")).isZero();

        assertThat(ran).containsExactly("two [--rounds, 3]");
    }

    @Test
    void aNumberBelongsToTheNameBeforeIt() {
        assertThat(run("two", "3600")).isZero();

        assertThat(ran).containsExactly("two [3600]");
    }

    @Test
    void theWorstExitCodeCounts() {
        assertThat(run("two", "--fail")).isEqualTo(1);
    }

    @Test
    void refusesANameThatIsNone() {
        assertThat(run("three")).isEqualTo(2);

        assertThat(ran).isEmpty();
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("'three'");
    }

    @Test
    void refusesOptionsForNobodyOrForSeveral() {
        assertThat(run("--rounds", "3")).isEqualTo(2);
        assertThat(run("one", "two", "--rounds", "3")).isEqualTo(2);

        assertThat(ran).isEmpty();
    }

    @Test
    void helps() {
        assertThat(run("--help")).isZero();

        assertThat(ran).isEmpty();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("one", "two");
    }

    private int run(String... words) {
        return Bench.run(
                List.of(benchmark("one"), benchmark("two")),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                words);
    }

    private Benchmark benchmark(String name) {
        return new Benchmark() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public String description() {
                return "what " + name + " measures";
            }

            @Override
            public int run(PrintStream to, PrintStream problems, List<String> options) {
                ran.add(name + " " + options);
                return options.contains("--fail") ? 1 : 0;
            }
        };
    }
}
