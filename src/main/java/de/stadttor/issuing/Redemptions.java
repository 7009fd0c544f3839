package de.stadttor.issuing;

import de.stadttor.access.AccessDecision;
import de.stadttor.access.Reason;
import de.stadttor.application.Application;
import de.stadttor.issuing.Redemption.Redeemed;
import de.stadttor.issuing.Redemption.Refused;
import de.stadttor.platform.OpaqueKeys;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The end of every redemption, in the transaction of its caller, who has made sure that it happens once: what the person
 * may have now is decided anew, and only then what follows is stored.
 */
@Component
class Redemptions {

    private final RefreshTokenRows refreshTokens;
    private final Grants grants;
    private final Entitlements entitlements;
    private final Resources resources;
    private final Clock clock;

    Redemptions(
            RefreshTokenRows refreshTokens,
            Grants grants,
            Entitlements entitlements,
            Resources resources,
            Clock clock) {
        this.refreshTokens = refreshTokens;
        this.grants = grants;
        this.entitlements = entitlements;
        this.resources = resources;
        this.clock = clock;
    }

    /**
     * The first tokens of a grant.
     *
     * @param stored its first refresh token, whose row is there
     */
    Redemption first(GrantRow row, Application application, Wanted wanted, String stored) {
        return first(row, application, wanted, () -> {
            bind(row.grant(), wanted);
            return stored;
        });
    }

    /** The first tokens of a grant, with the first refresh token of its family where the application gets such. */
    Redemption first(GrantRow row, Application application, Wanted wanted) {
        return first(
                row,
                application,
                wanted,
                () -> application.grants().contains("refresh_token") ? firstRefreshToken(row.grant(), wanted) : null);
    }

    private Redemption first(
            GrantRow row, Application application, Wanted wanted, Supplier<@Nullable String> refreshToken) {
        Grant grant = row.grant();
        List<String> restriction = restriction(grant, application, wanted);
        if (restriction == null) {
            grants.end(grant.id());
            return Refused.notGranted();
        }
        return entitled(row, grant.scopes(), restriction, refreshToken);
    }

    /** Null where more is wanted than was granted. */
    @Nullable
    List<String> restriction(Grant grant, Application application, Wanted wanted) {
        return resources
                .restriction(application, grant.asked().resources(), wanted.resources())
                .orElse(null);
    }

    /**
     * Stores what follows only if the person may still have it; else nothing is stored.
     *
     * @param successor stores the next refresh token and returns it; null for none
     */
    Redemption entitled(
            GrantRow row, Set<String> scopes, List<String> restriction, Supplier<@Nullable String> successor) {
        Entitlement entitlement = entitlements.of(row).orElse(null);
        if (entitlement == null) {
            return Refused.invalidGrant(Reason.PROVIDER_DISABLED.code());
        }
        entitlements.record(entitlement);
        AccessDecision decision = entitlement.decision();
        if (decision.reason() != null) {
            return Refused.invalidGrant(decision.reason().code());
        }
        return new Redeemed(row.grant(), entitlement, scopes, restriction, successor.get());
    }

    private void bind(Grant grant, Wanted wanted) {
        Confirmation binding = wanted.proven().refresh();
        if (binding != null) {
            grants.bind(grant.id(), binding);
        }
    }

    private String firstRefreshToken(Grant grant, Wanted wanted) {
        bind(grant, wanted);
        String token = OpaqueKeys.newSecretBeside(grant.id());
        refreshTokens.insert(OpaqueKeys.storedKey(token).orElseThrow(), grant, clock.instant());
        return token;
    }
}
