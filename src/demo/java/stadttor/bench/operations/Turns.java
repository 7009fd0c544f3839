package stadttor.bench.operations;

import java.io.PrintStream;
import java.util.List;

/** The contenders take turns, so that what else happens on the machine meets all of them alike. */
final class Turns {

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
        out.println("· warming up");
        eachOperation((operation, station) -> station.warmUp(operation, scope.warmUp()));
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
