package de.stadttor.issuing;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a person let an application have by one sign-in there: the family of all codes and tokens that follow from it.
 *
 * @param id named by the {@code jti} of each of its access tokens
 * @param sessionId the hub session it came from, {@code sid} to the application; it may be over where {@code offline}
 * @param authTime of the sign-in at the provider
 * @param acr the provider's own acr, null where it said none
 * @param offline whether it outlives the session ({@code offline_access})
 * @param nonce of the authorization request, null where it had none
 * @param codeChallenge S256, null where the application needs none and sent none
 * @param expiresAt when its last refresh token ends at the latest
 * @param asked what its request asked for beyond scopes
 * @param binding what its refresh tokens are bound to, null where they are not
 */
public record Grant(
        UUID id,
        UUID accountId,
        String applicationId,
        UUID sessionId,
        Set<String> scopes,
        Instant authTime,
        @Nullable String acr,
        List<String> amr,
        boolean offline,
        @Nullable String nonce,
        String redirectUri,
        @Nullable String codeChallenge,
        Instant expiresAt,
        Asked asked,
        @Nullable Confirmation binding) {

    public Grant {
        scopes = Set.copyOf(scopes);
        amr = List.copyOf(amr);
    }
}
