package de.stadttor.web;

import de.stadttor.platform.Network;
import de.stadttor.registration.Registrations;
import de.stadttor.web.Allowances.Kind;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses what one address asks beyond its allowance, before anything is done for it. Whoever has a session, a secret, a
 * key or a token that counts is not limited: the check of these costs less than to be led around it, and a flood with
 * somebody's client_id and wrong secrets must not turn the right one away.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20) // behind the filter that tells the caller's address
@ConditionalOnWebApplication
class FloodGate extends OncePerRequestFilter {

    /** A wrong secret costs as much as so many requests. */
    static final int WRONG_PROOF = 10;

    private static final String TOKEN = "/oauth2/token";
    private static final Set<String> BACK_CHANNEL = Set.of(
            TOKEN,
            "/oauth2/par",
            "/oauth2/introspect",
            "/oauth2/revoke",
            DeviceAuthorizationEndpoint.PATH,
            "/userinfo");

    private final Allowances allowances;
    private final TooManyRequests refusals;

    FloodGate(Allowances allowances, TooManyRequests refusals) {
        this.allowances = allowances;
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Kind kind = kind(request);
        if (kind == null) {
            chain.doFilter(request, response);
            return;
        }
        String whose = Network.ofCaller(request.getRemoteAddr());
        Duration wait = allowances.take(kind, whose);
        if (wait != null) {
            refusals.refuse(request, response, kind, whose, wait);
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            settle(request, response.getStatus(), kind, whose);
        }
    }

    /** Null for what is public and cheap, and may be kept by whoever asked. */
    private static @Nullable Kind kind(HttpServletRequest request) {
        String path = request.getServletPath();
        if (request.getMethod().equals("OPTIONS")
                || path.startsWith(Assets.PATH)
                || CrossOriginAccess.PUBLIC.contains(path)) {
            return null;
        }
        if (BACK_CHANNEL.contains(path) || isApi(path)) {
            return Kind.APPLICATIONS;
        }
        return path.startsWith(Registrations.PATH) ? Kind.REGISTRATIONS : Kind.PEOPLE;
    }

    private static boolean isApi(String path) {
        return path.startsWith("/api/");
    }

    private void settle(HttpServletRequest request, int status, Kind kind, String whose) {
        String path = request.getServletPath();
        int proven = Proven.requests(request);
        if (proven == 0 && kind == Kind.APPLICATIONS && isAnsweredWell(request, path, status)) {
            proven = 1;
        }
        if (proven > 0 && kind != Kind.REGISTRATIONS) {
            allowances.giveBack(kind, whose, proven);
            String rowsOf = UnprovenRows.writtenFor(request);
            if (rowsOf != null && status == HttpServletResponse.SC_OK && path.equals(TOKEN)) {
                allowances.giveBack(Kind.UNPROVEN_ROWS, rowsOf, 1);
            }
        } else if (status == HttpServletResponse.SC_UNAUTHORIZED && path.startsWith("/oauth2/")) {
            allowances.charge(kind, whose, WRONG_PROOF - 1);
        }
    }

    /** A code, a refresh token or an access token that counts proves its bearer. */
    private static boolean isAnsweredWell(HttpServletRequest request, String path, int status) {
        return path.equals(TOKEN)
                ? status == HttpServletResponse.SC_OK
                : (path.equals("/userinfo") || isApi(path))
                        && status < HttpServletResponse.SC_BAD_REQUEST
                        && request.getHeader(HttpHeaders.AUTHORIZATION) != null;
    }
}
