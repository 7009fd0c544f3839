package de.stadttor.person;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a provider said about the person who just signed in there: verified, not yet interpreted.
 *
 * @param providerId whose answer this is
 * @param subject the provider's own {@code sub}
 * @param authTime when the person authenticated there; the time of the answer where the provider does not say
 * @param acr null where the provider does not say
 * @param amr empty where the provider does not say
 * @param sid the provider's session id; null where it does not say
 * @param claims the claims of ID token and userinfo as parsed from JSON (strings, numbers, booleans, lists, maps)
 * @param idToken the ID token itself, for the provider's logout
 */
public record UpstreamIdentity(
        String providerId,
        String subject,
        Instant authTime,
        @Nullable String acr,
        List<String> amr,
        @Nullable String sid,
        Map<String, Object> claims,
        String idToken) {

    private static final int MOST_METHODS = 20;

    /** What is stored and handed on as it is counts as it is or not at all: a name with a zero byte is none. */
    public UpstreamIdentity {
        acr = CleanText.exact(acr).orElse(null);
        sid = CleanText.exact(sid).orElse(null);
        amr = amr.stream()
                .limit(MOST_METHODS)
                .flatMap(method -> CleanText.exact(method).stream())
                .toList();
    }

    /** Never the token nor what it says of the person. */
    @Override
    public String toString() {
        return "UpstreamIdentity[providerId=" + providerId + "]";
    }
}
