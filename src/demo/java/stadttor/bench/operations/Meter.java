package stadttor.bench.operations;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Counts what a server's process and its database use while something is done over and over. */
public final class Meter {

    private final ProcessTree process;
    private final MeasuredDatabase postgres;

    /** @param process of the server */
    public Meter(long process, MeasuredDatabase postgres) {
        this.process = ProcessTree.of(process);
        this.postgres = postgres;
    }

    /**
     * @param work returns how often it was done
     * @throws BenchProblem where it was not done once
     */
    public Window during(LongSupplier work) {
        Duration serverBefore = process.cpu();
        Duration databaseBefore = postgres.cpu();
        long walBefore = postgres.walPosition();
        long count = work.getAsLong();
        long wal = postgres.walPosition() - walBefore;
        Duration database = postgres.cpu().minus(databaseBefore);
        Duration server = process.cpu().minus(serverBefore);
        if (count == 0) {
            throw new BenchProblem("nothing was done in the time");
        }
        return new Window(count, millis(server) / count, millis(database) / count, (double) wal / count);
    }

    private static double millis(Duration time) {
        return time.toNanos() / 1e6;
    }
}
