package de.stadttor.access;

import de.stadttor.platform.AuditedEvent;
import java.util.UUID;

/**
 * Somebody who had signed in was turned away at the door of an application.
 *
 * @param reason as the application is told it
 * @param reference of the decision, which says why
 */
public record AccessRefused(UUID accountId, String providerId, String applicationId, String reason, String reference)
        implements AuditedEvent {

    @Override
    public String kind() {
        return "refusal";
    }
}
