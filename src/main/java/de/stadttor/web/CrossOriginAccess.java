package de.stadttor.web;

import de.stadttor.application.BrowserOrigins;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;

/**
 * What a script of another origin may ask (Fetch, CORS protocol): what is public anyway, from everywhere; what an
 * application in the browser needs of the back channel, from where such applications live. Never with cookies, and
 * nothing else: the authorization endpoint (RFC 9700 section 2.6), logout, the pages and the API answer no script.
 */
@Component
class CrossOriginAccess implements CorsConfigurationSource {

    /** May be read by everybody. */
    static final Set<String> PUBLIC =
            Set.of("/.well-known/openid-configuration", "/.well-known/oauth-authorization-server", "/oauth2/jwks");

    private static final Set<String> POSTED = Set.of("/oauth2/token", "/oauth2/par", "/oauth2/revoke");
    private static final String USERINFO = "/userinfo";

    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    private final BrowserOrigins origins;

    CrossOriginAccess(BrowserOrigins origins) {
        this.origins = origins;
    }

    /** Whether it is the question beforehand that a browser asks of one of these endpoints. */
    static boolean isAskedBeforehand(HttpServletRequest request) {
        String path = request.getServletPath();
        return request.getMethod().equals("OPTIONS")
                && (PUBLIC.contains(path) || POSTED.contains(path) || path.equals(USERINFO));
    }

    /** Null where nothing is allowed: then the answer has no header of this protocol, and the browser keeps it back. */
    @Override
    public @Nullable CorsConfiguration getCorsConfiguration(HttpServletRequest request) {
        String path = request.getServletPath();
        if (PUBLIC.contains(path)) {
            return configuration(CorsConfiguration.ALL, List.of(HttpMethod.GET.name()), List.of(CorsConfiguration.ALL));
        }
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin == null || !(POSTED.contains(path) || path.equals(USERINFO)) || !origins.knows(origin)) {
            return null;
        }
        return configuration(
                origin,
                path.equals(USERINFO)
                        ? List.of(HttpMethod.GET.name(), HttpMethod.POST.name())
                        : List.of(HttpMethod.POST.name()),
                List.of(HttpHeaders.AUTHORIZATION, HttpHeaders.CONTENT_TYPE, "DPoP"));
    }

    private static CorsConfiguration configuration(String origin, List<String> methods, List<String> headers) {
        CorsConfiguration configuration = new CorsConfiguration();
        configuration.setAllowedOrigins(List.of(origin));
        configuration.setAllowedMethods(methods);
        configuration.setAllowedHeaders(headers);
        configuration.setExposedHeaders(List.of(HttpHeaders.WWW_AUTHENTICATE, HttpHeaders.RETRY_AFTER, "DPoP-Nonce"));
        configuration.setMaxAge(REMEMBERED);
        return configuration;
    }
}
