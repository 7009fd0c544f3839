package stadttor.bench.faults;

import java.time.Duration;
import stadttor.bench.faults.Ledger.Failure;
import stadttor.bench.operations.BenchProblem;
import stadttor.bench.operations.UnexpectedAnswer;

/** Does something as a patient client: what fails is written down and tried again, until it succeeds. */
final class Attempts {

    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final int LONGEST = 800;

    private final Ledger ledger;

    Attempts(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Something that is to succeed. */
    interface Try {

        /** @return false where it has to be begun anew, which is no failure */
        boolean once();
    }

    void untilDone(String operation, Try work) throws InterruptedException {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < PATIENCE.toNanos()) {
            long at = System.nanoTime();
            try {
                if (work.once()) {
                    ledger.done();
                    return;
                }
            } catch (UnexpectedAnswer e) {
                int status = e.answer().status();
                ledger.failed(new Failure(
                        at, operation, status, status == 503 && e.answer().retryAfter(), words(e)));
                Thread.sleep(PAUSE);
            } catch (BenchProblem e) {
                ledger.failed(new Failure(at, operation, 0, false, words(e)));
                Thread.sleep(PAUSE);
            }
        }
        ledger.lost(operation + " did not succeed within " + PATIENCE.toSeconds() + " s");
    }

    private static String words(BenchProblem problem) {
        String message = String.valueOf(problem.getMessage()).replaceAll("\\s+", " ");
        return message.substring(0, Math.min(LONGEST, message.length()));
    }
}
