package de.stadttor.registration;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * A registration as it is kept.
 *
 * @param initialAccess with which it came; that token may be gone since
 * @param requirePkce whether that token demands PKCE even of confidential applications
 * @param metadata as registered, by the names of RFC 7591
 */
public record Registration(
        String clientId,
        UUID initialAccess,
        boolean requirePkce,
        Map<String, Object> metadata,
        Instant createdAt,
        Instant changedAt) {

    public Registration {
        metadata = Map.copyOf(metadata);
    }
}
