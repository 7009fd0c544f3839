package de.stadttor.issuing;

import de.stadttor.application.Application;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An authorization request that passed all checks.
 *
 * @param state null where the application sent none
 * @param scopes those that are known and registered
 * @param codeChallenge S256; null only where the application needs none
 * @param prompts none, login, select_account or consent
 * @param maxAge null where the application does not ask
 * @param loginHint an e-mail address as a rule, null where missing
 * @param idpHint a provider's id, null where missing
 * @param asked what it asks for beyond scopes
 */
public record AuthorizationRequest(
        Application application,
        String redirectUri,
        @Nullable String state,
        Set<String> scopes,
        @Nullable String nonce,
        @Nullable String codeChallenge,
        Set<String> prompts,
        @Nullable Duration maxAge,
        @Nullable String loginHint,
        @Nullable String idpHint,
        Asked asked) {

    public AuthorizationRequest {
        scopes = Set.copyOf(scopes);
        prompts = Set.copyOf(prompts);
    }

    /** Whether the person must not be asked anything. */
    public boolean silent() {
        return prompts.contains("none");
    }
}
