package stadttor.bench.operations;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Whether the hub keeps to its goals. */
final class Verdict {

    /** What the hub asks its database by itself, while nobody wants anything, falls into the count, too. */
    private static final double BESIDE = 0.3;

    private Verdict() {}

    /** What is missed, in words; empty where all is kept. */
    static List<String> missed(Operation operation, Figures figures) {
        return missed(operation, operation.goal(), figures);
    }

    /** What is worse than the record of the missed goals explains. */
    static List<String> unexplained(Operation operation, Figures figures) {
        return missed(operation, operation.excused(), figures);
    }

    private static List<String> missed(Operation operation, Operation.Goal goal, Figures figures) {
        List<String> missed = new ArrayList<>();
        if (figures.cpu() > goal.cpu()) {
            missed.add(String.format(
                    Locale.ROOT, "%s: %.2f ms of CPU, goal %.2f", operation.label(), figures.cpu(), goal.cpu()));
        }
        boolean counted = goal.transactions() > 0 || operation == Operation.CLIENT_CREDENTIALS;
        if (counted && figures.transactions() > goal.transactions() + BESIDE) {
            missed.add(String.format(
                    Locale.ROOT,
                    "%s: %.1f transactions, goal %d",
                    operation.label(),
                    figures.transactions(),
                    goal.transactions()));
        }
        if (goal.walBytes() > 0 && figures.walBytes() > goal.walBytes()) {
            missed.add(String.format(
                    Locale.ROOT,
                    "%s: %.0f bytes of WAL, goal %d",
                    operation.label(),
                    figures.walBytes(),
                    goal.walBytes()));
        }
        return missed;
    }
}
