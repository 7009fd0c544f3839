package de.stadttor.proposal;

import de.stadttor.access.InvalidRules;
import de.stadttor.access.Restoration;
import de.stadttor.access.Rule;
import de.stadttor.access.RuleChange;
import de.stadttor.access.RuleMerge;
import de.stadttor.access.RuleSetVersion;
import de.stadttor.access.RuleSets;
import de.stadttor.access.RulesMoved;
import de.stadttor.application.Applications;
import de.stadttor.platform.Actor;
import de.stadttor.platform.NotAllowed;
import de.stadttor.proposal.Proposal.State;
import de.stadttor.proposal.ProposalStore.Move;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Drafts and all that their authors do with them, and what others may look at. What makes them count: {@link Approvals}. */
@Component
public class Proposals {

    /** Characters of a reason. */
    public static final int MOST_WORDS = 2_000;

    private final ProposalStore store;
    private final Previews previews;
    private final RuleSets ruleSets;
    private final Applications applications;
    private final Standing standing;
    private final Clock clock;

    Proposals(
            ProposalStore store,
            Previews previews,
            RuleSets ruleSets,
            Applications applications,
            Standing standing,
            Clock clock) {
        this.store = store;
        this.previews = previews;
        this.ruleSets = ruleSets;
        this.applications = applications;
        this.standing = standing;
        this.clock = clock;
    }

    /**
     * Keeps a change as a draft. The same draft twice is one.
     *
     * @param sources of staff for which its effect counts; empty means all
     * @throws NotAllowed where the actor may not even propose this
     * @throws NoSuchProposal where there is no such provider for the actor
     * @throws InvalidRules naming all that is wrong
     * @throws InvalidProposal where nothing would change, or too much
     */
    @Transactional
    public Proposal draft(Actor given, String provider, Edits edits, Collection<String> sources, String why) {
        Actor actor = standing.now(given);
        previews.demandHand(actor, provider);
        Previews.demandFew(edits);
        long version = ruleSets.version(provider);
        List<RuleChange> changes = edits.from(ruleSets.at(provider, version));
        return keep(actor, provider, version, changes, sources, why, List.of());
    }

    /**
     * As {@link #draft(Actor, String, Edits, Collection, String)}, for whoever had this version of the rules in sight.
     *
     * @throws RulesMoved where somebody changed one of these rules after that version; nothing is kept then
     */
    @Transactional
    public Proposal draft(
            Actor given, String provider, Edits edits, Collection<String> sources, long seen, String why) {
        Actor actor = standing.now(given);
        previews.demandHand(actor, provider);
        Previews.demandFew(edits);
        long version = ruleSets.version(provider);
        List<RuleChange> changes = unmoved(provider, edits, seen, version, Set.of());
        return keep(actor, provider, version, changes, sources, why, List.of());
    }

    /**
     * Proposes the rules of an earlier version again: a change like any other. What cannot come back is named in it.
     *
     * @throws NoSuchProposal where there is no such version for the actor
     */
    @Transactional
    public Proposal rollBack(Actor given, String provider, long version, String why) {
        Actor actor = standing.now(given);
        previews.demandHand(actor, provider);
        RuleSetVersion wanted =
                ruleSets.version(provider, version).orElseThrow(() -> new NoSuchProposal("There is no such version."));
        long base = ruleSets.hold(provider);
        Restoration restoration = ruleSets.restoration(wanted);
        return keep(actor, provider, base, restoration.changes(), List.of(), why, restoration.leftOut());
    }

    /**
     * Other edits in place of what a draft wanted, made from the rules of now; the author alone.
     *
     * @param sources of staff for which its effect counts from now on; empty means as before
     * @throws RulesMoved where somebody changed one of these rules out of the author's sight; nothing is kept then
     */
    @Transactional
    public Proposal edit(Actor given, UUID id, Edits edits, Collection<String> sources, String why, Sight sight) {
        Actor actor = standing.now(given);
        Proposal proposal = editable(actor, id);
        return edit(actor, proposal, edits, sources, why, sight);
    }

    /**
     * What the author wanted, once more, from the rules of now: where others changed the same rules, this takes the
     * place of what they did. The author alone.
     *
     * @param sources of staff for which its effect counts from now on; empty means as before
     * @throws InvalidProposal where the rules are so already
     */
    @Transactional
    public Proposal redo(Actor given, UUID id, Collection<String> sources) {
        Actor actor = standing.now(given);
        Proposal proposal = editable(actor, id);
        Edits edits = Edits.of(proposal.changes());
        long version = ruleSets.hold(proposal.provider());
        return edit(actor, proposal, edits, sources, proposal.why(), Sight.ofRules(version));
    }

