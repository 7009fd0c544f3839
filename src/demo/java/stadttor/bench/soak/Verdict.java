package stadttor.bench.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * What stayed as it was and what grew: the last third of the time against the middle one. In the first third caches fill,
 * the compiler works and pools open their connections.
 *
 * @param samples in the order of time, at least nine
 * @param living bytes of the heap that live at the end of each third
 * @param mostResident the goal in bytes at the end; NaN for none
 */
record Verdict(List<Sample> samples, List<Long> living, double mostResident) {

    /** What a sign-in, a code, a token and an event leave behind: as much each time. */
    static final Set<String> GROWING = Set.of("hub_session", "grants", "token", "audit_event", "audit_seal");

    private static final double MEGABYTE = 1 << 20;

    /** From one third of the time to the next. */
    private static final double A_LITTLE = 1.05;

    /** A table takes its room in pages, an index in halves of pages, and what is changed in place is cleaned now and then. */
    private static final double ROOM = 1.25;

    private static final int FEWEST_ROWS = 500;

    Verdict {
        samples = List.copyOf(samples);
        living = List.copyOf(living);
        if (samples.size() < 9 || living.size() != 3) {
            throw new IllegalArgumentException("too few samples for a verdict");
        }
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        findings.add(average("resident memory", sample -> sample.residentBytes() / MEGABYTE, A_LITTLE, 8, "MB"));
        findings.add(new Finding(
                "heap that lives",
                living.get(1) / MEGABYTE,
                living.get(2) / MEGABYTE,
                living.get(1) / MEGABYTE * A_LITTLE + 4,
                "MB"));
        findings.add(average("threads", Sample::threads, A_LITTLE, 2, ""));
        findings.add(average("open files", Sample::openFiles, A_LITTLE, 4, ""));
        findings.add(average("connections to PostgreSQL", Sample::connections, 1, 1, ""));
        findings.add(average("connections in the pool", Sample::pool, 1, 1, ""));
        findings.add(average("waiting for a connection", Sample::waiting, 1, 1, ""));
        for (String table :
                samples.getLast().tables().keySet().stream().sorted().toList()) {
            if (!GROWING.contains(table)) {
                findings.add(average(
                        "table " + table, sample -> table(sample, table).bytes() / MEGABYTE, A_LITTLE, 1, "MB"));
            } else {
                growing(table, findings);
            }
        }
        if (!Double.isNaN(mostResident)) {
            findings.add(new Finding(
                    "resident memory at the end",
                    samples.getFirst().residentBytes() / MEGABYTE,
                    samples.getLast().residentBytes() / MEGABYTE,
                    mostResident / MEGABYTE,
                    "MB"));
        }
        return findings;
    }

    /** Of these, how many bytes a row takes that comes: more and more would show that old ones get in the way. */
    private void growing(String table, List<Finding> findings) {
        Sample first = samples.get(samples.size() / 3);
        Sample middle = samples.get(samples.size() * 2 / 3);
        Sample last = samples.getLast();
        if (rows(table, first, middle) < FEWEST_ROWS || rows(table, middle, last) < FEWEST_ROWS) {
            return;
        }
        double before = bytesEach(table, first, middle);
        findings.add(new Finding(
                "bytes of a new row in " + table, before, bytesEach(table, middle, last), before * ROOM + 32, "B"));
    }

    private static double bytesEach(String table, Sample from, Sample to) {
        return (double) (table(to, table).bytes() - table(from, table).bytes()) / rows(table, from, to);
    }

    private static long rows(String table, Sample from, Sample to) {
        return table(to, table).inserted() - table(from, table).inserted();
    }

    private static Sample.Table table(Sample sample, String name) {
        return sample.tables().getOrDefault(name, new Sample.Table(0, 0));
    }

    private Finding average(String what, ToDoubleFunction<Sample> value, double factor, double more, String unit) {
        int third = samples.size() / 3;
        double before = average(samples.subList(third, 2 * third), value);
        double after = average(samples.subList(2 * third, samples.size()), value);
        return new Finding(what, before, after, before * factor + more, unit);
    }

    private static double average(List<Sample> some, ToDoubleFunction<Sample> value) {
        return some.stream().mapToDouble(value).average().orElseThrow();
    }

    boolean isFlat() {
        return findings().stream().allMatch(Finding::isFlat);
    }
}
