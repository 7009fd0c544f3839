package de.stadttor.proposal;

import de.stadttor.access.RuleSets;
import de.stadttor.platform.Actor;
import de.stadttor.platform.NotAllowed;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who may say yes or no to what somebody else proposes. */
@Component
class SecondPerson {

    private final RuleSets ruleSets;
    private final Standing standing;

    SecondPerson(RuleSets ruleSets, Standing standing) {
        this.ruleSets = ruleSets;
        this.standing = standing;
    }

    /**
     * As what somebody has to approve it, by the author's roles of now.
     *
     * @throws NotAllowed where the author could not even propose it any more
     */
    Set<String> needs(Proposal proposal) {
        return ruleSets.secondPersons(proposal.provider(), proposal.changes(), standing.now(proposal.author()));
    }

    /** Why somebody cannot say yes or no to what somebody else proposes. */
    enum Bar {
        /** A client has no say. */
        NO_HUMAN,
        /** Their provider tells no verified e-mail address, by which one person is told from another. */
        NO_ADDRESS,
        /** They proposed it. */
        AUTHOR,
        /** They proposed it, by another account. */
        AUTHOR_OTHERWISE,
        /** Nobody else is needed. */
        NEEDS_NOBODY,
        /** Others than they have the say. */
        OTHER_ROLE
    }

    /**
     * @param needs see {@link #needs}
     * @return null where nothing stands in the way
     */
    @Nullable
    Bar bar(Actor actor, Proposal proposal, Set<String> needs) {
        if (!Standing.isHuman(actor)) {
            return Bar.NO_HUMAN;
        }
        if (actor.name().equals(proposal.author())) {
            return Bar.AUTHOR;
        }
        String mailbox = standing.mailbox(actor.name());
        if (mailbox == null) {
            return Bar.NO_ADDRESS;
        }
        if (isAuthor(actor.name(), mailbox, proposal)) {
            return Bar.AUTHOR_OTHERWISE;
        }
        if (needs.isEmpty()) {
            return Bar.NEEDS_NOBODY;
        }
        return spokenFor(actor, proposal, needs).isEmpty() ? Bar.OTHER_ROLE : null;
    }

    /**
     * @param needs see {@link #needs}
     * @return as what they speak
     * @throws NotAllowed for the author, by whatever account, for clients, and for those without one of the roles
     */
    Set<String> demand(Actor actor, Proposal proposal, Set<String> needs) {
        Bar bar = bar(actor, proposal, needs);
        if (bar == null) {
            return spokenFor(actor, proposal, needs);
        }
        throw new NotAllowed(
                switch (bar) {
                    case NO_HUMAN -> "this needs a person: the token of a client has no say in it";
                    case NO_ADDRESS ->
                        "this needs a verified e-mail address, which tells one person from another: your provider told"
                                + " none";
                    case AUTHOR, AUTHOR_OTHERWISE ->
                        "this needs a second person: you are the author, by this account or by another one";
                    case NEEDS_NOBODY -> "this needs no second person";
                    case OTHER_ROLE -> "this needs the role " + String.join(" or ", new TreeSet<>(needs));
                });
    }

    private static Set<String> spokenFor(Actor actor, Proposal proposal, Set<String> needs) {
        Set<String> as = held(actor, proposal.provider());
        as.retainAll(needs);
        return as;
    }

    /** As what those who approved it still have the say, each of them another human than the author. */
    Set<String> stillStanding(Proposal proposal, Set<String> needs) {
        Set<String> approved = new HashSet<>();
        for (Step step : proposal.approvals()) {
            Set<String> as = held(standing.now(step.actor()), proposal.provider());
            as.retainAll(step.roles());
            as.retainAll(needs);
            String mailbox = standing.mailbox(step.actor());
            if (mailbox != null && !isAuthor(step.actor(), mailbox, proposal)) {
                approved.addAll(as);
            }
        }
        return approved;
    }

    /** By account, and by the mailbox that the author had at any step or has now. */
    private boolean isAuthor(String name, String mailbox, Proposal proposal) {
        Set<String> mailboxes = proposal.steps().stream()
                .filter(step -> step.actor().equals(proposal.author()))
                .map(Step::mailbox)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        String now = standing.mailbox(proposal.author());
        return name.equals(proposal.author()) || mailboxes.contains(mailbox) || mailbox.equals(now);
    }

    private static Set<String> held(Actor actor, String provider) {
        Set<String> roles = new HashSet<>();
        if (actor.isOperator()) {
            roles.add(Actor.OPERATOR);
        }
        if (actor.administers(provider)) {
            roles.add(Actor.PROVIDER_ADMIN);
        }
        return roles;
    }
}
