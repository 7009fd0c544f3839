package de.stadttor.proposal;

import java.util.Locale;

/** What was sent cannot be a proposal. The message is for the actor and says what was expected. */
public class InvalidProposal extends RuntimeException {

    private final Kind kind;

    /** What is wrong with it. */
    public enum Kind {
        /** The rules are so already. */
        SAME,
        /** It changes more rules than one proposal may. */
        TOO_MANY,
        /** Its author has a draft of the very same change already. */
        TWICE,
        /** It does not say why, or at too great a length. */
        WORDS,
        /** It names a source of the staff that the provider does not have. */
        NO_SOURCE;

        /** As in the keys of messages. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    InvalidProposal(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
