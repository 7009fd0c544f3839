package de.stadttor.session;

import de.stadttor.platform.AuditedEvent;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody signed in at their provider and has a hub session.
 *
 * @param acr the provider's own acr, null where it said none
 * @param again whether they had this session already and signed in once more
 */
public record SessionOpened(
        UUID sessionId,
        UUID accountId,
        String providerId,
        @Nullable String acr,
        boolean again) implements AuditedEvent {

    @Override
    public String kind() {
        return "sign-in";
    }
}
