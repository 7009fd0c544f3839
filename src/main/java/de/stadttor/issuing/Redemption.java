package de.stadttor.issuing;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What became of a code or a refresh token that was presented. */
sealed interface Redemption {

    /**
     * It was good, and everything that had to be stored is stored.
     *
     * @param scopes of the access token to be signed; a refresh may ask for fewer than the grant has
     * @param resources what the access token is restricted to (RFC 8707); empty: not restricted
     * @param refreshToken the next one, null where the application gets none
     */
    record Redeemed(
            Grant grant,
            Entitlement entitlement,
            Set<String> scopes,
            List<String> resources,
            @Nullable String refreshToken)
            implements Redemption {

        /** Never the token. */
        @Override
        public String toString() {
            return "Redeemed[grant=" + grant.id() + "]";
        }
    }

    /**
     * It is worth nothing.
     *
     * @param error of RFC 6749 section 5.2
     * @param description told to the application: never more than it may know
     */
    record Refused(String error, String description) implements Redemption {

        static Refused notGranted() {
            return new Refused(Resources.INVALID_TARGET, "resource names more than was granted");
        }

        static Refused invalidGrant(String description) {
            return new Refused("invalid_grant", description);
        }
    }
}
