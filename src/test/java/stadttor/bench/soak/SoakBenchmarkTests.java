package stadttor.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SoakBenchmarkTests {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... options) {
        return new SoakBenchmark().run(new PrintStream(out), new PrintStream(err), List.of(options));
    }

    @Test
    void helpTellsTheOptions() {
        assertThat(run("--help")).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("SECONDS", "--sessions", "--resident", "--machine");
    }

    @Test
    void refusesATimeThatIsNone() {
        assertThat(run("0")).isEqualTo(2);
        assertThat(run("soon")).isEqualTo(2);
        assertThat(run("60", "60")).isEqualTo(2);
    }

    @Test
    void refusesAStoreWithoutAnybody() {
        assertThat(run("60", "--sessions", "0")).isEqualTo(2);

        assertThat(err.toString(StandardCharsets.UTF_8)).contains("Wrong usage");
    }
}
