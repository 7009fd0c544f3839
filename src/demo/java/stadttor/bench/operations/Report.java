package stadttor.bench.operations;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import stadttor.bench.MarkdownTable;

/** What was found, as tables in Markdown that can be read as they stand. */
final class Report {

    private final Results results;
    private final List<String> others;

    Report(Results results) {
        this.results = results;
        this.others = results.contenders().stream()
                .filter(name -> !name.startsWith(Results.JUDGED))
                .toList();
    }

    String text() {
        return "CPU milliseconds for one operation, server + PostgreSQL (median of the rounds; ± half of what the rounds"
                + " lie apart):\n\n"
                + cpu()
                + "\nStatements for one operation, in how many transactions:\n\n"
                + table(
                        "goal, transactions",
                        figures -> String.format(
                                Locale.ROOT, "%.1f in %.1f", figures.statements(), figures.transactions()),
                        operation -> operation == Operation.CLIENT_CREDENTIALS
                                ? "none"
                                : number(operation.goal().transactions()))
                + "\nBytes of write-ahead log for one operation:\n\n"
                + table(
                        "goal",
                        figures -> String.format(Locale.ROOT, "%.0f", figures.walBytes()),
                        operation -> number(operation.goal().walBytes()))
                + "\n"
                + verdict();
    }

    /** In one line. */
    static String perOperation(Figures figures) {
        return String.format(
                Locale.ROOT,
                "One takes %.2f ms of CPU in the hub and %.2f ms in PostgreSQL, %.1f statements in %.1f transactions and"
                        + " %.0f bytes of write-ahead log.%n%n",
                figures.server(),
                figures.database(),
                figures.statements(),
                figures.transactions(),
                figures.walBytes());
    }

    /** As a list, with how often each is carried out for one operation. */
    static String statements(Station.Statements asked) {
        return asked.log().statements().entrySet().stream()
                .map(statement -> String.format(
                        Locale.ROOT,
                        "- %.2f × `%s`%n",
                        (double) statement.getValue() / asked.operations(),
                        statement.getKey()))
                .collect(Collectors.joining());
    }

    private String cpu() {
        List<String> head = new ArrayList<>(List.of("operation"));
        head.addAll(results.contenders());
        head.add("goal");
        others.forEach(other -> head.add(other + " / hub"));
        List<List<String>> rows = new ArrayList<>();
        for (Operation operation : Operation.values()) {
            List<String> row = new ArrayList<>(List.of(operation.label()));
            results.contenders().forEach(name -> row.add(cell(name, operation, Report::cpu)));
            row.add(String.format(Locale.ROOT, "%.2f", operation.goal().cpu()));
            others.forEach(other -> row.add(ratio(other, operation)));
            rows.add(row);
        }
        return MarkdownTable.of(head, rows);
    }

    private static String cpu(Figures figures) {
        return String.format(
                Locale.ROOT, "%.2f + %.2f (±%.0f %%)", figures.server(), figures.database(), figures.spread() * 50);
    }

    private String ratio(String other, Operation operation) {
        Optional<Figures> hub = results.of(Results.JUDGED, operation);
        Optional<Figures> theirs = results.of(other, operation);
        return hub.isPresent() && theirs.isPresent() && hub.get().cpu() > 0
                ? String.format(
                        Locale.ROOT, "%.1f", theirs.get().cpu() / hub.get().cpu())
                : "";
    }

    private String table(String goalName, Function<Figures, String> value, Function<Operation, String> goalText) {
        List<String> head = new ArrayList<>(List.of("operation"));
        head.addAll(results.contenders());
        head.add(goalName);
        List<List<String>> rows = new ArrayList<>();
        for (Operation operation : Operation.values()) {
            List<String> row = new ArrayList<>(List.of(operation.label()));
            results.contenders().forEach(name -> row.add(cell(name, operation, value)));
            row.add(goalText.apply(operation));
            rows.add(row);
        }
        return MarkdownTable.of(head, rows);
    }

    private String cell(String contender, Operation operation, Function<Figures, String> value) {
        return results.of(contender, operation).map(value).orElse("");
    }

    private static String number(int goal) {
        return goal == 0 ? "" : String.valueOf(goal);
    }

    private String verdict() {
        if (!results.contenders().contains(Results.JUDGED)) {
            return "The goals are the hub's, which was not measured.\n";
        }
        List<String> lines = new ArrayList<>();
        for (Operation operation : Operation.values()) {
            Optional<Figures> figures = results.of(Results.JUDGED, operation);
            if (figures.isEmpty()) {
                continue;
            }
            Verdict.missed(operation, figures.get()).forEach(missed -> lines.add("- missed: " + missed));
        }
        if (lines.isEmpty()) {
            return "All goals are met.\n";
        }
        List<String> worse = results.unexplained();
        return String.join("\n", lines) + "\n\n"
                + (worse.isEmpty()
                        ? "Why, and by what profile: [the record](../decisions/" + Operation.RECORD + ").\n"
                        : "Worse than [the record](../decisions/" + Operation.RECORD + ") explains:\n\n- "
                                + String.join("\n- ", worse) + "\n");
    }
}
