package stadttor.bench.operations;

import java.time.Duration;
import java.util.List;

/** A contender with a crew that asks it. */
final class Station implements AutoCloseable {

    /** As the figures that it is compared with were measured. */
    private static final int CONCURRENCY = 8;

    private static final int VERIFY_ONE_OF = 50;
    private static final int COUNTED = 50;

    private final Contender contender;
    private final MeasuredDatabase postgres;
    private final ProcessTree process;
    private final Crew crew;

    Station(Contender contender, MeasuredDatabase postgres, Http http) {
        this.contender = contender;
        this.postgres = postgres;
        this.process = ProcessTree.of(contender.process());
        this.crew = new Crew(
                CONCURRENCY, contender.server(), http, new TokenCheck(contender.server(), http, VERIFY_ONE_OF));
    }

    Contender contender() {
        return contender;
    }

    /** What happens before counts for nothing. */
    Window measure(Operation operation, Duration time) {
        crew.once(operation::prepare);
        Duration serverBefore = process.cpu();
        Duration databaseBefore = postgres.cpu();
        long walBefore = postgres.walPosition();
        long count = crew.during(time, operation::perform);
        long wal = postgres.walPosition() - walBefore;
        Duration database = postgres.cpu().minus(databaseBefore);
        Duration server = process.cpu().minus(serverBefore);
        if (count == 0) {
            throw new BenchProblem(contender.name() + " did not one " + operation.label());
        }
        return new Window(count, millis(server) / count, millis(database) / count, (double) wal / count);
    }

    /** @return what part of the server's time its compiler took, 0 to 1 */
    double warmUp(Operation operation, Duration time) {
        Duration compilersBefore = process.compilers();
        Duration before = process.cpu();
        crew.once(operation::prepare);
        crew.during(time, operation::perform);
        Duration compilers = process.compilers().minus(compilersBefore);
        return (double) compilers.toNanos()
                / Math.max(1, process.cpu().minus(before).toNanos());
    }

    /** What the threads of the server do meanwhile. */
    List<Stack> recorded(Operation operation, Duration time, FlightRecording recording) {
        crew.once(operation::prepare);
        return recording.during(() -> crew.during(time, operation::perform));
    }

    /** What the database is asked for a number of these operations, one after the other. */
    Statements statements(Operation operation) {
        crew.once(operation::prepare);
        StatementLog log = postgres.statements(contender.database(), () -> crew.oneOfThem(COUNTED, operation::perform));
        return new Statements(log, COUNTED);
    }

    /** @param operations how often the operation was carried out meanwhile */
    record Statements(StatementLog log, int operations) {

        double statementsEach() {
            return (double) log.count() / operations;
        }

        double transactionsEach() {
            return (double) log.transactions() / operations;
        }
    }

    private static double millis(Duration time) {
        return time.toNanos() / 1e6;
    }

    @Override
    public void close() {
        crew.close();
    }
}
