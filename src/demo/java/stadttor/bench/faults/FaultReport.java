package stadttor.bench.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import stadttor.bench.faults.Ledger.Failure;
import stadttor.bench.faults.Trial.Outcome;

/** What faults did, for people. */
final class FaultReport {

    private static final int SHOWN = 10;

    private FaultReport() {}

    /** In one line. */
    static String line(Outcome outcome) {
        return String.format(
                Locale.ROOT,
                "%-17s lost = %d, doubled = %d, mixed = %d; %d succeeded; failed: %s; well again after %.1f s%s",
                outcome.fault().label(),
                outcome.findings().lost().size(),
                outcome.findings().doubled().size(),
                outcome.findings().mixed().size(),
                outcome.done(),
                failures(outcome.failures()),
                seconds(outcome),
                outcome.forfeited() == 0 ? "" : "; forfeited by rule: " + outcome.forfeited());
    }

    /** What is wrong, a line each, the first of them; empty where nothing is. */
    static String details(Outcome outcome) {
        List<String> lines = new ArrayList<>();
        add(lines, "lost", outcome.findings().lost());
        add(lines, "doubled", outcome.findings().doubled());
        add(lines, "mixed", outcome.findings().mixed());
        add(
                lines,
                "failed otherwise",
                outcome.unpromised().stream()
                        .map(failure -> failure.operation() + ": " + failure.words())
                        .toList());
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    private static void add(List<String> lines, String kind, List<String> all) {
        all.stream().limit(SHOWN).forEach(one -> lines.add("    " + kind + ": " + one));
        if (all.size() > SHOWN) {
            lines.add("    " + kind + ": and " + (all.size() - SHOWN) + " more");
        }
    }

    /** A table in Markdown. */
    static String table(List<Outcome> outcomes) {
        return "| fault | lost | doubled | mixed | succeeded | failed | forfeited | well again after |\n"
                + "|---|---|---|---|---|---|---|---|\n"
                + outcomes.stream()
                        .map(outcome -> String.format(
                                Locale.ROOT,
                                "| %s: %s | %d | %d | %d | %d | %s | %d | %.1f s |%n",
                                outcome.fault().label(),
                                outcome.fault().what(),
                                outcome.findings().lost().size(),
                                outcome.findings().doubled().size(),
                                outcome.findings().mixed().size(),
                                outcome.done(),
                                failures(outcome.failures()),
                                outcome.forfeited(),
                                seconds(outcome)))
                        .collect(Collectors.joining());
    }

    private static String failures(List<Failure> failures) {
        if (failures.isEmpty()) {
            return "none";
        }
        Map<String, Long> kinds = failures.stream()
                .collect(Collectors.groupingBy(FaultReport::kind, TreeMap::new, Collectors.counting()));
        return kinds.entrySet().stream()
                .map(kind -> kind.getValue() + " × " + kind.getKey())
                .collect(Collectors.joining(", "));
    }

    private static String kind(Failure failure) {
        return failure.promised()
                ? "503 with Retry-After"
                : failure.status() == 0 ? "no HTTP answer" : failure.status() + " WITHOUT a promise";
    }

    private static double seconds(Outcome outcome) {
        return outcome.well().toMillis() / 1000.0;
    }
}
