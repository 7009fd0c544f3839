package de.stadttor.proposal;

/** There is no such proposal, provider or version, or the actor may not know of it. */
public class NoSuchProposal extends RuntimeException {

    NoSuchProposal(String message) {
        super(message);
    }
}
