package de.stadttor.desk;

import de.stadttor.access.Rule;
import de.stadttor.access.RuleChange;
import de.stadttor.access.RuleMerge;
import de.stadttor.access.RuleSets;
import de.stadttor.directory.Directories;
import de.stadttor.directory.DirectorySnapshot;
import de.stadttor.proposal.Choices;
import de.stadttor.proposal.NoSuchProposal;
import de.stadttor.proposal.Options;
import de.stadttor.proposal.Proposal;
import de.stadttor.proposal.Proposal.State;
import de.stadttor.proposal.Proposals;
import de.stadttor.web.DeskUser;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts the page of one proposal together. */
@Component
class ProposalPages {

    private static final int RULES = 20;

    private final Proposals proposals;
    private final Choices choices;
    private final RuleSets ruleSets;
    private final RuleDiffs diffs;
    private final EffectsAtDesk effects;
    private final Directories directories;
    private final Authors authors;

    /**
     * What the address asks for, besides the proposal.
     *
     * @param rules which page of its rules
     * @param before null where nothing has moved
     */
    record Asked(int rules, EffectPeople.Filter people, EffectsAtDesk.@Nullable Before before) {

        static final Asked NOTHING = new Asked(1, EffectPeople.Filter.NONE, null);
    }

    ProposalPages(
            Proposals proposals,
            Choices choices,
            RuleSets ruleSets,
            RuleDiffs diffs,
            EffectsAtDesk effects,
            Directories directories,
            Authors authors) {
        this.proposals = proposals;
        this.choices = choices;
        this.ruleSets = ruleSets;
        this.diffs = diffs;
        this.effects = effects;
        this.directories = directories;
        this.authors = authors;
    }

    /** Another provider's looks like one that is not there. */
    Proposal find(ProviderPlace place, String id, DeskUser user) {
        try {
            Proposal proposal = proposals.find(user.actor(), UUID.fromString(id));
            if (proposal.provider().equals(place.id())) {
                return proposal;
            }
        } catch (IllegalArgumentException | NoSuchProposal e) {
            throw new DeskProblems.NotThere();
        }
        throw new DeskProblems.NotThere();
    }

    /**
     * @param refusal the words of a refusal that did not do; null where nothing was said
     */
    ProposalPage of(
            ProviderPlace place,
            Proposal proposal,
            Asked asked,
            ProposalPage.@Nullable Notice notice,
            @Nullable String refusal,
            DeskUser user) {
        Options options = choices.of(user.actor(), proposal);
        List<ProposalPage.Conflict> conflicts = proposal.state().isOpen() ? conflicts(proposal, user) : List.of();
        String state = conflicts.isEmpty() ? proposal.state().code() : State.OUTDATED.code();
        boolean live = proposal.state().isOpen() && place.changes() && !state.equals(State.OUTDATED.code());
        Paging rules = Paging.of(asked.rules(), RULES, proposal.changes().size());
        return new ProposalPage(
                place,
                proposal,
                authors.name(proposal.author(), user),
                state,
                options,
                diffs.of(rules.of(proposal.changes()), user.language()),
                rules,
                conflicts,
                LeftOutWords.of(proposal.leftOut()),
                proposal.sources().stream()
                        .map(source -> source(place.id(), source))
                        .toList(),
                live ? effects.now(proposal, asked.people(), asked.before(), user) : effects.past(proposal, user),
                proposal.steps().stream()
                        .map(step -> StepRow.of(step, authors.name(step.actor(), user)))
                        .toList(),
                notice,
                refusal,
                self(place, proposal, asked));
    }

    /** For who waits for the effect: the same once more. */
    private static String self(ProviderPlace place, Proposal proposal, Asked asked) {
        EffectsAtDesk.Before before = asked.before();
        return place.href("proposals/" + proposal.id())
                + (before == null ? "" : "?problem=moved&version=" + before.version());
    }

    private List<ProposalPage.Conflict> conflicts(Proposal proposal, DeskUser user) {
        List<Rule> active = ruleSets.active(proposal.provider());
        Map<String, Rule> drafted = new HashMap<>();
        for (RuleChange change : proposal.changes()) {
            if (change.before() != null) {
                drafted.put(change.ruleId(), change.before());
            }
        }
        return RuleMerge.of(active, proposal.changes()).conflicts().stream()
                .map(conflict -> new ProposalPage.Conflict(
                        conflict.ruleId(),
                        diffs.of(new RuleChange(drafted.get(conflict.ruleId()), conflict.found()), user.language()),
                        diffs.of(new RuleChange(conflict.found(), conflict.wanted()), user.language())))
                .toList();
    }

    private ProposalPage.Source source(String provider, String source) {
        if (!source.equals("directory")) {
            return new ProposalPage.Source(source.replace('-', '_'), null, false);
        }
        return directories
                .look(provider)
                .map(state -> new ProposalPage.Source(source, readAt(state.snapshot()), state.problem() != null))
                .orElseGet(() -> new ProposalPage.Source(source, null, true));
    }

    private static @Nullable Instant readAt(@Nullable DirectorySnapshot snapshot) {
        return snapshot == null ? null : snapshot.readAt();
    }
}
