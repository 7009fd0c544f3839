package stadttor.bench.operations;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A contender with a crew that asks it. */
final class Station implements AutoCloseable {

    /** As the figures that it is compared with were measured. */
    private static final int CONCURRENCY = 8;

    private static final int VERIFY_ONE_OF = 50;
    private static final int COUNTED = 50;

    private final Contender contender;
    private final MeasuredDatabase postgres;
    private final ProcessTree process;
    private final Meter meter;
    private final Crew<Conversation> crew;

    Station(Contender contender, MeasuredDatabase postgres, Http http) {
        this.contender = contender;
        this.postgres = postgres;
        this.process = ProcessTree.of(contender.process());
        this.meter = new Meter(contender.process(), postgres);
        TokenCheck check = new TokenCheck(contender.server(), http, VERIFY_ONE_OF);
        this.crew = new Crew<>(Stream.generate(() -> new Conversation(contender.server(), http, check))
                .limit(CONCURRENCY)
                .toList());
    }

    Contender contender() {
        return contender;
    }

    /** What happens before counts for nothing. */
    Window measure(Operation operation, Duration time) {
        crew.once(operation::prepare);
        return meter.during(() -> crew.during(time, operation::perform));
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

    @Override
    public void close() {
        crew.close();
    }
}
