package stadttor.bench.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import stadttor.bench.LineChart;
import stadttor.bench.MarkdownTable;

/** What a soak found, as tables in Markdown and as pictures. */
final class SoakReport {

    private static final double MEGABYTE = 1 << 20;

    private SoakReport() {}

    static String table(Verdict verdict) {
        List<List<String>> rows = new ArrayList<>();
        for (Finding finding : verdict.findings()) {
            rows.add(List.of(
                    finding.what(),
                    number(finding.before(), finding.unit()),
                    number(finding.after(), finding.unit()),
                    number(finding.most(), finding.unit()),
                    finding.isFlat() ? "yes" : "NO"));
        }
        return MarkdownTable.of(List.of("", "before", "after", "at most", "kept"), rows);
    }

    /** In words, one line each; empty where all stayed as it was. */
    static List<String> grown(Verdict verdict) {
        return verdict.findings().stream()
                .filter(finding -> !finding.isFlat())
                .map(finding -> finding.what() + ": from " + number(finding.before(), finding.unit()) + " to "
                        + number(finding.after(), finding.unit()) + ", at most "
                        + number(finding.most(), finding.unit()))
                .toList();
    }

    static String verdict(Verdict verdict) {
        List<String> grown = grown(verdict);
        return grown.isEmpty()
                ? "All stayed as it was.\n"
                : grown.stream().map(line -> "- missed: " + line + "\n").collect(Collectors.joining());
    }

    static String memory(List<Sample> samples) {
        return chart(
                "Resident memory of the hub",
                "MB",
                List.of(line("resident memory", samples, sample -> sample.residentBytes() / MEGABYTE)));
    }

    static String counts(List<Sample> samples) {
        return chart(
                "Threads, files and connections",
                "how many",
                List.of(
                        line("open files", samples, Sample::openFiles),
                        line("threads", samples, Sample::threads),
                        line("to PostgreSQL", samples, Sample::connections),
                        line("in the pool", samples, Sample::pool)));
    }

    /** Those that take most room, and all others together. */
    static String tables(List<Sample> samples) {
        List<LineChart.Series> lines = new ArrayList<>();
        for (String table : List.of("hub_session", "grants", "token", "account", "audit_event")) {
            lines.add(line(table, samples, sample -> megabytes(sample, table)));
        }
        lines.add(line(
                "all others",
                samples,
                sample -> sample.tables().keySet().stream()
                        .filter(table ->
                                lines.stream().noneMatch(line -> line.name().equals(table)))
                        .mapToDouble(table -> megabytes(sample, table))
                        .sum()));
        return chart("Tables with their indexes", "MB", lines);
    }

    private static double megabytes(Sample sample, String table) {
        return sample.tables().getOrDefault(table, new Sample.Table(0, 0)).bytes() / MEGABYTE;
    }

    private static String chart(String title, String vertical, List<LineChart.Series> lines) {
        return new LineChart(title, "minutes", vertical, false, Double.NaN, lines).svg();
    }

    private static LineChart.Series line(String name, List<Sample> samples, ToDoubleFunction<Sample> value) {
        return new LineChart.Series(
                name,
                samples.stream().map(sample -> sample.seconds() / 60).toList(),
                samples.stream().map(value::applyAsDouble).toList());
    }

    private static String number(double value, String unit) {
        return String.format(Locale.ROOT, unit.equals("MB") ? "%,.1f %s" : "%,.0f %s", value, unit)
                .strip();
    }
}
