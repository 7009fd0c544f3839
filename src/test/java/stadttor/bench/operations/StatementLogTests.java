package stadttor.bench.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatementLogTests {

    @Test
    void aBlockIsOneTransaction() {
        StatementLog log = StatementLog.of(
                List.of(
                        "bench db=hub pid=5 LOG:  execute <unnamed>: BEGIN",
                        "bench db=hub pid=5 LOG:  execute S_1: select 1",
                        "bench db=hub pid=5 LOG:  execute S_1: select 1",
                        "bench db=hub pid=5 LOG:  execute S_2: COMMIT"),
                "hub");

        assertThat(log.statements()).isEqualTo(Map.of("select 1", 2));
        assertThat(log.count()).isEqualTo(2);
        assertThat(log.transactions()).isEqualTo(1);
    }

    @Test
    void aStatementOnItsOwnIsATransactionToo() {
        StatementLog log = StatementLog.of(
                List.of(
                        "bench db=hub pid=5 LOG:  execute <unnamed>: BEGIN",
                        "bench db=hub pid=6 LOG:  statement: select 2",
                        "bench db=hub pid=5 LOG:  execute <unnamed>: select 1",
                        "bench db=hub pid=5 LOG:  execute <unnamed>: ROLLBACK",
                        "bench db=hub pid=5 LOG:  execute <unnamed>: select 3"),
                "hub");

        assertThat(log.transactions()).isEqualTo(3);
    }

    @Test
    void aStatementOfSeveralLinesIsOne() {
        StatementLog log = StatementLog.of(
                List.of(
                        "bench db=hub pid=5 LOG:  execute <unnamed>: select a",
                        "\tfrom b",
                        "\twhere c = $1",
                        "bench db=hub pid=5 DETAIL:  Parameters: $1 = 'x"),
                "hub");

        assertThat(log.statements()).isEqualTo(Map.of("select a from b where c = $1", 1));
    }

    @Test
    void anEmptyBlockIsNone() {
        StatementLog log = StatementLog.of(
                List.of(
                        "bench db=hub pid=5 LOG:  execute <unnamed>: BEGIN",
                        "bench db=hub pid=5 LOG:  execute <unnamed>: COMMIT",
                        "bench db=hub pid=5 LOG:  execute <unnamed>: COMMIT"),
                "hub");

        assertThat(log.transactions()).isZero();
        assertThat(log.count()).isZero();
    }

    @Test
    void otherDatabasesAndOtherLinesDoNotCount() {
        StatementLog log = StatementLog.of(
                List.of(
                        "bench db=other pid=5 LOG:  execute <unnamed>: select 1",
                        "bench db=hub pid=5 DETAIL:  Parameters: $1 = 'x'",
                        "LOG:  checkpoint starting: time",
                        "  from token"),
                "hub");

        assertThat(log.count()).isZero();
        assertThat(log.transactions()).isZero();
    }
}
