package de.stadttor.upstream;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A sign-in at a provider that is under way: what its answer will be held against. Secret; it belongs to one browser.
 *
 * @param maxAge how old the authentication may be; null: as old as it likes
 * @param forceLogin whether the person has to authenticate anew
 */
public record Pending(
        String providerId,
        String state,
        String nonce,
        String codeVerifier,
        Instant startedAt,
        @Nullable Duration maxAge,
        boolean forceLogin) {

    @Override
    public String toString() {
        return "Pending[providerId=" + providerId + "]";
    }
}
