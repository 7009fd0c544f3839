package stadttor.bench.scale;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import stadttor.bench.LineChart;
import stadttor.bench.MarkdownTable;
import stadttor.bench.operations.Figures;
import stadttor.bench.operations.Operation;

/** How costs grew, as tables in Markdown and as pictures. */
final class ScaleReport {

    private static final String TITLE = "# What the operations cost when much is stored\n";
    private static final String SECTION = "\n## ";

    private ScaleReport() {}

    static String table(Growth growth) {
        List<String> head = new ArrayList<>(List.of("operation"));
        growth.levels().forEach(level -> head.add(number(level)));
        head.addAll(List.of("ratio", "by round"));
        List<List<String>> rows = new ArrayList<>();
        growth.figures().forEach((operation, measured) -> {
            List<String> row = new ArrayList<>(List.of(operation.label()));
            measured.forEach(figures -> row.add(cell(figures)));
            row.add(String.format(Locale.ROOT, "%.2f", growth.ratio(operation)));
            List<Double> ratios = growth.ratios(operation);
            row.add(String.format(Locale.ROOT, "%.2f–%.2f", ratios.getFirst(), ratios.getLast()));
            rows.add(row);
        });
        return MarkdownTable.of(head, rows);
    }

    private static String cell(Figures figures) {
        return String.format(
                Locale.ROOT, "%.2f + %.2f (±%.0f %%)", figures.server(), figures.database(), figures.spread() * 50);
    }

    /** One line for each operation that grows; empty where none does. */
    static List<String> grown(Growth growth) {
        return growth.figures().keySet().stream()
                .filter(operation -> growth.ratio(operation) > Growth.MOST)
                .map(operation -> String.format(
                        Locale.ROOT,
                        "%s costs %.2f times as much with %s %s, more than %.1f",
                        operation.label(),
                        growth.ratio(operation),
                        number(growth.levels().getLast()),
                        growth.dimension().label(),
                        Growth.MOST))
                .toList();
    }

    static String picture(Growth growth) {
        List<Double> levels = growth.levels().stream().map(Integer::doubleValue).toList();
        return new LineChart(
                        "With more and more " + growth.dimension().label(),
                        growth.dimension().label(),
                        "CPU time of one operation, that at the lowest level being 1",
                        true,
                        Growth.MOST,
                        growth.figures().entrySet().stream()
                                .map(measured -> new LineChart.Series(
                                        shortName(measured.getKey()), levels, relative(measured.getValue())))
                                .toList())
                .svg();
    }

    private static List<Double> relative(List<Figures> measured) {
        return measured.stream()
                .map(figures -> figures.cpu() / measured.getFirst().cpu())
                .toList();
    }

    private static String shortName(Operation operation) {
        return operation.fileName().replace('-', operation == Operation.CLIENT_CREDENTIALS ? '_' : '-');
    }

    static String pictureName(Dimension dimension) {
        return "scale-" + dimension.label() + ".svg";
    }

    /**
     * The part about one dimension.
     *
     * @param how how it was measured, in a sentence
     * @param machine a Markdown list
     */
    static String section(Growth growth, LocalDate day, String how, String machine) {
        List<String> grown = grown(growth);
        return growth.dimension().label() + "\n\n" + day + ", beside "
                + growth.dimension().beside() + ". " + how + "\n\n"
                + machine + "\n![The table below as lines](" + pictureName(growth.dimension()) + ")\n\n" + table(growth)
                + "\n"
                + (grown.isEmpty()
                        ? "Nothing grows by more than the factor " + Growth.MOST + ".\n"
                        : grown.stream().map(line -> "- missed: " + line + "\n").collect(Collectors.joining()));
    }

    /**
     * The whole text, with this section in the place of the last one about the same.
     *
     * @param before the text as it is; empty where there is none
     */
    static String with(String before, String introduction, Dimension dimension, String section) {
        Map<Dimension, String> sections = new TreeMap<>();
        Stream.of(before.split(SECTION, -1))
                .skip(1)
                .forEach(old -> Stream.of(Dimension.values())
                        .filter(known -> old.startsWith(known.label() + "\n"))
                        .forEach(known -> sections.put(known, old.strip() + "\n")));
        sections.put(dimension, section);
        return TITLE + "\n" + introduction
                + sections.values().stream().map(text -> SECTION + text).collect(Collectors.joining());
    }

    static String number(int level) {
        return String.format(Locale.ROOT, "%,d", level);
    }
}
