package de.stadttor.proposal;

/** What was sent cannot be a proposal. The message is for the actor and says what was expected. */
public class InvalidProposal extends RuntimeException {

    InvalidProposal(String message) {
        super(message);
    }
}
