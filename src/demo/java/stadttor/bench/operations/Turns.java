package stadttor.bench.operations;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The contenders take turns, so that what else happens on the machine meets all of them alike. */
final class Turns {

    /** Of each operation at each contender; operations take turns, since a path that is new changes what was compiled. */
    private static final Duration PASS = Duration.ofSeconds(5);

    /** What part of a server's time its compiler may take. */
    private static final double AT_REST = 0.05;

    private final List<Station> stations;
    private final Scope scope;
    private final PrintStream out;

    Turns(List<Station> stations, Scope scope, PrintStream out) {
        this.stations = stations;
        this.scope = scope;
        this.out = out;
    }

    Results take() {
        Results.Collected collected = new Results.Collected();
        warmUp();
        out.println("· counting statements");
        eachOperation(
                (operation, station) -> collected.add(station.contender(), operation, station.statements(operation)));
        for (int round = 1; round <= scope.rounds(); round++) {
            out.println("· round " + round + " of " + scope.rounds());
            eachOperation((operation, station) ->
                    collected.add(station.contender(), operation, station.measure(operation, scope.time())));
        }
        return collected.results();
    }

    /** Until the compilers of all have come to rest, or the time is over. */
    private void warmUp() {
        Duration left = scope.warmUp();
        double busiest = 1;
        while (left.isPositive() && busiest > AT_REST) {
            Duration pass = left.compareTo(PASS) < 0 ? left : PASS;
            Map<String, List<Double>> shares = new TreeMap<>();
            eachOperation((operation, station) -> shares.computeIfAbsent(
                            station.contender().name(), name -> new ArrayList<>())
                    .add(station.warmUp(operation, pass)));
            left = left.minus(pass);
            busiest = shares.values().stream().mapToDouble(Turns::average).max().orElse(0);
            out.printf(
                    Locale.ROOT,
                    "· warming up; the compiler takes of the time of %s%n",
                    shares.entrySet().stream()
                            .map(each -> "%s %.0f %%".formatted(each.getKey(), average(each.getValue()) * 100))
                            .collect(Collectors.joining(", ")));
        }
    }

    private static double average(List<Double> shares) {
        return shares.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }

    private void eachOperation(Turn turn) {
        for (Operation operation : Operation.values()) {
            for (Station station : stations) {
                if (scope.operations().contains(operation)
                        && station.contender().operations().contains(operation)) {
                    turn.take(operation, station);
                }
            }
        }
    }

    private interface Turn {
        void take(Operation operation, Station station);
    }
}
