package de.stadttor.proposal;

import de.stadttor.access.RuleMerge;
import de.stadttor.access.RuleSets;
import de.stadttor.platform.Actor;
import de.stadttor.platform.NotAllowed;
import de.stadttor.proposal.Previews.Judged;
import de.stadttor.proposal.Proposal.State;
import de.stadttor.proposal.ProposalRefused.Kind;
import de.stadttor.proposal.ProposalStore.Move;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * From a draft to rules that count. Whoever says yes has been shown the effect, which is found out anew each time: an
 * approval holds for the effect that was shown and for no other. Repeating what is done already changes nothing.
 */
@Component
public class Approvals {

    private static final int ATTEMPTS = 5;

    private final ProposalStore store;
    private final Previews previews;
    private final SecondPerson secondPerson;
    private final RuleSets ruleSets;
    private final Standing standing;
    private final SeenEffects seen;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Map<String, ReentrantLock> turns = new ConcurrentHashMap<>();

    Approvals(
            ProposalStore store,
            Previews previews,
            SecondPerson secondPerson,
            RuleSets ruleSets,
            Standing standing,
            SeenEffects seen,
            TransactionTemplate transaction,
            Clock clock) {
        this.store = store;
        this.previews = previews;
        this.secondPerson = secondPerson;
        this.ruleSets = ruleSets;
        this.standing = standing;
        this.seen = seen;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * How a step ended.
     *
     * @param again whether something moved meanwhile, and nothing was done
     * @param problem what stands in the way; what was done about it stays done
     */
    private record Outcome(boolean again, @Nullable ProposalRefused problem) {

        static final Outcome DONE = new Outcome(false, null);
        static final Outcome AGAIN = new Outcome(true, null);
    }

    /** One step, inside the transaction that holds the proposal and the rules still. */
    @FunctionalInterface
    private interface Act {
        Outcome on(Proposal proposal, Judged now);
    }

    /**
     * The author asks for a second person.
     *
     * @param token of the preview that the author was shown
     * @throws ProposalRefused where no second person is needed, or something has moved since
     */
    public Proposal submit(Actor given, UUID id, @Nullable String token, Precondition precondition) {
        Actor actor = standing.now(given);
        return act(actor, id, precondition, (proposal, now) -> {
            if (!proposal.author().equals(actor.name())) {
                throw new NotAllowed("this is for its author alone");
            }
            if (proposal.state() == State.SUBMITTED || proposal.state() == State.APPROVED) {
                return Outcome.DONE;
            }
            demand(proposal, State.DRAFT);
            if (ruleSets.secondPersons(proposal.provider(), proposal.changes(), actor)
                    .isEmpty()) {
                throw new ProposalRefused(Kind.NEEDS_NOBODY, "It needs no second person: activate it.");
            }
            String mailbox = standing.demandHuman(actor);
            demandSeen(actor, proposal, now, token, false);
            String effect = now.effect().digest();
            store.move(
                    proposal,
                    State.SUBMITTED,
                    summary(now),
                    null,
                    Move.of(Step.Kind.SUBMITTED, actor, mailbox).seeing(effect));
            return Outcome.DONE;
        });
    }

    /**
     * A second person says yes to the effect that they were shown.
     *
     * @param token of the preview that the approver was shown
     * @throws NotAllowed for the author, by whatever account, for clients, and for those without the role
     * @throws ProposalRefused where something has moved since
     */
    public Proposal approve(Actor given, UUID id, @Nullable String token, Precondition precondition) {
        Actor actor = standing.now(given);
        return act(actor, id, precondition, (proposal, now) -> {
            if (proposal.state() == State.DRAFT) {
                throw new ProposalRefused(Kind.STATE, "It is a draft still: its author has to submit it.");
            }
            Set<String> needs = secondPerson.needs(proposal);
            Set<String> as = secondPerson.demand(actor, proposal, needs);
            String effect = now.effect().digest();
            boolean again = proposal.approvals().stream()
                    .anyMatch(step -> step.actor().equals(actor.name()) && effect.equals(step.effect()));
            if (again || proposal.state() == State.ACTIVATED) {
                return Outcome.DONE;
            }
            demand(proposal, State.SUBMITTED);
            demandSeen(actor, proposal, now, token, false);
            if (proposal.approvals().stream().anyMatch(step -> !effect.equals(step.effect()))) {
                makeVoid(proposal, actor, now, Kind.VOIDED, Step.EFFECT_CHANGED);
                proposal = store.find(id).orElseThrow(Proposals::unknown);
            }
            Set<String> approved = new HashSet<>(as);
            proposal.approvals().forEach(step -> approved.addAll(step.roles()));
            store.move(
                    proposal,
                    approved.containsAll(needs) ? State.APPROVED : State.SUBMITTED,
                    summary(now),
                    null,
                    Move.of(Step.Kind.APPROVED, actor, standing.mailbox(actor.name()))
                            .as(as)
                            .seeing(effect));
            return Outcome.DONE;
        });
    }

    /**
     * A second person says no: the end of it.
     *
     * @param why for the author
     */
    public Proposal refuse(Actor given, UUID id, String why, Precondition precondition) {
        Actor actor = standing.now(given);
        String words = Proposals.words(why);
        return Objects.requireNonNull(transaction.execute(status -> {
            Proposal proposal = visible(actor, store.lock(id).orElseThrow(Proposals::unknown));
            secondPerson.demand(actor, proposal, secondPerson.needs(proposal));
            precondition.check(proposal);
            if (proposal.state() == State.REFUSED) {
                return proposal;
            }
            demand(proposal, State.SUBMITTED, State.APPROVED);
            store.move(
                    proposal,
                    State.REFUSED,
                    null,
                    null,
                    Move.of(Step.Kind.REFUSED, actor, standing.mailbox(actor.name()))
                            .saying(words));
            return store.find(id).orElseThrow(Proposals::unknown);
        }));
    }

    /**
     * Makes it count: the author at once where no second person is needed, else any who could have proposed it, once it
     * is approved.
     *
     * @param token of the preview that the actor was shown; not needed where others approved it
     * @throws NotAllowed also where author or approvers have lost what they would need
     * @throws ProposalRefused where something has moved since; an approval is void then
     */
    public Proposal activate(Actor given, UUID id, @Nullable String token, Precondition precondition) {
        Actor actor = standing.now(given);
        return act(actor, id, precondition, (proposal, now) -> {
            if (proposal.state() == State.ACTIVATED) {
                return Outcome.DONE;
            }
            boolean byAuthor = proposal.author().equals(actor.name());
            Actor author = byAuthor ? actor : standing.now(proposal.author());
            Set<String> needs = ruleSets.secondPersons(proposal.provider(), proposal.changes(), author);
            Set<String> approved = new TreeSet<>();
            if (needs.isEmpty()) {
                if (!byAuthor) {
                    throw new NotAllowed("this is for its author alone");
                }
                demand(proposal, State.DRAFT, State.SUBMITTED, State.APPROVED);
                demandSeen(actor, proposal, now, token, true);
            } else {
                demand(proposal, State.APPROVED);
                ruleSets.secondPersons(proposal.provider(), proposal.changes(), actor);
                String effect = now.effect().digest();
                if (proposal.approvals().stream().anyMatch(step -> !effect.equals(step.effect()))) {
                    return makeVoid(proposal, actor, now, Kind.VOIDED, Step.EFFECT_CHANGED);
                }
                approved.addAll(secondPerson.stillStanding(proposal, needs));
                if (!approved.containsAll(needs)) {
                    return makeVoid(proposal, actor, now, Kind.APPROVER_GONE, Step.APPROVER_GONE);
                }
            }
            long version = ruleSets.activate(
                    proposal.provider(), proposal.changes(), author, approved, actor, proposal.why(), id);
            store.move(
                    proposal,
                    State.ACTIVATED,
                    summary(now),
                    version,
                    Move.of(Step.Kind.ACTIVATED, actor, standing.mailbox(actor.name()))
                            .seeing(now.effect().digest()));
            return Outcome.DONE;
        });
    }

    /**
     * Finds the effect out first, which may take a while, and then acts, if neither the rules nor the proposal moved
     * meanwhile.
     */
    private Proposal act(Actor actor, UUID id, Precondition precondition, Act act) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Proposal proposal = visible(actor, store.find(id).orElseThrow(Proposals::unknown));
            previews.demandHand(actor, proposal.provider());
            Judged judged = judged(proposal);
            Outcome outcome = oneAtATime(proposal, judged, locked -> {
                precondition.check(locked);
                return step(actor, locked, judged, act);
            });
            if (outcome.problem() != null) {
                throw outcome.problem();
            }
            if (!outcome.again()) {
                return store.find(id).orElseThrow(Proposals::unknown);
            }
        }
        throw new ProposalRefused(Kind.BUSY, "The rules are being changed by others right now: try again.");
    }

    /** Whoever waits for the same provider's rules on this node waits without a connection to the database. */
    private Outcome oneAtATime(Proposal found, Judged judged, Function<Proposal, Outcome> step) {
        ReentrantLock turn = turns.computeIfAbsent(found.provider(), provider -> new ReentrantLock());
        turn.lock();
        try {
            return Objects.requireNonNull(transaction.execute(status -> {
                Proposal locked = store.lock(found.id()).orElseThrow(Proposals::unknown);
                boolean still = ruleSets.hold(found.provider()) == judged.version()
                        && locked.changesHash().equals(found.changesHash());
                return still ? step.apply(locked) : Outcome.AGAIN;
            }));
        } finally {
            turn.unlock();
        }
    }

    private Judged judged(Proposal proposal) {
        return previews.judge(proposal.provider(), proposal.changes(), proposal.sources(), Progress.NONE);
    }

    private Outcome step(Actor actor, Proposal proposal, Judged now, Act act) {
        List<RuleMerge.Conflict> conflicts = now.merge().conflicts();
        boolean open = proposal.state() == State.SUBMITTED
                || proposal.state() == State.APPROVED
                || proposal.state() == State.DRAFT;
        if (!conflicts.isEmpty() && open) {
            ProposalRefused problem = moved(conflicts);
            store.move(
                    proposal,
                    State.OUTDATED,
                    null,
                    null,
                    Move.of(Step.Kind.OUTDATED, actor, null).saying(String.join("; ", problem.details())));
            return new Outcome(false, problem);
        }
        return act.on(proposal, now);
    }

    private static ProposalRefused moved(List<RuleMerge.Conflict> conflicts) {
        return new ProposalRefused(
                Kind.OUTDATED,
                "Somebody else changed the same rules meanwhile: look at what they are now and change the proposal.",
                conflicts.stream()
                        .map(conflict -> "rule " + conflict.ruleId()
                                + (conflict.found() == null ? " was removed" : " was changed"))
                        .toList());
    }

    private Outcome makeVoid(Proposal proposal, Actor actor, Judged now, Kind kind, String why) {
        store.move(
                proposal,
                State.SUBMITTED,
                summary(now),
                null,
                Move.of(Step.Kind.VOIDED, actor, null)
                        .seeing(now.effect().digest())
                        .saying(why));
        return new Outcome(
                false,
                new ProposalRefused(
                        kind,
                        "The approval does not hold any more, " + why
                                + ": look at the effect and have it approved again."));
    }

    /**
     * @param exactly whether the rules must be those of the preview, too, and not its effect alone
     */
    private void demandSeen(Actor actor, Proposal proposal, Judged now, @Nullable String token, boolean exactly) {
        SeenEffects.Seen shown = seen.read(token, actor)
                .filter(found -> found.provider().equals(proposal.provider()))
                .filter(found -> found.changes().equals(proposal.changesHash()))
                .orElseThrow(() -> new ProposalRefused(
                        Kind.NOT_SEEN,
                        "You have not seen what exactly this would do: simulate it and send what came as seen."));
        if (!shown.effect().equals(now.effect().digest()) || (exactly && shown.version() != now.version())) {
            throw new ProposalRefused(
                    Kind.MOVED,
                    "The rules or the people have changed since you looked: simulate it again, and look again.");
        }
    }

    private static void demand(Proposal proposal, State... states) {
        if (!List.of(states).contains(proposal.state())) {
            throw new ProposalRefused(
                    proposal.state() == State.OUTDATED ? Kind.OUTDATED : Kind.STATE,
                    switch (proposal.state()) {
                        case DRAFT -> "It needs a second person: submit it first.";
                        case SUBMITTED -> "It waits for a second person's approval.";
                        case OUTDATED -> "Others changed the same rules: its author has to change it.";
                        default -> "It is " + proposal.state().code() + " already.";
                    });
        }
    }

    private Proposal visible(Actor actor, Proposal proposal) {
        try {
            previews.demandSight(actor, proposal.provider());
        } catch (NoSuchProposal e) {
            throw Proposals.unknown();
        }
        return proposal;
    }

    private EffectSummary summary(Judged now) {
        return EffectSummary.of(now.effect(), now.version(), clock.instant());
    }
}
