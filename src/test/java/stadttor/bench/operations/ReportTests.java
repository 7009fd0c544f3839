package stadttor.bench.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import stadttor.demo.Folders;

class ReportTests {

    @Test
    void takesTheMedianOfTheRounds() {
        Figures figures = new Figures(List.of(window(1, 0.5), window(9, 0.1), window(2, 0.2)), 4, 2);

        assertThat(figures.server()).isEqualTo(2);
        assertThat(figures.database()).isEqualTo(0.2);
        assertThat(figures.cpu()).isEqualTo(2.2);
        assertThat(figures.spread()).isEqualTo((9.1 - 1.5) / 2.2);
    }

    @Test
    void takesTheMiddleOfTwo() {
        assertThat(new Figures(List.of(window(1, 0), window(2, 0)), 0, 0).server())
                .isEqualTo(1.5);
    }

    @Test
    void refusesNoRoundsAtAll() {
        assertThatThrownBy(() -> new Figures(List.of(), 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void goalsThatAreKeptAreNotNamed() {
        assertThat(Verdict.missed(Operation.REFRESH, figures(0.5, 0.2, 1200, 1)))
                .isEmpty();
        assertThat(results(Operation.REFRESH, figures(0.5, 0.2, 1200, 1)).unexplained())
                .isEmpty();
    }

    @Test
    void eachGoalThatIsMissedIsNamed() {
        assertThat(Verdict.missed(Operation.REFRESH, figures(0.7, 0.2, 1301, 2)))
                .containsExactly(
                        "refresh with rotation: 0.90 ms of CPU, goal 0.80",
                        "refresh with rotation: 2.0 transactions, goal 1",
                        "refresh with rotation: 1301 bytes of WAL, goal 1300");
    }

    @Test
    void clientCredentialsMayAskNothingOfTheDatabase() {
        assertThat(Verdict.missed(Operation.CLIENT_CREDENTIALS, figures(0.1, 0, 0, 1)))
                .containsExactly("client_credentials: 1.0 transactions, goal 0");
        assertThat(Verdict.missed(Operation.CLIENT_CREDENTIALS, figures(0.1, 0, 0, 0)))
                .isEmpty();
    }

    @Test
    void userinfoMayAskWhatItWants() {
        assertThat(Verdict.missed(Operation.USERINFO, figures(0.1, 0, 5000, 7))).isEmpty();
    }

    @Test
    void theTablesShowFiguresRatiosAndWhatIsMissed() {
        Map<String, Map<Operation, Figures>> all = new LinkedHashMap<>();
        all.put("hub", Map.of(Operation.REFRESH, figures(0.9, 0.1, 1000, 1)));
        all.put("Keycloak", Map.of(Operation.REFRESH, figures(7, 1, 2150, 6)));

        String text = new Report(new Results(all)).text();

        assertThat(text.lines().filter(line -> line.startsWith("| refresh with rotation")))
                .anySatisfy(line -> assertThat(line.replaceAll(" +", " "))
                        .isEqualTo("| refresh with rotation | 0.90 + 0.10 (±0 %) | 7.00 + 1.00 (±0 %) | 0.80 | 8.0 |"));
        assertThat(text)
                .contains("- missed: refresh with rotation: 1.00 ms of CPU, goal 0.80")
                .endsWith("Why, and by what profile: [the record](../decisions/" + Operation.RECORD + ").\n");
    }

    @Test
    void theRecordExplainsNoMoreThanWasMeasured() {
        Figures worse = figures(Operation.REFRESH.excused().cpu(), 0.1, 1000, 1);

        assertThat(results(Operation.REFRESH, worse).unexplained())
                .singleElement()
                .asString()
                .contains("ms of CPU");
        assertThat(new Report(results(Operation.REFRESH, worse)).text()).contains("Worse than [the record]");
        assertThat(results(Operation.REFRESH, figures(0.9, 0.1, 1000, 1)).unexplained())
                .isEmpty();
    }

    @Test
    void theRecordIsThere() {
        assertThat(Folders.project().resolve("docs/decisions/" + Operation.RECORD))
                .exists();
    }

    private static Results results(Operation operation, Figures figures) {
        return new Results(Map.of("hub", Map.of(operation, figures)));
    }

    private static Window window(double server, double database) {
        return new Window(10, server, database, 0);
    }

    private static Figures figures(double server, double database, double wal, double transactions) {
        return new Figures(List.of(new Window(10, server, database, wal)), 3, transactions);
    }
}
