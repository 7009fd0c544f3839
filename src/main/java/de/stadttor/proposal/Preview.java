package de.stadttor.proposal;

import de.stadttor.access.Effect;
import de.stadttor.access.RuleChange;
import de.stadttor.access.RuleMerge;
import java.util.List;
import java.util.Set;

/**
 * A change as it would be now: shown before it counts.
 *
 * @param version of the rules with which it is compared
 * @param changes what is left to do
 * @param conflicts rules that others changed meanwhile; where there are any, the effect is that of the other changes
 * @param needs as what somebody else would have to approve it
 * @param sources whose word about the staff counts, the most trusted first
 * @param seen proves that the actor was shown this, for an hour; the empty string where there are conflicts
 */
public record Preview(
        String provider,
        long version,
        List<RuleChange> changes,
        List<RuleMerge.Conflict> conflicts,
        Set<String> needs,
        List<String> sources,
        Effect effect,
        String seen) {

    public Preview {
        changes = List.copyOf(changes);
        conflicts = List.copyOf(conflicts);
        needs = Set.copyOf(needs);
        sources = List.copyOf(sources);
    }
}
