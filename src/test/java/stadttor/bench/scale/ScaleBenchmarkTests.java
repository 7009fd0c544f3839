package stadttor.bench.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScaleBenchmarkTests {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... options) {
        return new ScaleBenchmark().run(new PrintStream(out), new PrintStream(err), List.of(options));
    }

    @Test
    void helpTellsWhatCanBeShortened() {
        assertThat(run("--help")).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("sessions, applications, rules", "--levels", "--rounds", "--seconds");
    }

    @Test
    void refusesADimensionThatThereIsNot() {
        assertThat(run("--only", "sessions,cities")).isEqualTo(2);

        assertThat(err.toString(StandardCharsets.UTF_8)).contains("cities");
    }

    @Test
    void refusesLevelsThatDoNotRise() {
        assertThat(run("--levels", "1000")).isEqualTo(2);
        assertThat(run("--levels", "1000,100")).isEqualTo(2);
        assertThat(run("--levels", "1,100")).isEqualTo(2);

        assertThat(err.toString(StandardCharsets.UTF_8)).contains("Wrong usage", "rise");
    }

    @Test
    void refusesNoTimeAtAll() {
        assertThat(run("--rounds", "0")).isEqualTo(2);
        assertThat(run("--seconds", "0")).isEqualTo(2);
    }
}
