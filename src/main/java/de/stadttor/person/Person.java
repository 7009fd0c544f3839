package de.stadttor.person;

import de.stadttor.federation.Assurance;
import de.stadttor.federation.Provider;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person as an access decision sees them: the account, and what its provider said last.
 *
 * @param accountId the hub's own id; never leaves the hub unmasked (see pairwise subjects)
 * @param providerId the provider through which they signed in
 * @param enabled false when the account was disabled at the hub
 * @param groups full names of groups, as the provider writes them
 * @param groupsComplete false when the provider cut the list off ("overage"): what is not listed is then unknown
 * @param roles the provider's own roles
 * @param orgUnit null where the provider does not say
 * @param ags the municipality they work for; null where the provider names none, or one that it does not serve
 * @param profile the OpenID Connect {@code profile} claims that the provider told (section 5.4), by their standard
 *     names: name, given_name, family_name, preferred_username, and the others
 * @param email null where the provider does not say
 * @param emailVerified as the provider says; false where it does not
 * @param readAt when the provider said all this
 */
public record Person(
        UUID accountId,
        String providerId,
        boolean enabled,
        Set<String> groups,
        boolean groupsComplete,
        Set<String> roles,
        @Nullable String orgUnit,
        @Nullable String ags,
        Map<String, Object> profile,
        @Nullable String email,
        boolean emailVerified,
        Instant readAt) {

    /**
     * How they signed in: belongs to a session, not to the person.
     *
     * @param assurance null when the provider's acr is not in its assurance table
     * @param authTime at the provider
     */
    public record SignIn(@Nullable Assurance assurance, Instant authTime, List<String> amr) {

        public SignIn {
            amr = List.copyOf(amr);
        }

        /** Reads the provider's acr by its assurance table; what is missing or not listed is worth nothing. */
        public static SignIn of(Provider provider, @Nullable String acr, Instant authTime, List<String> amr) {
            return new SignIn(acr == null ? null : provider.assurance().get(acr), authTime, amr);
        }
    }

    public Person {
        groups = Set.copyOf(groups);
        roles = Set.copyOf(roles);
        profile = Map.copyOf(profile);
    }
}
