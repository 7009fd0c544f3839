package de.stadttor.registration;

import de.stadttor.platform.Actor;
import de.stadttor.platform.AuditedEvent;
import java.util.UUID;

/**
 * An application registered itself, changed its registration, or is registered no more.
 *
 * @param step {@code registered}, {@code changed} or {@code removed}
 * @param initialAccess with which it was registered
 * @param actor the application itself, or whoever took it away
 */
public record RegistrationMoved(String applicationId, String step, UUID initialAccess, Actor actor)
        implements AuditedEvent {

    @Override
    public String kind() {
        return "registration";
    }
}
