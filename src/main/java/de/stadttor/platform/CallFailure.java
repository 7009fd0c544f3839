package de.stadttor.platform;

/** An outgoing call brought no answer. The message is for the log; it names the target's host and no more of it. */
public class CallFailure extends Exception {

    /** Why there was none. */
    public enum Kind {
        /** No connection, a connection that broke, or too many calls to this target already under way. */
        UNREACHABLE,
        /** No complete answer within the time that a call may take. */
        TIMED_OUT,
        /** The answer is longer than is read. */
        TOO_LARGE,
        /** The target is not one that the hub may call, see {@link OutgoingCalls}. */
        REFUSED_TARGET
    }

    private final Kind kind;

    CallFailure(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
