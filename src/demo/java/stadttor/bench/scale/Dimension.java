package stadttor.bench.scale;

import java.util.List;
import java.util.Locale;

/** What there is more and more of, while of all else there is as much as before. */
enum Dimension {
    SESSIONS(List.of(1_000, 10_000, 100_000, 1_000_000)),
    APPLICATIONS(List.of(10, 100, 1_000, 10_000)),
    RULES(List.of(10, 100, 1_000, 10_000, 100_000));

    private static final int APPLICATIONS_USUALLY = 10;
    private static final int RULES_USUALLY = 10;
    private static final int SESSIONS_USUALLY = 10_000;

    // Never changed.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<Integer> levels;

    Dimension(List<Integer> levels) {
        this.levels = levels;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    List<Integer> levels() {
        return levels;
    }

    World world(int level) {
        return switch (this) {
            case SESSIONS -> new World(level, APPLICATIONS_USUALLY, RULES_USUALLY);
            case APPLICATIONS -> new World(SESSIONS_USUALLY, level, RULES_USUALLY);
            case RULES -> new World(SESSIONS_USUALLY, 1, level);
        };
    }

    /** What there is as much of at each level. */
    String beside() {
        return switch (this) {
            case SESSIONS -> "10 applications with 10 rules each";
            case APPLICATIONS -> "10,000 sessions, 10 rules for each application";
            case RULES -> "10,000 sessions, one application that all the rules are for";
        };
    }
}
