package de.stadttor.registration;

import de.stadttor.platform.Actor;
import de.stadttor.platform.AuditedEvent;
import java.util.UUID;

/**
 * Somebody made an initial access token, or took one away.
 *
 * @param step {@code created} or {@code deleted}
 * @param registrations how many applications it is good for
 * @param releases how many providers release people to them
 */
public record InitialAccessMoved(UUID initialAccess, String step, int registrations, int releases, Actor actor)
        implements AuditedEvent {

    @Override
    public String kind() {
        return "initial-access";
    }
}
