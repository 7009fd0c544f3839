package stadttor.bench.flood;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import stadttor.bench.flood.FloodReport.Outcome;

class FloodBenchmarkTests {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... options) {
        return new FloodBenchmark().run(new PrintStream(out), new PrintStream(err), List.of(options));
    }

    private static Outcome outcome(double flooded, long refused, long broken, long rows, long callers) {
        return new Outcome(Flood.ARRIVALS, false, 500, refused, broken, 10, flooded, 0.1, rows, 0, callers, 100);
    }

    @Test
    void helpTellsTheFloods() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("arrivals", "wrong-secrets", "registration");
    }

    @Test
    void refusesWhatThereIsNot() {
        assertThat(run("--only", "arrivals,rain")).isEqualTo(2);
        assertThat(run("--seconds", "0")).isEqualTo(2);
        assertThat(run("--rate", "0")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("Wrong usage", "pushed-requests");
    }

    @Test
    void twiceAsSlowIsGoodAndAnythingElseIsNot() {
        assertThat(outcome(20, 400, 0, 0, 30_000).isGood()).isTrue();
        assertThat(outcome(20.1, 400, 0, 0, 1).isGood()).as("slower").isFalse();
        assertThat(outcome(20, 0, 0, 0, 1).isGood()).as("nothing refused").isFalse();
        assertThat(outcome(20, 400, 1, 0, 1).isGood()).as("an error").isFalse();
        assertThat(outcome(20, 400, 0, 1, 1).isGood()).as("a row").isFalse();
        assertThat(outcome(20, 400, 0, 0, 30_001).isGood()).as("memory").isFalse();
        assertThat(FloodReport.table(List.of(outcome(30, 400, 0, 0, 1)))).contains("| 3.00 |", "MISSED", "one address");
    }
}