    private Proposal edit(
            Actor actor, Proposal proposal, Edits edits, Collection<String> sources, String why, Sight sight) {
        Previews.demandFew(edits);
        // held, so that what the precondition sees of the rules is what the changes are made from
        long version = ruleSets.hold(proposal.provider());
        sight.draft().check(proposal);
        List<RuleChange> changes = unmoved(proposal, edits, sight.rules(), version);
        return keep(actor, proposal, version, changes, sources, why);
    }

    /**
     * Further edits beside what a draft wants, made from the rules of now; the author alone. Where both are about the
     * same rule, the further ones count.
     *
     * @param why null leaves what the draft says
     * @throws RulesMoved where somebody changed one of the draft's rules out of the author's sight; nothing is kept then
     */
    @Transactional
    public Proposal add(Actor given, UUID id, Edits further, @Nullable String why, Sight sight) {
        Actor actor = standing.now(given);
        Proposal proposal = editable(actor, id);
        Edits edits = Edits.of(proposal.changes()).and(further);
        return edit(actor, proposal, edits, List.of(), why == null ? proposal.why() : why, sight);
    }

    /** The author does not want it any more. A second time is the first. */
    @Transactional
    public Proposal withdraw(Actor given, UUID id, Precondition precondition) {
        Actor actor = standing.now(given);
        Proposal proposal = own(actor, id);
        precondition.check(proposal);
        switch (proposal.state()) {
            case DRAFT, SUBMITTED, APPROVED, OUTDATED ->
                store.move(
                        proposal,
                        State.WITHDRAWN,
                        null,
                        null,
                        Move.of(Step.Kind.WITHDRAWN, actor, standing.mailbox(actor.name())));
            case WITHDRAWN -> {}
            default ->
                throw new ProposalRefused(
                        ProposalRefused.Kind.STATE, "It is " + proposal.state().code() + " already.");
        }
        return found(id);
    }

    /**
     * @throws NoSuchProposal also where the actor may not know of it
     */
    public Proposal find(Actor given, UUID id) {
        return visible(standing.now(given), store.find(id).orElseThrow(Proposals::unknown));
    }

    /**
     * The latest first, without their changes and steps: an operator sees all, others those of their own provider.
     *
     * @param provider null: of all that the actor may see
     * @param state null: in any
     */
    public List<Proposal> list(Actor given, @Nullable String provider, @Nullable State state, int most) {
        Actor actor = standing.now(given);
        String wanted = provider == null && !actor.isOperator() ? actor.provider() : provider;
        if (wanted == null && !actor.isOperator()) {
            throw new NotAllowed("this needs the role provider-admin, auditor or operator");
        }
        if (wanted != null) {
            previews.demandSight(actor, wanted);
        }
        return store.list(wanted, state == null ? null : state.code(), most);
    }

    /** What it would do now, with what the actor needs to submit, approve or activate it. */
    public Preview preview(Actor given, UUID id, Progress progress) {
        Actor actor = standing.now(given);
        Proposal proposal = visible(actor, store.find(id).orElseThrow(Proposals::unknown));
        previews.demandHand(actor, proposal.provider());
        return previews.preview(
                actor, proposal.provider(), proposal.changes(), proposal.needs(), proposal.sources(), progress);
    }

    /**
     * For whoever looks at a provider's rules and versions.
     *
     * @throws NotAllowed for those who have nothing to see anywhere
     * @throws NoSuchProposal where there is no such provider for the actor
     */
    public void demandSight(Actor given, String provider) {
        previews.demandSight(standing.now(given), provider);
    }

    /** As the other; who names no version has seen what others did to the rules that the draft changes already. */
    private List<RuleChange> unmoved(Proposal proposal, Edits edits, @Nullable Long seen, long now) {
        if (seen != null) {
            return unmoved(proposal.provider(), edits, seen, now, Set.of());
        }
        Set<String> told = proposal.changes().stream().map(RuleChange::ruleId).collect(Collectors.toSet());
        return unmoved(proposal.provider(), edits, proposal.baseVersion(), now, told);
    }

