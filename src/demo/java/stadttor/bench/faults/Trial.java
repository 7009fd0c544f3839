package stadttor.bench.faults;

import java.time.Duration;
import java.util.List;
import stadttor.bench.faults.Checker.Findings;
import stadttor.bench.faults.Ledger.Failure;
import stadttor.bench.operations.BenchProblem;

/** Lets one fault after the other happen under the load, and looks at what it did. For one thread. */
final class Trial {

    private static final Duration LOOK = Duration.ofMillis(100);

    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Stage stage;
    private final Load load;
    private final Ledger ledger;
    private final Duration quiet;
    private Findings known = new Findings(List.of(), List.of(), List.of());

    /** @param quiet nothing may have failed for so long before everything is said to work */
    Trial(Stage stage, Load load, Ledger ledger, Duration quiet) {
        this.stage = stage;
        this.load = load;
        this.ledger = ledger;
        this.quiet = quiet;
    }

    /**
     * What a fault did.
     *
     * @param done how much succeeded meanwhile, before and after it
     * @param failures that were begun after it began
     * @param forfeited tokens and codes that could not be used again after a use without an answer, as the rules want it
     * @param well from the end of the fault until everything works; {@link #PATIENCE} where that was not to be seen
     */
    record Outcome(Fault fault, long done, List<Failure> failures, long forfeited, Findings findings, Duration well) {

        private static final Duration GOAL = Duration.ofSeconds(10);

        /** Those that were neither carried out nor answered with 503 and when to try again. */
        List<Failure> unpromised() {
            return failures.stream().filter(failure -> !failure.promised()).toList();
        }

        boolean isGood() {
            return findings.isClean() && unpromised().isEmpty() && well.compareTo(GOAL) <= 0;
        }
    }

    /** Lets everybody work until nothing fails: a node that has just been started is slow. */
    void settle(Duration time) {
        pause(time);
        long now = System.nanoTime();
        well(now);
        known = load.checked(() -> Checker.check(ledger, stage.stored()));
        if (!known.isClean()) {
            throw new BenchProblem("without any fault: " + known);
        }
    }

    Outcome of(Fault fault, Duration duration) {
        long doneBefore = ledger.countDone();
        long forfeitedBefore = ledger.countForfeited();
        long begin = System.nanoTime();
        fault.begin(stage);
        long end = System.nanoTime();
        pause(duration);
        if (!fault.isMoment()) {
            fault.end(stage);
            end = System.nanoTime();
        }
        Duration well = well(end);
        if (fault.restore(stage)) {
            well(System.nanoTime());
        }
        Findings all = load.checked(() -> Checker.check(ledger, stage.stored()));
        Findings found = all.since(known);
        known = all;
        return new Outcome(
                fault,
                ledger.countDone() - doneBefore,
                ledger.failures(begin, System.nanoTime()),
                ledger.countForfeited() - forfeitedBefore,
                found,
                well);
    }

    /** From then until the last failure was begun and all nodes were led to. */
    private Duration well(long since) {
        long whole = since;
        while (System.nanoTime() - since < PATIENCE.toNanos()) {
            long now = System.nanoTime();
            if (!stage.isWhole()) {
                whole = now;
            }
            long lastFailure = ledger.failures(since, now).stream()
                    .mapToLong(failure -> failure.at() - since)
                    .max()
                    .orElse(0);
            long bad = Math.max(lastFailure, whole - since);
            if (now - since - bad > quiet.toNanos()) {
                return Duration.ofNanos(bad);
            }
            pause(LOOK);
        }
        return PATIENCE;
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchProblem("interrupted", e);
        }
    }
}
