package de.stadttor.proposal;

import de.stadttor.platform.Actor;
import de.stadttor.platform.Change;
import java.util.UUID;

/**
 * A proposal was drafted, edited, submitted, approved, refused, withdrawn, outdated, voided or activated.
 *
 * @param step which of these
 */
public record ProposalMoved(UUID proposalId, String providerId, String step, Actor actor) implements Change {

    @Override
    public String topic() {
        return "proposal";
    }

    @Override
    public String key() {
        return proposalId.toString();
    }
}
