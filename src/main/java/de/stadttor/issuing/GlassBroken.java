package de.stadttor.issuing;

import de.stadttor.platform.Actor;
import de.stadttor.platform.AuditedEvent;
import java.time.Instant;

/**
 * Somebody with the database and the key-encryption key took an operator's token, or took all such tokens back.
 *
 * @param act {@code opened} or {@code ended}
 * @param why as they said
 * @param until when the token ends; when they were taken back, respectively
 */
public record GlassBroken(String act, String why, Instant until, Actor actor) implements AuditedEvent {

    @Override
    public String kind() {
        return "break-glass";
    }
}
