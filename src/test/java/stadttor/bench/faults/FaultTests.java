package stadttor.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.TestWorld;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stadttor.bench.faults.Trial.Outcome;
import stadttor.demo.Folders;

/**
 * The short ones of {@code stadttor bench faults}: two nodes behind a proxy are worked with while one of them, their
 * database or a line breaks. The benchmark also says how soon all is well; here it has to become well at all.
 */
class FaultTests {

    private static final int PEOPLE = 4;
    private static final Duration QUIET = Duration.ofMillis(1500);

    @TempDir
    static Path logs;

    private static Stage stage;
    private static Load load;
    private static Trial trial;

    @BeforeAll
    static void set() {
        stage = Stage.set(TestWorld.folder().resolve("faults"), logs, PEOPLE);
        Ledger ledger = new Ledger();
        load = Load.begin(stage.clients(ledger));
        trial = new Trial(stage, load, ledger, QUIET);
        trial.settle(Duration.ofSeconds(3));
    }

    @AfterAll
    static void clear() {
        load.close();
        stage.close();
        Folders.delete(TestWorld.folder().resolve("faults"));
    }

    private static void isSurvived(Outcome outcome) {
        String all = FaultReport.line(outcome) + "\n" + FaultReport.details(outcome);
        assertThat(outcome.done()).as(all).isPositive();
        assertThat(outcome.findings().isClean()).as(all).isTrue();
        assertThat(outcome.unpromised()).as(all).isEmpty();
        assertThat(outcome.well()).as(all).isLessThan(Trial.PATIENCE);
    }

    @Test
    void deathOfANode() {
        isSurvived(trial.of(Fault.NODE_KILLED, Duration.ZERO));
    }

    @Test
    void restartOfPostgres() {
        Outcome outcome = trial.of(Fault.POSTGRES_RESTART, Duration.ofSeconds(1));

        isSurvived(outcome);
        assertThat(outcome.failures()).as("it was away").isNotEmpty();
    }

    @Test
    void lineToPostgresThatGoesSilent() {
        isSurvived(trial.of(Fault.LINE_CUT, Duration.ofSeconds(4)));
    }
}
