package de.stadttor.session;

import de.stadttor.person.Person;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person's session at the hub in one browser.
 *
 * @param id public: applications know it as {@code sid}
 * @param authTime when the person authenticated at the provider
 * @param acr the provider's own acr, null where it said none
 * @param amr the provider's own amr
 * @param upstreamSid the provider's session, null where it did not say
 * @param expiresAt ten hours after its begin; idleness ends it earlier
 * @param person whose it is, as their provider described them last; null where nobody read that with the session
 * @param presented what the hub keeps of the cookie by which it was found, in hexadecimal; null where it was found by id
 */
public record HubSession(
        UUID id,
        UUID accountId,
        String providerId,
        Instant authTime,
        @Nullable String acr,
        List<String> amr,
        @Nullable String upstreamSid,
        Instant createdAt,
        Instant lastAccessAt,
        Instant expiresAt,
        @Nullable Person person,
        @Nullable String presented) {

    public HubSession {
        amr = List.copyOf(amr);
    }

    /** Never the person. */
    @Override
    public String toString() {
        return "HubSession[id=" + id + "]";
    }
}
