package de.stadttor.api;

import de.stadttor.access.RulesMoved;
import java.util.List;

/** Somebody else changed the same rules after the version that the caller had in sight. */
final class RulesUnseen extends RuntimeException {

    private final long version;
    private final transient List<RuleMoveEntry> conflicts;

    /**
     * @param version of the rules of now
     * @param conflicts what others did to which rule
     */
    RulesUnseen(long version, List<RuleMoveEntry> conflicts, RulesMoved cause) {
        super("the caller has other rules in sight", cause);
        this.version = version;
        this.conflicts = List.copyOf(conflicts);
    }

    long version() {
        return version;
    }

    List<RuleMoveEntry> conflicts() {
        return conflicts;
    }
}
