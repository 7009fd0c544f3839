package de.stadttor.proposal;

import de.stadttor.access.RuleSets;
import de.stadttor.platform.Actor;
import de.stadttor.platform.NotAllowed;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
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

    /**
     * @param needs see {@link #needs}
     * @return as what they speak
     * @throws NotAllowed for the author, by whatever account, for clients, and for those without one of the roles
     */
    Set<String> demand(Actor actor, Proposal proposal, Set<String> needs) {
        String mailbox = standing.demandHuman(actor);
        if (isAuthor(actor.name(), mailbox, proposal)) {
            throw new NotAllowed("this needs a second person: you are the author, by this account or by another one");
        }
        Set<String> as = held(actor, proposal.provider());
        as.retainAll(needs);
        if (as.isEmpty()) {
            throw new NotAllowed(
                    needs.isEmpty()
                            ? "this needs no second person"
                            : "this needs the role " + String.join(" or ", new TreeSet<>(needs)));
        }
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