    /**
     * The differences from the rules of now, unless somebody else has just made others in the same rules.
     *
     * @param told rules of which the author knows what others made of them
     */
    private List<RuleChange> unmoved(String provider, Edits edits, long seen, long now, Set<String> told) {
        List<Rule> active = ruleSets.at(provider, now);
        List<RuleMerge.Conflict> conflicts = seen == now
                ? List.of()
                : RuleMerge.of(active, edits.from(ruleSets.at(provider, seen))).conflicts().stream()
                        .filter(conflict -> !told.contains(conflict.ruleId()))
                        .toList();
        if (!conflicts.isEmpty()) {
            throw new RulesMoved(conflicts);
        }
        return edits.from(active);
    }

    private Proposal editable(Actor actor, UUID id) {
        Proposal proposal = own(actor, id);
        if (proposal.state() != State.DRAFT && proposal.state() != State.OUTDATED) {
            throw new ProposalRefused(
                    ProposalRefused.Kind.STATE, "It is " + proposal.state().code() + ": only a draft can be changed.");
        }
        return proposal;
    }

    private Proposal keep(
            Actor actor,
            Proposal proposal,
            long version,
            List<RuleChange> changes,
            Collection<String> sources,
            String why) {
        Proposal edited = checked(
                actor,
                Proposal.draft(
                        proposal.id(),
                        proposal.provider(),
                        proposal.author(),
                        version,
                        changes,
                        sources.isEmpty() ? proposal.sources() : previews.chosen(proposal.provider(), sources),
                        words(why),
                        proposal.leftOut(),
                        clock.instant()));
        store.edit(edited, Move.of(Step.Kind.EDITED, actor, standing.mailbox(actor.name())));
        return found(proposal.id());
    }

    private Proposal keep(
            Actor actor,
            String provider,
            long version,
            List<RuleChange> changes,
            Collection<String> sources,
            String why,
            List<String> leftOut) {
        Proposal draft = checked(
                actor,
                Proposal.draft(
                        UUID.randomUUID(),
                        provider,
                        actor.name(),
                        version,
                        changes,
                        previews.chosen(provider, sources),
                        words(why),
                        leftOut,
                        clock.instant()));
        return found(store.insert(draft, Move.of(Step.Kind.DRAFTED, actor, standing.mailbox(actor.name()))));
    }

    /** With what it needs; refused where it changes nothing, too much, or what is not valid. */
    private Proposal checked(Actor actor, Proposal draft) {
        List<RuleChange> changes = draft.changes();
        if (changes.isEmpty()) {
            throw new InvalidProposal(InvalidProposal.Kind.SAME, "Nothing would change: the rules are so already.");
        }
        if (changes.size() > Previews.MOST_CHANGES) {
            throw new InvalidProposal(
                    InvalidProposal.Kind.TOO_MANY,
                    "A proposal changes at most " + Previews.MOST_CHANGES + " rules, this one would" + " change "
                            + changes.size() + ": so many belong into a configuration (stadttor config apply).");
        }
        Set<String> needs = ruleSets.secondPersons(draft.provider(), changes, actor);
        List<Rule> wanted = RuleMerge.of(ruleSets.at(draft.provider(), draft.baseVersion()), changes)
                .rules();
        List<InvalidRules.Problem> problems = ruleSets.problems(draft.provider(), wanted, applications.all());
        if (!problems.isEmpty()) {
            throw new InvalidRules(problems);
        }
        return draft.needing(needs);
    }

    /** For the author, who still may. */
    private Proposal own(Actor actor, UUID id) {
        Proposal proposal = visible(actor, store.lock(id).orElseThrow(Proposals::unknown));
        previews.demandHand(actor, proposal.provider());
        if (!proposal.author().equals(actor.name())) {
            throw new NotAllowed("this is for its author alone");
        }
        return proposal;
    }

    private Proposal visible(Actor actor, Proposal proposal) {
        try {
            previews.demandSight(actor, proposal.provider());
        } catch (NoSuchProposal e) {
            throw unknown();
        }
        return proposal;
    }

    private Proposal found(UUID id) {
        return store.find(id).orElseThrow(Proposals::unknown);
    }

    static NoSuchProposal unknown() {
        return new NoSuchProposal("There is no such proposal.");
    }

    /** A reason that somebody gives. */
    static String words(String text) {
        String words = text.strip();
        if (words.isEmpty() || words.length() > MOST_WORDS || words.indexOf('\u0000') >= 0) {
            throw new InvalidProposal(InvalidProposal.Kind.WORDS, "Say why, in 1 to " + MOST_WORDS + " characters.");
        }
        return words;
    }
}
