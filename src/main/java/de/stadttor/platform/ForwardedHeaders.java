package de.stadttor.platform;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.ForwardedHeaderFilter;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives a request the scheme, host and client address that a trusted proxy tells in {@code Forwarded} or
 * {@code X-Forwarded-*}. From anybody else these headers are taken away, so that nobody behind this filter believes them.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
@ConditionalOnWebApplication
class ForwardedHeaders extends OncePerRequestFilter {

    private final TrustedProxies proxies;
    private final ForwardedHeaderFilter applying = new ForwardedHeaderFilter();
    private final ForwardedHeaderFilter removing = new ForwardedHeaderFilter();

    ForwardedHeaders(TrustedProxies proxies) {
        this.proxies = proxies;
        this.removing.setRemoveOnly(true);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String peer = request.getRemoteAddr();
        if (!proxies.trusts(peer)) {
            removing.doFilter(request, response, chain);
            return;
        }
        String client = proxies.client(peer, String.join(",", Collections.list(request.getHeaders("X-Forwarded-For"))));
        applying.doFilter(
                request,
                response,
                (forwarded, answer) -> chain.doFilter(new From((HttpServletRequest) forwarded, client), answer));
    }

    /** A request from that address. */
    private static final class From extends HttpServletRequestWrapper {

        private final String client;

        From(HttpServletRequest request, String client) {
            super(request);
            this.client = client;
        }

        @Override
        public String getRemoteAddr() {
            return client;
        }

        @Override
        public String getRemoteHost() {
            return client;
        }
    }
}
