package de.stadttor.proposal;

import de.stadttor.access.RuleSets;
import de.stadttor.platform.Actor;
import de.stadttor.platform.NotAllowed;
import de.stadttor.proposal.Options.Bar;
import de.stadttor.proposal.Options.Can;
import de.stadttor.proposal.Proposal.State;
import java.util.EnumSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells what is open to whom, so that nobody is offered what would be refused. What counts is the refusal. */
@Component
public class Choices {

    private final SecondPerson secondPerson;
    private final RuleSets ruleSets;
    private final Standing standing;

    Choices(SecondPerson secondPerson, RuleSets ruleSets, Standing standing) {
        this.secondPerson = secondPerson;
        this.ruleSets = ruleSets;
        this.standing = standing;
    }

    /**
     * @param proposal one that the actor may see, with its changes and steps
     */
    public Options of(Actor given, Proposal proposal) {
        Actor actor = standing.now(given);
        boolean author = actor.name().equals(proposal.author());
        if (!actor.isOperator() && !actor.administers(proposal.provider())) {
            return new Options(author, Set.of(), new TreeSet<>(), Bar.READER);
        }
        Set<Can> can = EnumSet.noneOf(Can.class);
        if (author && isOpen(proposal)) {
            can.add(Can.WITHDRAW);
        }
        Set<String> needs = needs(proposal);
        if (needs == null) {
            return new Options(author, can, new TreeSet<>(), Bar.AUTHOR_GONE);
        }
        SortedSet<String> missing = new TreeSet<>(needs);
        proposal.approvals().forEach(step -> missing.removeAll(step.roles()));
        Bar bar = author ? asAuthor(actor, proposal, needs, can) : asAnother(actor, proposal, needs, can);
        return new Options(author, can, missing, bar);
    }

    static boolean isOpen(Proposal proposal) {
        return switch (proposal.state()) {
            case DRAFT, SUBMITTED, APPROVED, OUTDATED -> true;
            case REFUSED, WITHDRAWN, ACTIVATED -> false;
        };
    }

    private @Nullable Bar asAuthor(Actor actor, Proposal proposal, Set<String> needs, Set<Can> can) {
        State state = proposal.state();
        if (state == State.DRAFT || state == State.OUTDATED) {
            can.add(Can.CHANGE);
        }
        if (needs.isEmpty()) {
            if (isOpen(proposal) && state != State.OUTDATED) {
                can.add(Can.ACTIVATE);
            }
            return null;
        }
        if (state == State.APPROVED) {
            can.add(Can.ACTIVATE);
        }
        boolean known = Standing.isHuman(actor) && standing.mailbox(actor.name()) != null;
        if (state == State.DRAFT && known) {
            can.add(Can.SUBMIT);
        }
        return known ? Bar.AUTHOR : Bar.NO_ADDRESS;
    }

    private @Nullable Bar asAnother(Actor actor, Proposal proposal, Set<String> needs, Set<Can> can) {
        State state = proposal.state();
        if (state == State.APPROVED && !needs.isEmpty() && mayPropose(actor, proposal)) {
            can.add(Can.ACTIVATE);
        }
        SecondPerson.Bar bar = secondPerson.bar(actor, proposal, needs);
        if (bar != null) {
            return switch (bar) {
                case NO_HUMAN, NO_ADDRESS -> Bar.NO_ADDRESS;
                case AUTHOR -> Bar.AUTHOR;
                case AUTHOR_OTHERWISE -> Bar.AUTHOR_OTHERWISE;
                case NEEDS_NOBODY -> null;
                case OTHER_ROLE -> Bar.OTHER_ROLE;
            };
        }
        if (state == State.SUBMITTED || state == State.APPROVED) {
            can.add(Can.REFUSE);
        }
        if (proposal.approvals().stream().anyMatch(step -> step.actor().equals(actor.name()))) {
            return Bar.APPROVED;
        }
        if (state == State.SUBMITTED) {
            can.add(Can.APPROVE);
        }
        return null;
    }

    /** Null where the author could not even propose it any more. */
    private @Nullable Set<String> needs(Proposal proposal) {
        try {
            return secondPerson.needs(proposal);
        } catch (NotAllowed e) {
            return null;
        }
    }

    private boolean mayPropose(Actor actor, Proposal proposal) {
        try {
            ruleSets.secondPersons(proposal.provider(), proposal.changes(), actor);
            return true;
        } catch (NotAllowed e) {
            return false;
        }
    }
}
