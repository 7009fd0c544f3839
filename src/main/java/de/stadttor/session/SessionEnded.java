package de.stadttor.session;

import de.stadttor.platform.AuditedEvent;
import java.util.UUID;

/** A hub session was ended before its time: its refresh tokens without offline_access are worth nothing any more. */
public record SessionEnded(UUID sessionId, UUID accountId, String providerId, Cause cause) implements AuditedEvent {

    /** Why it was ended. */
    public enum Cause {
        /** The person wanted it. */
        LOGOUT,
        /** Another person signed in with the same browser. */
        ANOTHER_PERSON,
        /** The account or its provider was switched off or is gone. */
        SWITCHED_OFF
    }

    @Override
    public String kind() {
        return cause == Cause.LOGOUT ? "logout" : "session-end";
    }
}
