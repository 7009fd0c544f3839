package stadttor.bench.operations;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one operation costs one contender.
 *
 * @param windows one for each round, at least one
 * @param statements for one operation
 * @param transactions for one operation
 */
public record Figures(List<Window> windows, double statements, double transactions) {

    public Figures {
        windows = List.copyOf(windows);
        if (windows.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
    }

    public double server() {
        return median(Window::server);
    }

    public double database() {
        return median(Window::database);
    }

    public double cpu() {
        return median(Window::cpu);
    }

    public double walBytes() {
        return median(Window::walBytes);
    }

    /** By how much the dearest and the cheapest round lie apart, as a part of the median. */
    public double spread() {
        double most = windows.stream().mapToDouble(Window::cpu).max().orElseThrow();
        double least = windows.stream().mapToDouble(Window::cpu).min().orElseThrow();
        return cpu() == 0 ? 0 : (most - least) / cpu();
    }

    private double median(ToDoubleFunction<Window> what) {
        double[] sorted = windows.stream().mapToDouble(what).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
