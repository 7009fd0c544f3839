package de.stadttor.configuration;

import java.util.List;
import java.util.stream.Collectors;

/** A document would remove something and that was not allowed; nothing was changed. */
public class RemovalsNotAllowed extends RuntimeException {

    private static final int TOLD = 5;

    private final transient List<Plan.Change> removals;

    RemovalsNotAllowed(List<Plan.Change> removals) {
        super("this would remove " + told(removals) + "; expected the removals to be allowed expressly");
        this.removals = List.copyOf(removals);
    }

    /** What would be gone. */
    public List<Plan.Change> removals() {
        return removals;
    }

    private static String told(List<Plan.Change> removals) {
        String first = removals.stream()
                .limit(TOLD)
                .map(removal -> removal.what() + " " + removal.id())
                .collect(Collectors.joining(", "));
        return removals.size() > TOLD ? first + " and " + (removals.size() - TOLD) + " more" : first;
    }
}
