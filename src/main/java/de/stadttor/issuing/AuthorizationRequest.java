package de.stadttor.issuing;

import de.stadttor.application.Application;
import de.stadttor.federation.Assurance;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An authorization request that passed all checks.
 *
 * @param scopes those that are known and registered
 * @param codeChallenge S256; null only where the application needs none
 * @param prompts none, login, select_account or consent
 * @param maxAge null where neither the request nor the application's registration asks
 * @param loginHint an e-mail address as a rule, null where missing
 * @param idpHint a provider's id, null where missing
 * @param idTokenHint an ID token of the hub, unchecked; null where missing
 * @param uiLocales languages in which the person is to be addressed, best first, without regions; a wish of the
 *     application (OpenID Connect Core section 3.1.2.1)
 * @param acr the assurance that it would like, or needs
 * @param asked what it asks for beyond scopes
 * @param source how it came, to be checked anew whenever the sign-in goes on
 */
public record AuthorizationRequest(
        Recipient recipient,
        Set<String> scopes,
        @Nullable String nonce,
        @Nullable String codeChallenge,
        Set<String> prompts,
        @Nullable Duration maxAge,
        @Nullable String loginHint,
        @Nullable String idpHint,
        @Nullable String idTokenHint,
        List<String> uiLocales,
        WantedAcr acr,
        Asked asked,
        RequestSource source) {

    /**
     * The assurance that a request wants.
     *
     * @param levels any of which will do, best first; empty: whatever it is
     * @param essential whether it is a failed sign-in where none can be had (OpenID Connect Core section 5.5.1.1)
     */
    public record WantedAcr(List<Assurance> levels, boolean essential) {

        /** Whatever it is. */
        public static final WantedAcr ANY = new WantedAcr(List.of(), false);

        public WantedAcr {
            levels = List.copyOf(levels);
        }

        /** Whether this level will do: one that is wanted, or a higher one, which holds all that a lower one does. */
        public boolean isMetBy(@Nullable Assurance level) {
            return levels.isEmpty()
                    || (level != null && levels.stream().anyMatch(wanted -> level.compareTo(wanted) >= 0));
        }
    }

    public AuthorizationRequest {
        scopes = Set.copyOf(scopes);
        prompts = Set.copyOf(prompts);
        uiLocales = List.copyOf(uiLocales);
    }

    public Application application() {
        return recipient.application();
    }

    /** Whether the person must not be asked anything. */
    public boolean silent() {
        return prompts.contains("none");
    }
}
