package de.stadttor.logout;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many deliveries this node has under way, to each application and in all: one that is slow holds up no other. */
final class Lanes {

    /** To one application at a time. */
    static final int OF_ONE = 4;

    /** To all of them at a time. */
    static final int OF_ALL = 64;

    private final Map<String, Integer> underWay = new ConcurrentHashMap<>();

    void enter(String application) {
        underWay.merge(application, 1, Integer::sum);
    }

    void leave(String application) {
        underWay.computeIfPresent(application, (id, count) -> count == 1 ? null : count - 1);
    }

    Map<String, Integer> underWay() {
        return Map.copyOf(underWay);
    }

    static int free(Map<String, Integer> underWay) {
        return OF_ALL - underWay.values().stream().mapToInt(Integer::intValue).sum();
    }
}
