package de.stadttor.proposal;

/**
 * What somebody who acts on a proposal demands of it, for instance that it still is as they saw it. It is asked once
 * nobody else can move the proposal any more, of whoever may act on it at all, and before anything is done.
 */
@FunctionalInterface
public interface Precondition {

    /** For whoever takes it as it is. */
    Precondition NONE = current -> {};

    /**
     * @param current with its changes and steps
     * @throws RuntimeException of the caller's own where it is not as they demand: nothing is done then
     */
    void check(Proposal current);
}
