package de.stadttor.proposal;

import java.util.List;

/** What was asked for does not fit how things stand now. The message is for the actor and says what to do. */
public class ProposalRefused extends RuntimeException {

    private final transient List<String> details;

    ProposalRefused(String message) {
        this(message, List.of());
    }

    ProposalRefused(String message, List<String> details) {
        super(message);
        this.details = List.copyOf(details);
    }

    /** Rules that stand in the way, a sentence each; often empty. */
    public List<String> details() {
        return details;
    }
}
