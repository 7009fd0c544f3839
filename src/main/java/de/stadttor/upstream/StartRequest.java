package de.stadttor.upstream;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a sign-in at a provider is to be.
 *
 * @param state random, at least 128 bits of it; may say by a prefix which flow it belongs to
 * @param forceLogin the person authenticates anew ({@code prompt=login})
 * @param selectAccount the person chooses the account ({@code prompt=select_account})
 * @param maxAge how old the authentication may be; null: as old as it likes
 * @param acrValues in the provider's own words, best first; may be empty
 * @param uiLocale a BCP 47 tag; null: the provider chooses
 */
public record StartRequest(
        URI redirectUri,
        String state,
        boolean forceLogin,
        boolean selectAccount,
        @Nullable Duration maxAge,
        @Nullable String loginHint,
        List<String> acrValues,
        @Nullable String uiLocale) {

    public StartRequest {
        acrValues = List.copyOf(acrValues);
    }
}
