package stadttor.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import stadttor.bench.operations.BenchProblem;
import stadttor.bench.soak.Sample.Table;

class VerdictTests {

    private static final long MB = 1 << 20;

    private static Sample sample(int i, long resident, long threads, long connections, Map<String, Table> tables) {
        return new Sample(i, i * 100L, resident, threads, 200, connections, 16, 0, tables);
    }

    private static Verdict verdict(IntFunction<Sample> sample) {
        return new Verdict(
                IntStream.range(0, 30).mapToObj(sample).toList(),
                List.of(90 * MB, 90 * MB, 91 * MB),
                350 * (double) MB);
    }

    private static Sample quiet(int i) {
        return sample(i, 300 * MB, 50, 16, Map.of("account", new Table(20 * MB, i), "token", token(i)));
    }

    private static Table token(int i) {
        return new Table(i * 20_000L, i * 100L);
    }

    private static List<String> grown(Verdict verdict) {
        return verdict.findings().stream()
                .filter(finding -> !finding.isFlat())
                .map(Finding::what)
                .toList();
    }

    @Test
    void whatStaysIsFlat() {
        Verdict verdict = verdict(VerdictTests::quiet);

        assertThat(grown(verdict)).isEmpty();
        assertThat(verdict.isFlat()).isTrue();
        assertThat(SoakReport.verdict(verdict)).isEqualTo("All stayed as it was.\n");
        assertThat(SoakReport.table(verdict)).contains("resident memory", "table account", "new row in token");
    }

    @Test
    void whatHappensAtTheBeginningCountsForNothing() {
        assertThat(grown(verdict(i -> i < 10 ? sample(i, 100 * MB, 20, 2, Map.of()) : quiet(i))))
                .isEmpty();
    }

    @Test
    void memoryThatLeaksIsSeen() {
        Verdict verdict = verdict(i -> sample(i, (200 + 4L * i) * MB, 50, 16, Map.of()));

        assertThat(grown(verdict)).containsExactly("resident memory");
        assertThat(verdict.isFlat()).isFalse();
        assertThat(SoakReport.verdict(verdict)).startsWith("- missed: resident memory: from 258.0 MB to 298.0 MB");
    }

    @Test
    void objectsThatStayAreSeen() {
        List<Sample> samples =
                IntStream.range(0, 30).mapToObj(VerdictTests::quiet).toList();

        assertThat(grown(new Verdict(samples, List.of(80 * MB, 90 * MB, 105 * MB), Double.NaN)))
                .containsExactly("heap that lives");
    }

    @Test
    void threadsAndConnectionsThatStayAreSeen() {
        assertThat(grown(verdict(i -> sample(i, 300 * MB, 50 + i, 16, Map.of()))))
                .containsExactly("threads");
        assertThat(grown(verdict(i -> sample(i, 300 * MB, 50, 16 + i / 5, Map.of()))))
                .containsExactly("connections to PostgreSQL");
    }

    @Test
    void aTableThatHoldsAsMuchAsBeforeMustNotGrow() {
        assertThat(grown(verdict(i -> sample(i, 300 * MB, 50, 16, Map.of("account", new Table((20 + i) * MB, 7))))))
                .containsExactly("table account");
    }

    @Test
    void aTableThatHoldsMoreMayGrowByAsMuchForEachRow() {
        assertThat(grown(verdict(i -> sample(i, 300 * MB, 50, 16, Map.of("token", token(i))))))
                .isEmpty();
        assertThat(grown(verdict(i ->
                        sample(i, 300 * MB, 50, 16, Map.of("token", new Table(1_000L * i * i, i * 100L))))))
                .containsExactly("bytes of a new row in token");
    }

    @Test
    void tooMuchMemoryAtTheEndIsSeen() {
        assertThat(grown(verdict(i -> sample(i, 351 * MB, 50, 16, Map.of()))))
                .containsExactly("resident memory at the end");
    }

    @Test
    void refusesToJudgeByAFewLooks() {
        List<Sample> few = IntStream.range(0, 8).mapToObj(VerdictTests::quiet).toList();

        assertThatThrownBy(() -> new Verdict(few, List.of(1L, 1L, 1L), Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsWhatTheVirtualMachineSaysOfACollection() {
        assertThat(CollectionLine.afterBytes(
                        "[12.3s][info][gc] GC(7) Pause Full (Diagnostic Command) 123M->45M(512M) 6.7ms"))
                .isEqualTo(45 * MB);
        assertThatThrownBy(() -> CollectionLine.afterBytes("[0.01s][info][gc] Using Serial"))
                .isInstanceOf(BenchProblem.class);
    }

    @Test
    void readsAMetricAsPrometheusDoes() {
        String text = """
                # TYPE hikaricp_connections gauge
                hikaricp_connections_active{pool="HikariPool-1"} 2.0
                hikaricp_connections{pool="HikariPool-1"} 16.0
                """;

        assertThat(Sampler.metric(text, "hikaricp_connections")).isEqualTo(16);
        assertThatThrownBy(() -> Sampler.metric(text, "hikaricp")).isInstanceOf(BenchProblem.class);
    }
}
