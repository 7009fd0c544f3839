package de.stadttor.configuration;

import de.stadttor.platform.Actor;
import de.stadttor.platform.AuditedEvent;

/** The first client of an empty hub was made on the machine of its operator. */
public record FirstClientMade(String applicationId, Actor actor) implements AuditedEvent {

    @Override
    public String kind() {
        return "bootstrap";
    }
}
