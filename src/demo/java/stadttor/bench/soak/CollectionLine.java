package stadttor.bench.soak;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import stadttor.bench.operations.BenchProblem;

/** A line of the virtual machine's log of collections: {@code … Pause Full (Diagnostic Command) 123M->45M(512M) 67.8ms}. */
final class CollectionLine {

    private static final Pattern AFTER = Pattern.compile("->(\\d+)([KMG])\\(");

    private CollectionLine() {}

    /** What was left in the heap. */
    static long afterBytes(String line) {
        Matcher after = AFTER.matcher(line);
        if (!after.find()) {
            throw new BenchProblem("no line about a collection: " + line);
        }
        long unit = switch (after.group(2)) {
            case "K" -> 1L << 10;
            case "M" -> 1L << 20;
            default -> 1L << 30;
        };
        return Long.parseLong(after.group(1)) * unit;
    }
}
