package de.stadttor.proposal;

import de.stadttor.access.Effect;
import java.time.Instant;
import java.util.List;

/**
 * What is kept of an effect: numbers, and nobody's name.
 *
 * @param digest see {@link Effect#digest}
 * @param people how many were looked at
 * @param affected for how many rows something changes
 * @param ruleSetVersion of the rules with which it was compared
 */
public record EffectSummary(
        String digest, int people, int affected, List<Effect.Count> counts, long ruleSetVersion, Instant at) {

    public EffectSummary {
        counts = List.copyOf(counts);
    }

    static EffectSummary of(Effect effect, long ruleSetVersion, Instant at) {
        return new EffectSummary(
                effect.digest(), effect.people(), effect.rows().size(), effect.counts(), ruleSetVersion, at);
    }
}
