package de.stadttor.api;

/** The caller acts on another state of a proposal than the one that it is in, or says nothing of the state they mean. */
final class ProposalUnseen extends RuntimeException {

    private final transient ProposalEntry current;
    private final String tag;
    private final boolean unsaid;

    /**
     * @param current as it is, for this caller
     * @param tag of that state
     * @param unsaid whether the caller named none
     */
    ProposalUnseen(ProposalEntry current, String tag, boolean unsaid) {
        super("the proposal is in another state than the caller names");
        this.current = current;
        this.tag = tag;
        this.unsaid = unsaid;
    }

    ProposalEntry current() {
        return current;
    }

    String tag() {
        return tag;
    }

    boolean isUnsaid() {
        return unsaid;
    }
}
