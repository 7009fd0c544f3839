package de.stadttor.proposal;

import de.stadttor.access.RuleMerge;
import de.stadttor.access.RuleMerge.Conflict;
import de.stadttor.access.RuleSetVersion;
import de.stadttor.access.RuleSets;
import java.util.List;
import org.springframework.stereotype.Component;

/** Finds out who changed rules that somebody else is changing, when, and into what. */
@Component
public class RuleMoves {

    /** Whoever looks away for longer is told of the latest change alone. */
    private static final int MOST_VERSIONS = 10;

    private final RuleSets ruleSets;

    RuleMoves(RuleSets ruleSets) {
        this.ruleSets = ruleSets;
    }

    /** What others have made of a proposal's rules since it was made; empty where it is over. */
    public List<RuleMove> of(Proposal proposal) {
        if (!proposal.state().isOpen()) {
            return List.of();
        }
        List<Conflict> conflicts = RuleMerge.of(ruleSets.active(proposal.provider()), proposal.changes())
                .conflicts();
        return of(proposal.provider(), proposal.baseVersion(), conflicts);
    }

    /**
     * @param seen the version that the one who is told had in sight
     */
    public List<RuleMove> of(String provider, long seen, List<Conflict> conflicts) {
        if (conflicts.isEmpty()) {
            return List.of();
        }
        List<RuleSetVersion> since = ruleSets.versions(provider, Long.MAX_VALUE, MOST_VERSIONS).stream()
                .filter(version -> version.version() > seen)
                .toList();
        return since.isEmpty()
                ? List.of()
                : conflicts.stream().map(conflict -> move(conflict, since)).toList();
    }

    private RuleMove move(Conflict conflict, List<RuleSetVersion> since) {
        RuleSetVersion version = since.stream()
                .filter(one -> ruleSets.changesOf(one).stream()
                        .anyMatch(change -> change.ruleId().equals(conflict.ruleId())))
                .findFirst()
                .orElse(since.getFirst());
        return new RuleMove(conflict.ruleId(), conflict.wanted(), conflict.found(), version);
    }
}
