package de.stadttor.web;

import de.stadttor.platform.Network;
import de.stadttor.web.Allowances.Kind;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.stereotype.Component;

/**
 * What happens once an application is known. A public client is known by its name alone, which anybody can write: rows
 * that are written in its name (pushed requests, devices' codes, used DPoP proofs) are bounded.
 */
@Component
class UnprovenRows implements AuthenticationSuccessHandler {

    private static final String NAME = UnprovenRows.class.getName();
    private static final Set<String> WRITING = Set.of("/oauth2/par", DeviceAuthorizationEndpoint.PATH);

    private final Allowances allowances;
    private final TooManyRequests refusals;

    /** Nothing more is written for this application at the moment. */
    static final class TooMany extends OAuth2AuthenticationException {

        private static final long serialVersionUID = 1L;

        private final transient Duration retryAfter;

        private TooMany(Duration retryAfter) {
            super(new OAuth2Error("temporarily_unavailable", "too many requests of this client", null));
            this.retryAfter = retryAfter;
        }

        Duration retryAfter() {
            return retryAfter;
        }
    }

    UnprovenRows(Allowances allowances, TooManyRequests refusals) {
        this.allowances = allowances;
        this.refusals = refusals;
    }

    /** @throws TooMany answered by {@link ClientErrors} */
    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication) {
        if (authentication instanceof OAuth2ClientAuthenticationToken client
                && ClientAuthenticationMethod.NONE.equals(client.getClientAuthenticationMethod())) {
            take(request, client.getName());
        } else {
            Proven.caller(request);
        }
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(authentication);
        SecurityContextHolder.setContext(context);
    }

    private void take(HttpServletRequest request, String clientId) {
        boolean writes = WRITING.contains(request.getServletPath()) || request.getHeader("DPoP") != null;
        if (!writes || allowances.knows(Kind.APPLICATIONS, Network.ofCaller(request.getRemoteAddr()))) {
            return;
        }
        Duration wait = allowances.take(Kind.UNPROVEN_ROWS, clientId);
        if (wait != null) {
            refusals.count(Kind.UNPROVEN_ROWS, clientId);
            throw new TooMany(wait);
        }
        request.setAttribute(NAME, clientId);
    }

    /** The public client in whose name this request may have written; null for none. */
    static @Nullable String writtenFor(HttpServletRequest request) {
        return request.getAttribute(NAME) instanceof String clientId ? clientId : null;
    }
}
