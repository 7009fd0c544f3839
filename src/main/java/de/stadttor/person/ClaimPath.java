package de.stadttor.person;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds a claim by the name that a provider's profile gives it. */
public final class ClaimPath {

    private ClaimPath() {}

    /**
     * @param name a claim's plain name; where there is no such claim, its dots lead into objects
     *     ({@code realm_access.roles})
     */
    public static Optional<Object> find(Map<String, Object> claims, String name) {
        Object plain = claims.get(name);
        if (plain != null) {
            return Optional.of(plain);
        }
        @Nullable Object at = claims;
        for (String step : name.split("\\.", -1)) {
            at = at instanceof Map<?, ?> map ? map.get(step) : null;
        }
        return Optional.ofNullable(at);
    }
}
