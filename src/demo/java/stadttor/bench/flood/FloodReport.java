package stadttor.bench.flood;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What floods did, for people. */
final class FloodReport {

    private FloodReport() {}

    /**
     * What one flood did.
     *
     * @param many whether it came from many addresses
     * @param sent requests of it while people signed in
     * @param refused of them, by 429 with {@code Retry-After}
     * @param broken of them, without an answer that is as it should be
     * @param quiet median of a sign-in without it, milliseconds
     * @param flooded median of a sign-in beside it
     * @param cpu what one of its requests costs the hub's process, milliseconds
     * @param rows that it left while nobody signed in
     * @param mostRows that it may leave
     * @param callers counted in memory at its end
     * @param heap of the hub at its end, megabytes
     */
    record Outcome(
            Flood flood,
            boolean many,
            long sent,
            long refused,
            long broken,
            double quiet,
            double flooded,
            double cpu,
            long rows,
            long mostRows,
            long callers,
            long heap) {

        /** Other people's sign-ins may take twice as long. */
        private static final double MOST_TIMES = 2;

        private static final long MOST_CALLERS = 30_000;

        boolean isGood() {
            return times() <= MOST_TIMES && rows <= mostRows && refused > 0 && broken == 0 && callers <= MOST_CALLERS;
        }

        double times() {
            return flooded / quiet;
        }
    }

    /** A table in Markdown. */
    static String table(List<Outcome> outcomes) {
        return "| flood | from | sent | 429 | sign-in before | beside it | × | CPU of a request | rows left, at most | callers counted"
                + " | heap, MB | |\n"
                + "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|\n"
                + outcomes.stream().map(FloodReport::line).collect(Collectors.joining());
    }

    /** One row of it. */
    static String line(Outcome outcome) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %d | %d | %.1f ms | %.1f ms | %.2f | %.2f ms | %d, %d | %d | %d | %s |%n",
                outcome.flood().what(),
                outcome.many() ? "many addresses" : "one address",
                outcome.sent(),
                outcome.refused(),
                outcome.quiet(),
                outcome.flooded(),
                outcome.times(),
                outcome.cpu(),
                outcome.rows(),
                outcome.mostRows(),
                outcome.callers(),
                outcome.heap(),
                outcome.isGood() ? "good" : outcome.broken() > 0 ? outcome.broken() + " BROKEN" : "MISSED");
    }
}
