package de.stadttor.configuration;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All that is wrong with one document; one problem for each place, the first that was found there. */
final class Problems {

    private static final int MOST_TOLD = 1_000;

    private final Map<String, String> byPath = new LinkedHashMap<>();

    void add(String path, String message) {
        byPath.putIfAbsent(path, message);
    }

    boolean isEmpty() {
        return byPath.isEmpty();
    }

    /**
     * @throws InvalidConfiguration where there is any
     */
    void throwIfAny(YamlText text) {
        if (byPath.isEmpty()) {
            return;
        }
        Map<String, Position> positions = text.positions(byPath.keySet());
        List<Problem> problems = byPath.entrySet().stream()
                .map(problem -> {
                    Position at = positions.getOrDefault(problem.getKey(), Position.START);
                    return new Problem(at.line(), at.column(), problem.getKey(), problem.getValue());
                })
                .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
                .limit(MOST_TOLD)
                .toList();
        throw new InvalidConfiguration(problems);
    }
}
