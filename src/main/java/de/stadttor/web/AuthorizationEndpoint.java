package de.stadttor.web;

import de.stadttor.route.Arrival;
import de.stadttor.route.AuthorizationRoute;
import de.stadttor.session.HubSession;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/**
 * Hangs the route of a login into Spring's authorization endpoint: its converter, its provider and its response handler
 * at once. The request is of a type of its own, so that Spring's filter neither validates it by its own rules nor asks
 * for a servlet session.
 */
@Component
class AuthorizationEndpoint implements AuthenticationProvider {

    private final AuthorizationRoute route;
    private final Arrivals arrivals;

    AuthorizationEndpoint(AuthorizationRoute route, Arrivals arrivals) {
        this.route = route;
        this.arrivals = arrivals;
    }

    /** An authorization request as it came. */
    private static final class Request extends AbstractAuthenticationToken {

        private static final long serialVersionUID = 1L;

        private final transient Map<String, List<String>> parameters;
        private final transient @Nullable HubSession session;

        private Request(Map<String, List<String>> parameters, @Nullable HubSession session) {
            super(List.of());
            this.parameters = parameters;
            this.session = session;
        }

        @Override
        public Object getPrincipal() {
            return "";
        }

        @Override
        public Object getCredentials() {
            return "";
        }
    }

    /** What came of it. */
    private static final class Response extends AbstractAuthenticationToken {

        private static final long serialVersionUID = 1L;

        private final transient Arrival arrival;

        private Response(Arrival arrival) {
            super(List.of());
            this.arrival = arrival;
        }

        @Override
        public Object getPrincipal() {
            return "";
        }

        @Override
        public Object getCredentials() {
            return "";
        }
    }

    /** Spring asks twice, once before it would look for a person; the answer is kept with the request. */
    Authentication convert(HttpServletRequest request) {
        if (request.getAttribute(Request.class.getName()) instanceof Request converted) {
            return converted;
        }
        Request converted = new Request(Parameters.of(request), arrivals.session(request));
        request.setAttribute(Request.class.getName(), converted);
        return converted;
    }

    @Override
    public boolean supports(Class<?> type) {
        return Request.class.equals(type);
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        Request request = (Request) authentication;
        return new Response(route.begin(request.parameters, request.session));
    }

    void respond(HttpServletRequest request, HttpServletResponse response, Authentication answer) throws IOException {
        arrivals.show(request, response, null, ((Response) answer).arrival);
    }
}
