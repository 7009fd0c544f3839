package stadttor.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import stadttor.bench.faults.Checker.Findings;
import stadttor.bench.faults.Ledger.Failure;
import stadttor.bench.faults.Trial.Outcome;

class FaultReportTests {

    private static final Findings CLEAN = new Findings(List.of(), List.of(), List.of());
    private static final Failure PROMISED = new Failure(1, "refresh", 503, true, "503 from there");
    private static final Failure BARE = new Failure(2, "SSO", 500, false, "500 from there");
    private static final Duration SOON = Duration.ofMillis(1500);

    private static Outcome outcome(List<Failure> failures, Findings findings, Duration well) {
        return new Outcome(Fault.POSTGRES_RESTART, 100, failures, 0, findings, well);
    }

    @Test
    void promisedFailuresAreNoFault() {
        Outcome outcome = outcome(List.of(PROMISED, PROMISED), CLEAN, SOON);

        assertThat(outcome.isGood()).isTrue();
        assertThat(FaultReport.line(outcome))
                .contains(
                        "postgres-restart",
                        "lost = 0",
                        "doubled = 0",
                        "mixed = 0",
                        "2 × 503 with Retry-After",
                        "1.5 s");
        assertThat(FaultReport.details(outcome)).isEmpty();
    }

    @Test
    void failureWithoutAPromiseIsOne() {
        Outcome outcome = outcome(List.of(PROMISED, BARE), CLEAN, SOON);

        assertThat(outcome.isGood()).isFalse();
        assertThat(FaultReport.line(outcome)).contains("1 × 500 WITHOUT a promise");
        assertThat(FaultReport.details(outcome)).contains("SSO: 500 from there");
    }

    @Test
    void anythingLostDoubledOrMixedIsOne() {
        List<String> one = List.of("something");

        assertThat(outcome(List.of(), new Findings(one, List.of(), List.of()), SOON)
                        .isGood())
                .isFalse();
        assertThat(outcome(List.of(), new Findings(List.of(), one, List.of()), SOON)
                        .isGood())
                .isFalse();
        assertThat(outcome(List.of(), new Findings(List.of(), List.of(), one), SOON)
                        .isGood())
                .isFalse();
    }

    @Test
    void moreThanTenSecondsAreTooLong() {
        assertThat(outcome(List.of(), CLEAN, Duration.ofSeconds(10)).isGood()).isTrue();
        assertThat(outcome(List.of(), CLEAN, Duration.ofMillis(10_001)).isGood())
                .isFalse();
    }

    @Test
    void tableHasARowForEach() {
        String table = FaultReport.table(List.of(outcome(List.of(BARE), CLEAN, SOON)));

        assertThat(table.lines()).hasSize(3);
        assertThat(table).contains("| 0 | 0 | 0 | 100 | 1 × 500 WITHOUT a promise | 0 | 1.5 s |");
    }
}
