package de.stadttor.api;

import de.stadttor.proposal.EffectSummary;
import de.stadttor.proposal.Proposal;
import de.stadttor.proposal.Step;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A proposal and what has become of it.
 *
 * @param author an account id or a client id
 * @param authorName null where the reader may not know it
 * @param changes empty in a list
 * @param conflicts what others have made of the same rules since; empty in a list
 * @param steps empty in a list
 */
record ProposalEntry(
        UUID id,
        String provider,
        String author,
        @Nullable String authorName,
        String state,
        long baseVersion,
        SortedSet<String> needs,
        List<String> sources,
        String why,
        List<String> leftOut,
        @Nullable EffectSummary effect,
        @Nullable Long version,
        Instant createdAt,
        Instant changedAt,
        List<RuleChangeEntry> changes,
        List<RuleMoveEntry> conflicts,
        List<StepEntry> steps) {

    record StepEntry(
            String kind,
            Instant at,
            String actor,
            @Nullable String name,
            SortedSet<String> roles,
            @Nullable String effect,
            @Nullable String remark) {}

    static ProposalEntry of(
            Proposal proposal, List<RuleMoveEntry> conflicts, Function<String, @Nullable String> names) {
        return new ProposalEntry(
                proposal.id(),
                proposal.provider(),
                proposal.author(),
                names.apply(proposal.author()),
                proposal.state().code(),
                proposal.baseVersion(),
                new TreeSet<>(proposal.needs()),
                proposal.sources(),
                proposal.why(),
                proposal.leftOut(),
                proposal.effect(),
                proposal.version(),
                proposal.createdAt(),
                proposal.changedAt(),
                RuleChangeEntry.of(proposal.changes()),
                conflicts,
                proposal.steps().stream().map(step -> step(step, names)).toList());
    }

    private static StepEntry step(Step step, Function<String, @Nullable String> names) {
        return new StepEntry(
                step.kind().code(),
                step.at(),
                step.actor(),
                names.apply(step.actor()),
                new TreeSet<>(step.roles()),
                step.effect(),
                step.remark());
    }
}
