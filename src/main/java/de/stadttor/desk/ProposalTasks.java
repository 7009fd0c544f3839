package de.stadttor.desk;

import de.stadttor.access.RuleSetVersion;
import de.stadttor.access.RuleSets;
import de.stadttor.federation.Provider;
import de.stadttor.platform.Actor;
import de.stadttor.platform.GermanDays;
import de.stadttor.proposal.Choices;
import de.stadttor.proposal.NoSuchProposal;
import de.stadttor.proposal.Proposal;
import de.stadttor.proposal.Proposal.State;
import de.stadttor.proposal.Proposals;
import de.stadttor.web.DeskUser;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Proposals that wait for somebody, and changes of rules that happened without one: for the first page of the desk. */
@Component
class ProposalTasks {

    private static final int MOST = 20;
    private static final Duration TOLD_FOR = Duration.ofDays(30);

    private final Proposals proposals;
    private final Choices choices;
    private final RuleSets ruleSets;
    private final Clock clock;

    ProposalTasks(Proposals proposals, Choices choices, RuleSets ruleSets, Clock clock) {
        this.proposals = proposals;
        this.choices = choices;
        this.ruleSets = ruleSets;
        this.clock = clock;
    }

    /** For whom rules of this provider are to be changed; nothing for those who only look. */
    List<OverviewDesk.Matter> of(Provider provider, DeskUser user) {
        if (!user.changes(provider.id())) {
            return List.of();
        }
        List<OverviewDesk.Matter> matters = new ArrayList<>();
        Stream.of(State.SUBMITTED, State.APPROVED)
                .flatMap(state -> proposals.list(user.actor(), provider.id(), state, MOST).stream())
                .filter(proposal -> isTheirs(proposal, user))
                .map(proposal -> new OverviewDesk.Matter(
                        "proposal_" + proposal.state().code(),
                        provider.name(),
                        proposal.why(),
                        day(proposal.changedAt()),
                        "/desk/providers/" + provider.id() + "/proposals/" + proposal.id()))
                .forEach(matters::add);
        if (user.actor().administers(provider.id())) {
            matters.addAll(direct(provider));
        }
        return matters;
    }

    private List<OverviewDesk.Matter> direct(Provider provider) {
        List<RuleSetVersion> versions =
                ruleSets.direct(provider.id(), clock.instant().minus(TOLD_FOR), 2);
        String base = "/desk/providers/" + provider.id() + "/versions";
        return versions.stream()
                .limit(1)
                .map(version -> new OverviewDesk.Matter(
                        versions.size() == 1 ? "version_direct" : "version_direct_several",
                        provider.name(),
                        null,
                        day(version.at()),
                        versions.size() == 1 ? base + "/" + version.version() : base))
                .toList();
    }

    /**
     * Whether others wait for them.
     *
     * @param head of a proposal; its changes and steps may be missing
     */
    boolean isTheirs(Proposal head, DeskUser user) {
        Actor actor = user.actor();
        boolean approves = head.state() == State.SUBMITTED
                && !head.author().equals(actor.name())
                && ((head.needs().contains(Actor.OPERATOR) && actor.isOperator())
                        || (head.needs().contains(Actor.PROVIDER_ADMIN) && actor.administers(head.provider())));
        if (!approves && head.state() != State.APPROVED) {
            return false;
        }
        try {
            Proposal proposal = proposals.find(actor, head.id());
            return choices.of(actor, proposal).isTheirTurn(proposal);
        } catch (NoSuchProposal e) {
            return false;
        }
    }

    private static LocalDate day(Instant at) {
        return GermanDays.of(at);
    }
}
