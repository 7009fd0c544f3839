package stadttor.bench.scale;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import stadttor.bench.operations.Figures;
import stadttor.bench.operations.Operation;

/**
 * What the operations cost at each level of a dimension.
 *
 * @param levels the lowest first
 * @param figures one for each level, in their order; all with as many rounds
 */
record Growth(Dimension dimension, List<Integer> levels, Map<Operation, List<Figures>> figures) {

    /** The highest level may cost so much of what the lowest costs. */
    static final double MOST = 1.3;

    Growth {
        levels = List.copyOf(levels);
        figures = new EnumMap<>(figures);
    }

    /** CPU time at the highest level by that at the lowest: of the medians. */
    double ratio(Operation operation) {
        List<Figures> measured = figures.getOrDefault(operation, List.of());
        return measured.getLast().cpu() / measured.getFirst().cpu();
    }

    /** The same of each round alone, the lowest first: how far the machine's moods go. */
    List<Double> ratios(Operation operation) {
        List<Figures> measured = figures.getOrDefault(operation, List.of());
        Figures lowest = measured.getFirst();
        Figures highest = measured.getLast();
        return IntStream.range(0, lowest.windows().size())
                .mapToObj(round -> highest.windows().get(round).cpu()
                        / lowest.windows().get(round).cpu())
                .sorted()
                .toList();
    }

    boolean isFlat() {
        return figures.keySet().stream().allMatch(operation -> ratio(operation) <= MOST);
    }
}
