package de.stadttor.issuing;

import java.io.Serial;
import java.util.List;
import java.util.Objects;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;

/** What a client asks of an endpoint for clients; its principal is the client that authenticated itself. */
public abstract class ClientCall extends AbstractAuthenticationToken {

    @Serial
    private static final long serialVersionUID = 1L;

    private static final Authentication NOBODY =
            new AnonymousAuthenticationToken("client", "nobody", AuthorityUtils.createAuthorityList("NOBODY"));

    private final transient Authentication client;

    ClientCall(Authentication client) {
        super(List.of());
        this.client = client;
    }

    /** The client of the request that is under way; nobody where none has authenticated itself. */
    public static Authentication caller() {
        return Objects.requireNonNullElse(SecurityContextHolder.getContext().getAuthentication(), NOBODY);
    }

    @Override
    public Authentication getPrincipal() {
        return client;
    }

    @Override
    public Object getCredentials() {
        return "";
    }
}
