package de.stadttor.person;

import de.stadttor.platform.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a provider told about a person, read by its profile; stored with the account as JSON, names and all.
 *
 * @param groups sorted
 * @param groupsComplete see {@link Person#groupsComplete}
 * @param roles sorted
 */
public record ToldClaims(
        List<String> groups,
        boolean groupsComplete,
        List<String> roles,
        @Nullable String orgUnit,
        @Nullable String ags,
        Map<String, Object> profile,
        @Nullable String email,
        boolean emailVerified) {

    /** For an account whose claims were deleted in time: nothing is known, and it is known that nothing is. */
    static final ToldClaims FORGOTTEN = new ToldClaims(List.of(), false, List.of(), null, null, Map.of(), null, false);

    /**
     * As they lie in the database.
     *
     * @param claims null where they were deleted in time
     */
    static ToldClaims stored(@Nullable String claims) {
        return claims == null ? FORGOTTEN : Json.read(claims, ToldClaims.class);
    }

    public Person of(UUID accountId, String providerId, boolean enabled, Instant readAt) {
        return new Person(
                accountId,
                providerId,
                enabled,
                Set.copyOf(groups),
                groupsComplete,
                Set.copyOf(roles),
                orgUnit,
                ags,
                profile,
                email,
                emailVerified,
                readAt);
    }
}
