package stadttor.bench.operations;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that was measured.
 *
 * @param figures by contender's name, in the order in which they took turns
 */
record Results(Map<String, Map<Operation, Figures>> figures) {

    /** The name of the contender that the goals are for. */
    static final String JUDGED = "hub";

    Optional<Figures> of(String contender, Operation operation) {
        return Optional.ofNullable(figures.getOrDefault(contender, Map.of()).get(operation));
    }

    List<String> contenders() {
        return List.copyOf(figures.keySet());
    }

    /** In words, where the hub is worse than its goals and than the record explains that says why they are missed. */
    List<String> unexplained() {
        List<String> missed = new ArrayList<>();
        for (Operation operation : Operation.values()) {
            of(JUDGED, operation)
                    .map(figures -> Verdict.unexplained(operation, figures))
                    .ifPresent(missed::addAll);
        }
        return missed;
    }

    /** Collects windows while the contenders take turns. */
    static final class Collected {

        private final Map<String, Map<Operation, List<Window>>> windows = new LinkedHashMap<>();
        private final Map<String, Map<Operation, Station.Statements>> statements = new LinkedHashMap<>();

        void add(Contender contender, Operation operation, Window window) {
            windows.computeIfAbsent(contender.name(), name -> new EnumMap<>(Operation.class))
                    .computeIfAbsent(operation, any -> new ArrayList<>())
                    .add(window);
        }

        void add(Contender contender, Operation operation, Station.Statements asked) {
            statements
                    .computeIfAbsent(contender.name(), name -> new EnumMap<>(Operation.class))
                    .put(operation, asked);
        }

        Results results() {
            Map<String, Map<Operation, Figures>> all = new LinkedHashMap<>();
            windows.forEach((name, operations) -> {
                Map<Operation, Figures> figures = new EnumMap<>(Operation.class);
                operations.forEach((operation, measured) -> {
                    Station.Statements asked =
                            statements.getOrDefault(name, Map.of()).get(operation);
                    figures.put(
                            operation,
                            new Figures(
                                    measured,
                                    asked == null ? Double.NaN : asked.statementsEach(),
                                    asked == null ? Double.NaN : asked.transactionsEach()));
                });
                all.put(name, figures);
            });
            return new Results(all);
        }
    }
}
