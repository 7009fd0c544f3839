package de.stadttor.issuing;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The {@code claims} parameter of a request (OpenID Connect Core section 5.5): which single claims are wanted, and where.
 *
 * @param idToken by claim name
 * @param userinfo by claim name
 */
public record ClaimsRequest(Map<String, Wish> idToken, Map<String, Wish> userinfo) {

    /**
     * How one claim is wanted (section 5.5.1).
     *
     * @param essential whether the application cannot go on without it; never an error where it cannot be had, but for
     *     {@code acr} and {@code sub}
     * @param values any of which will do, best first; empty: whatever it is
     */
    public record Wish(boolean essential, List<Object> values) {

        /** Wanted, whatever it is. */
        public static final Wish VOLUNTARY = new Wish(false, List.of());

        public Wish {
            values = values == null ? List.of() : List.copyOf(values);
        }
    }

    public ClaimsRequest {
        idToken = idToken == null ? Map.of() : Map.copyOf(idToken);
        userinfo = userinfo == null ? Map.of() : Map.copyOf(userinfo);
    }

    /** How the ID token's claim of this name is wanted; null where it is not. */
    public @Nullable Wish inIdToken(String claim) {
        return idToken.get(claim);
    }
}
