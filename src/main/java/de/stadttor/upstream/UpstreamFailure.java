package de.stadttor.upstream;

import org.jspecify.annotations.Nullable;

/**
 * A provider did not sign the person in. The message is for the log: it says what was wrong and names no person; it is
 * never shown.
 */
public class UpstreamFailure extends Exception {

    /** What the person can be told. */
    public enum Kind {
        /** The provider is down, slow or overrun. */
        AWAY,
        /** Its answer does not verify, or is none. */
        NONSENSE,
        /** Its page was left open too long or sent twice, or the browser brought its answer twice: start anew. */
        SPENT,
        /** It, or the person there, said no. */
        DECLINED,
        /** The person would have to authenticate there. */
        LOGIN_REQUIRED,
        /** The person would have to do something there. */
        INTERACTION_REQUIRED,
        /** The authentication is older than was asked for. */
        TOO_OLD
    }

    private final Kind kind;

    UpstreamFailure(Kind kind, String message) {
        this(kind, message, null);
    }

    UpstreamFailure(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    static UpstreamFailure nonsense(String message) {
        return new UpstreamFailure(Kind.NONSENSE, message);
    }

    public Kind kind() {
        return kind;
    }
}
