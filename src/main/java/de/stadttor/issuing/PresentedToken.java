package de.stadttor.issuing;

import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** An access token as a request presents it; nothing of it is believed yet. */
final class PresentedToken extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;

    private final String token;
    private final boolean dpop;
    private final transient ShownKeys shown;

    /**
     * @param dpop by the scheme DPoP (RFC 9449 section 7.1), else as a bearer token
     */
    PresentedToken(String token, boolean dpop, ShownKeys shown) {
        super(List.of());
        this.token = token;
        this.dpop = dpop;
        this.shown = shown;
    }

    boolean isDpop() {
        return dpop;
    }

    ShownKeys shown() {
        return shown;
    }

    @Override
    public String getPrincipal() {
        return "somebody";
    }

    @Override
    public String getCredentials() {
        return token;
    }
}
