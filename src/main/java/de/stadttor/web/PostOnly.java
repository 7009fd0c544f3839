package de.stadttor.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.http.converter.OAuth2ErrorHttpMessageConverter;
import org.springframework.web.filter.OncePerRequestFilter;

/** RFC 6749 section 3.2: back-channel endpoints are asked by POST; Spring leaves any other method to nobody. */
final class PostOnly extends OncePerRequestFilter {

    private static final Set<String> PATHS = Set.of(
            "/oauth2/token", "/oauth2/par", "/oauth2/device_authorization", "/oauth2/introspect", "/oauth2/revoke");

    private final OAuth2ErrorHttpMessageConverter converter = new OAuth2ErrorHttpMessageConverter();

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !concerns(request);
    }

    static boolean concerns(HttpServletRequest request) {
        return !request.getMethod().equals("POST") && PATHS.contains(request.getServletPath());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ServletServerHttpResponse answer = new ServletServerHttpResponse(response);
        answer.setStatusCode(HttpStatus.METHOD_NOT_ALLOWED);
        answer.getHeaders().set(HttpHeaders.ALLOW, "POST");
        answer.getHeaders().setCacheControl("no-store");
        converter.write(new OAuth2Error(OAuth2ErrorCodes.INVALID_REQUEST, "expected a POST", null), null, answer);
    }
}
