package de.stadttor.directory;

import de.stadttor.platform.Actor;
import de.stadttor.platform.AuditedEvent;

/** Somebody had a provider's directory read anew. */
public record DirectoryReloaded(String providerId, Actor actor) implements AuditedEvent {

    @Override
    public String kind() {
        return "directory-reload";
    }
}
