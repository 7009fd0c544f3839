package de.stadttor.issuing;

import de.stadttor.application.Application;
import de.stadttor.issuing.AccessTokens.Living;
import de.stadttor.platform.Actor;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** A request that came with an access token of the hub that counts. Its principal is who acts by it. */
public final class BearerToken extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;

    private final transient Living living;

    public BearerToken(Living living) {
        super(List.of());
        this.living = living;
        setAuthenticated(true);
    }

    public Living living() {
        return living;
    }

    /** Whether it is meant for the hub's own API. */
    public boolean isForApi() {
        return living.claims().getAudience().contains(Application.STADTTOR);
    }

    /** Their roles count only where the token is meant for the hub itself. */
    @Override
    public Actor getPrincipal() {
        UUID account = living.accountId();
        return new Actor(
                account == null ? living.subject() : account.toString(),
                living.providerId(),
                isForApi() ? living.roles() : Set.of());
    }

    @Override
    public Object getCredentials() {
        return "";
    }
}
