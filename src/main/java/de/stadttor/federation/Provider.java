package de.stadttor.federation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An identity provider of the federation, as an operator configured it. Secrets are not part of it: see
 * {@link Providers#clientSecret}.
 *
 * @param id lower-case word, never changed and never given again
 * @param issuer the OpenID Connect issuer, exactly as in its discovery document
 * @param clientId the hub's own client there
 * @param emailDomains lower-case; each belongs to one provider only
 * @param enabled a provider that is switched off lets nobody in, at no entry
 * @param municipalities at least one
 * @param help who helps its staff
 * @param logout whether a logout at the hub goes on to the provider
 * @param claims how to read its claims
 * @param assurance its own acr values and what they are worth; an acr that is not listed is refused
 * @param directory how to ask its directory; null where there is none
 */
public record Provider(
        String id,
        String name,
        String issuer,
        String clientId,
        List<String> emailDomains,
        boolean enabled,
        List<Municipality> municipalities,
        @Nullable Help help,
        Logout logout,
        ClaimProfile claims,
        Map<String, Assurance> assurance,
        @Nullable Directory directory) {

    /** Who at the provider helps; each part may be missing. */
    public record Help(
            @Nullable String name,
            @Nullable String email,
            @Nullable String phone) {}

    /** Where a logout at the hub ends: at the hub, or at the provider too. */
    public enum Logout {
        PROVIDER,
        HUB
    }

    /**
     * The names of this provider's claims; null where it has no such claim.
     *
     * @param ags null where the provider serves one municipality and says so nowhere in its claims
     */
    public record ClaimProfile(
            @Nullable String groups,
            @Nullable String roles,
            @Nullable String orgUnit,
            @Nullable String ags) {}

    /**
     * @param type {@code keycloak} is the only one so far
     */
    public record Directory(String type, String url, String realm, String clientId) {}

    public Provider {
        emailDomains = List.copyOf(emailDomains);
        municipalities = List.copyOf(municipalities);
        assurance = Map.copyOf(assurance);
    }

    public Optional<Municipality> municipality(String ags) {
        return municipalities.stream().filter(m -> m.ags().equals(ags)).findFirst();
    }
}
