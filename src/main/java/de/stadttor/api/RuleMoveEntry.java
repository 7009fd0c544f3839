package de.stadttor.api;

import de.stadttor.proposal.RuleMove;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A rule of the caller's that somebody else changed meanwhile.
 *
 * @param wanted what the caller wants to make of it; null: it is to go
 * @param found what the other made of it; null: it is gone
 * @param version of the rules in which they did
 * @param actor who made that version count
 * @param actorName null where the reader may not know it
 */
record RuleMoveEntry(
        String rule,
        @Nullable Map<String, Object> wanted,
        @Nullable Map<String, Object> found,
        long version,
        Instant at,
        String actor,
        @Nullable String actorName) {

    static RuleMoveEntry of(RuleMove move, @Nullable String actorName) {
        return new RuleMoveEntry(
                move.ruleId(),
                RuleChangeEntry.json(move.wanted()),
                RuleChangeEntry.json(move.found()),
                move.version().version(),
                move.version().at(),
                move.version().actor(),
                actorName);
    }
}
