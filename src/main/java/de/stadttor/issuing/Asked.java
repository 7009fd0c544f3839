package de.stadttor.issuing;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an authorization request asked for beyond its scopes; kept with the grant.
 *
 * @param claims the {@code claims} parameter (OpenID Connect Core section 5.5), null where there was none
 * @param resources RFC 8707, in the order of the request; empty: the application's own audience
 * @param details {@code authorization_details} (RFC 9396), empty where there were none
 * @param dpopKey the RFC 7638 thumbprint that the code is bound to ({@code dpop_jkt}, RFC 9449 section 10), null for none
 */
public record Asked(
        @Nullable ClaimsRequest claims,
        List<String> resources,
        List<Map<String, Object>> details,
        @Nullable String dpopKey) {

    /** Nothing. */
    public static final Asked NOTHING = new Asked(null, List.of(), List.of(), null);

    public Asked {
        resources = resources == null ? List.of() : List.copyOf(resources);
        details = details == null ? List.of() : List.copyOf(details);
    }
}
