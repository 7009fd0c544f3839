package stadttor.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultsBenchmarkTests {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... options) {
        return new FaultsBenchmark().run(new PrintStream(out), new PrintStream(err), List.of(options));
    }

    @Test
    void helpTellsTheFaults() {
        assertThat(run("--help")).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("node-killed", "node-stands", "postgres-crash", "line-cut", "provider-hangs", "disk-full");
    }

    @Test
    void refusesAFaultThatThereIsNot() {
        assertThat(run("--only", "node-killed,earthquake")).isEqualTo(2);

        assertThat(err.toString(StandardCharsets.UTF_8)).contains("Wrong usage", "line-cut");
    }

    @Test
    void refusesATimeThatIsNone() {
        assertThat(run("--seconds", "0")).isEqualTo(2);
        assertThat(run("--seconds", "-3")).isEqualTo(2);
    }
}
