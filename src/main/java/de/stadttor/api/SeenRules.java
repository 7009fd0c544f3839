package de.stadttor.api;

import de.stadttor.access.RuleMerge;
import de.stadttor.access.RuleSets;
import de.stadttor.access.RulesMoved;
import de.stadttor.platform.Actor;
import de.stadttor.proposal.Proposals;
import de.stadttor.proposal.RuleMoves;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/** The version of a provider's rules that the author of a change says to have in sight, and what is told where it is old. */
@Component
class SeenRules {

    /** As in the answers. */
    static final String KEY = "baseVersion";

    private final RuleSets ruleSets;
    private final RuleMoves moves;
    private final Proposals proposals;
    private final ProposalAnswers answers;

    SeenRules(RuleSets ruleSets, RuleMoves moves, Proposals proposals, ProposalAnswers answers) {
        this.ruleSets = ruleSets;
        this.moves = moves;
        this.proposals = proposals;
        this.answers = answers;
    }

    /**
     * Null where the body names none.
     *
     * @throws ResponseStatusException where there never was such a version
     */
    @Nullable
    Long of(JsonBody body, Actor actor, String provider) {
        if (!body.has(KEY)) {
            return null;
        }
        proposals.demandSight(actor, provider);
        long now = ruleSets.version(provider);
        int seen = body.number(KEY, -1);
        if (seen < 0 || seen > now) {
            throw new ResponseStatusException(
                    HttpStatus.BAD_REQUEST, KEY + " is no version of these rules, expected 0 to " + now);
        }
        return (long) seen;
    }

    /**
     * Keeps a change.
     *
     * @param seen since when others are looked for who changed the same rules
     * @throws RulesUnseen where there are some
     */
    <T> T keeping(Actor actor, String provider, long seen, Supplier<T> step) {
        try {
            return step.get();
        } catch (RulesMoved e) {
            List<RuleMerge.Conflict> conflicts = e.conflicts();
            throw new RulesUnseen(
                    ruleSets.version(provider), answers.moves(moves.of(provider, seen, conflicts), actor), e);
        }
    }
}
