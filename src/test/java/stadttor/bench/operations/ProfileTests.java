package stadttor.bench.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProfileTests {

    @Test
    void theJdkWorksForItsCaller() {
        String text = new Profile(List.of(
                        stack("java.util.HashMap.get", "de.stadttor.issuing.Grants.refresh"),
                        stack("org.postgresql.core.PGStream.flush", "de.stadttor.issuing.Grants.refresh")))
                .text();

        assertThat(text).contains("| `de.stadttor.issuing` | 50.0 |", "| `org.postgresql` | 50.0 |");
        assertThat(text).contains("| `HashMap.get` | 50.0 |", "| `PGStream.flush` | 50.0 |");
    }

    @Test
    void countsAMethodThatCallsItselfOnce() {
        String text = new Profile(List.of(
                        stack("de.stadttor.access.Evaluation.of", "de.stadttor.access.Evaluation.of"),
                        stack("java.lang.Thread.run")))
                .text();

        assertThat(text).contains("| `Evaluation.of` | 50.0 |");
    }

    private static Stack stack(String... frames) {
        return new Stack(List.of(frames).stream()
                .map(frame -> new Stack.Method(
                        frame.substring(0, frame.lastIndexOf('.')), frame.substring(frame.lastIndexOf('.') + 1)))
                .toList());
    }
}
