package de.stadttor.platform;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives every request the hub's one public address as its scheme, host and port, whatever the caller or a proxy says,
 * and the address of the client that a trusted proxy tells. Nobody behind this filter sees a forwarding header, or a
 * client certificate's that no trusted proxy wrote.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
@ConditionalOnWebApplication
class ForwardedHeaders extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(ForwardedHeaders.class);

    private final TrustedProxies proxies;
    private final URI issuer;
    private final @Nullable String certificateHeader;
    private final AtomicBoolean warned = new AtomicBoolean();

    ForwardedHeaders(TrustedProxies proxies, Settings settings, MutualTls mutualTls) {
        this.proxies = proxies;
        this.issuer = URI.create(settings.issuer());
        this.certificateHeader = mutualTls.clientCertificateHeader();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String client =
                proxies.client(request.getRemoteAddr(), all(request, "X-Forwarded-For"), all(request, "Forwarded"));
        boolean trusted = proxies.trusts(request.getRemoteAddr());
        String untrusted = trusted ? null : certificateHeader;
        if (!trusted && !warned.get() && isForwarded(request) && warned.compareAndSet(false, true)) {
            LOG.warn(
                    "somebody forwards requests whom STADTTOR_TRUSTED_PROXIES does not name; if it is your proxy, all who"
                            + " come through it count as one caller");
        }
        chain.doFilter(new Public(request, issuer, client, untrusted), response);
    }

    /** The pages of errors come by a dispatch of their own. */
    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    private static boolean isForwarded(HttpServletRequest request) {
        return request.getHeader("X-Forwarded-For") != null || request.getHeader("Forwarded") != null;
    }

    private static String all(HttpServletRequest request, String header) {
        return String.join(",", Collections.list(request.getHeaders(header)));
    }

    /** A request from that client to the hub's public address. */
    private static final class Public extends HttpServletRequestWrapper {

        private static final String FORWARDED = "x-forwarded-";

        private final URI issuer;
        private final String client;
        private final @Nullable String untrusted;

        /**
         * @param untrusted a header that must not be believed; null: none beside the forwarding ones
         */
        Public(HttpServletRequest request, URI issuer, String client, @Nullable String untrusted) {
            super(request);
            this.issuer = issuer;
            this.client = client;
            this.untrusted = untrusted;
        }

        @Override
        public String getScheme() {
            return issuer.getScheme();
        }

        @Override
        public boolean isSecure() {
            return "https".equals(issuer.getScheme());
        }

        @Override
        public String getServerName() {
            return issuer.getHost();
        }

        @Override
        public int getServerPort() {
            return issuer.getPort() >= 0 ? issuer.getPort() : isSecure() ? 443 : 80;
        }

        @Override
        public StringBuffer getRequestURL() {
            return new StringBuffer(issuer.getScheme() + "://" + issuer.getRawAuthority()).append(getRequestURI());
        }

        @Override
        public String getRemoteAddr() {
            return client;
        }

        @Override
        public String getRemoteHost() {
            return client;
        }

        @Override
        public @Nullable String getHeader(String name) {
            return isHidden(name) ? null : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return isHidden(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
        }

        @Override
        public Enumeration<String> getHeaderNames() {
            List<String> names = Collections.list(super.getHeaderNames());
            names.removeIf(this::isHidden);
            return Collections.enumeration(names);
        }

        private boolean isHidden(String name) {
            return name.equalsIgnoreCase("forwarded")
                    || name.regionMatches(true, 0, FORWARDED, 0, FORWARDED.length())
                    || name.equalsIgnoreCase(untrusted);
        }
    }
}
