package stadttor.bench.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import stadttor.bench.operations.Figures;
import stadttor.bench.operations.Operation;
import stadttor.bench.operations.Window;

class ScaleReportTests {

    private static Figures figures(double... cpu) {
        return new Figures(
                Arrays.stream(cpu)
                        .mapToObj(one -> new Window(100, one - 0.1, 0.1, 0))
                        .toList(),
                Double.NaN,
                Double.NaN);
    }

    private static Growth growth(double... highest) {
        return new Growth(
                Dimension.SESSIONS,
                List.of(1_000, 1_000_000),
                Map.of(Operation.REFRESH, List.of(figures(1, 1, 1), figures(highest))));
    }

    @Test
    void theRatioIsThatOfTheMedians() {
        assertThat(growth(1.2, 1.25, 9).ratio(Operation.REFRESH)).isEqualTo(1.25);
        assertThat(growth(1.2, 1.25, 9).ratios(Operation.REFRESH)).containsExactly(1.2, 1.25, 9.0);
        assertThat(growth(1.2, 1.25, 9).isFlat()).isTrue();
    }

    @Test
    void tellsWhatGrows() {
        Growth growth = growth(1.4, 1.41, 1.42);

        assertThat(growth.isFlat()).isFalse();
        assertThat(ScaleReport.grown(growth))
                .containsExactly(
                        "refresh with rotation costs 1.41 times as much with 1,000,000 sessions, more than 1.3");
        assertThat(ScaleReport.table(growth)).contains("| 1,000,000 ", "1.31 + 0.10", "1.40–1.42");
    }

    @Test
    void aSectionTakesThePlaceOfTheOneBefore() {
        String rules = ScaleReport.with("", "How.\n", Dimension.RULES, "rules\n\nfew\n");
        String both = ScaleReport.with(rules, "How.\n", Dimension.SESSIONS, "sessions\n\nold\n");
        String anew = ScaleReport.with(
                both,
                "How.\n",
                Dimension.SESSIONS,
                ScaleReport.section(growth(1, 1, 1), LocalDate.of(2026, 11, 29), "Quickly.", "- a machine\n"));

        assertThat(both).endsWith("\n## sessions\n\nold\n\n## rules\n\nfew\n");
        assertThat(anew)
                .contains("2026-11-29", "Quickly.", "- a machine", "(scale-sessions.svg)", "Nothing grows")
                .doesNotContain("old")
                .endsWith("\n## rules\n\nfew\n")
                .containsOnlyOnce("How.");
    }
}
