package de.stadttor.access;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts people of one application while a simulation runs. */
final class Tally {

    private final String application;
    private final SortedMap<String, Integer> gained = new TreeMap<>();
    private final SortedMap<String, Integer> lost = new TreeMap<>();
    private final SortedMap<String, Integer> kept = new TreeMap<>();
    private int admittedBefore;
    private int admittedAfter;

    Tally(String application) {
        this.application = application;
    }

    void add(Difference difference) {
        add(gained, difference.gained());
        add(lost, difference.lost());
        add(kept, difference.kept());
        admittedBefore += difference.before() == null ? 1 : 0;
        admittedAfter += difference.after() == null ? 1 : 0;
    }

    Effect.Count count() {
        return new Effect.Count(application, gained, lost, kept, admittedBefore, admittedAfter);
    }

    private static void add(Map<String, Integer> counts, Set<String> roles) {
        roles.forEach(role -> counts.merge(role, 1, Integer::sum));
    }
}
