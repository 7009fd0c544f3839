package de.stadttor.proposal;

import java.util.List;
import java.util.Locale;

/** What was asked for does not fit how things stand now. The message is for the actor and says what to do. */
public class ProposalRefused extends RuntimeException {

    private final Kind kind;
    private final transient List<String> details;

    /** What stands in the way. */
    public enum Kind {
        /** It takes effect without anybody else. */
        NEEDS_NOBODY,
        /** The actor was not shown what it would do, or too long ago. */
        NOT_SEEN,
        /** Rules or people are not as the actor was shown them. */
        MOVED,
        /** Rules or people are not as those who approved were shown them: nobody has approved it any more. */
        VOIDED,
        /** One of those who approved has lost the role for it: nobody has approved it any more. */
        APPROVER_GONE,
        /** Somebody else changed the same rules. */
        OUTDATED,
        /** It is not in the state for this. */
        STATE,
        /** Others change the rules all the time. */
        BUSY;

        /** As in the keys of messages. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    ProposalRefused(Kind kind, String message) {
        this(kind, message, List.of());
    }

    ProposalRefused(Kind kind, String message, List<String> details) {
        super(message);
        this.kind = kind;
        this.details = List.copyOf(details);
    }

    public Kind kind() {
        return kind;
    }

    /** Rules that stand in the way, a sentence each; often empty. */
    public List<String> details() {
        return details;
    }
}
