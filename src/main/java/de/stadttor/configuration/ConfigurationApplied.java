package de.stadttor.configuration;

import de.stadttor.platform.Actor;
import de.stadttor.platform.AuditedEvent;

/**
 * A document was carried out and changed something; what it changed is an event of its own each.
 *
 * @param added how many entries
 * @param changed how many entries
 * @param removed how many entries
 */
public record ConfigurationApplied(int added, int changed, int removed, Actor actor) implements AuditedEvent {

    @Override
    public String kind() {
        return "configuration";
    }
}
