package de.stadttor.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.http.converter.OAuth2ErrorHttpMessageConverter;
import org.springframework.web.filter.OncePerRequestFilter;

/** RFC 6749 section 3.2: no parameter of a back-channel request more than once; some would be a 500 in Spring. */
final class RepeatedParameters extends OncePerRequestFilter {

    private static final Set<String> PATHS = Set.of(
            "/oauth2/token",
            "/oauth2/par",
            "/oauth2/device_authorization",
            "/oauth2/introspect",
            "/oauth2/revoke",
            "/userinfo");
    private static final Set<String> REPEATABLE = Set.of("resource", "audience");

    private final OAuth2ErrorHttpMessageConverter converter = new OAuth2ErrorHttpMessageConverter();

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !PATHS.contains(request.getServletPath());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        for (Map.Entry<String, String[]> parameter : request.getParameterMap().entrySet()) {
            if (parameter.getValue().length > 1 && !REPEATABLE.contains(parameter.getKey())) {
                ServletServerHttpResponse answer = new ServletServerHttpResponse(response);
                answer.setStatusCode(HttpStatus.BAD_REQUEST);
                answer.getHeaders().setCacheControl("no-store");
                converter.write(
                        new OAuth2Error(OAuth2ErrorCodes.INVALID_REQUEST, "a parameter is repeated", null),
                        null,
                        answer);
                return;
            }
        }
        chain.doFilter(request, response);
    }
}
