package de.stadttor.access;

import java.util.List;

/** Somebody else changed the same rules meanwhile. Nothing was changed. */
public class RulesMoved extends RuntimeException {

    private final transient List<RuleMerge.Conflict> conflicts;

    public RulesMoved(List<RuleMerge.Conflict> conflicts) {
        super("somebody else changed the same rules meanwhile");
        this.conflicts = List.copyOf(conflicts);
    }

    public List<RuleMerge.Conflict> conflicts() {
        return conflicts;
    }
}
