package de.stadttor.request;

import de.stadttor.platform.Actor;
import de.stadttor.platform.AuditedEvent;
import java.util.UUID;

/**
 * Something happened to a request for a release.
 *
 * @param step {@code asked}, {@code changed}, {@code withdrawn}, {@code accepted} or {@code declined}
 */
public record RequestMoved(UUID requestId, String providerId, String applicationId, String step, Actor actor)
        implements AuditedEvent {

    @Override
    public String kind() {
        return "release-request";
    }
}
