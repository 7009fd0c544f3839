package de.stadttor.web;

import de.stadttor.issuing.DpopProofs;
import de.stadttor.issuing.ResourceRequests;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/**
 * RFC 6750 section 3, RFC 9449 section 7.1: whoever comes without a token is told the schemes alone, the others what is
 * wrong with theirs.
 * Spring's own entry point would name a document of RFC 9728 that the hub does not have; its userinfo names nothing.
 */
final class BearerErrors implements AuthenticationEntryPoint, AuthenticationFailureHandler, AccessDeniedHandler {

    private static final String SCHEME = "Bearer realm=\"stadttor\"";
    private static final String DPOP_SCHEME =
            "DPoP realm=\"stadttor\", algs=\"" + String.join(" ", DpopProofs.ALGORITHMS) + "\"";

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException exception)
            throws IOException {
        SecurityContextHolder.clearContext();
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (!ResourceRequests.presentsToken(request)) {
            response.addHeader(HttpHeaders.WWW_AUTHENTICATE, SCHEME);
            refuse(request, response, HttpServletResponse.SC_UNAUTHORIZED, DPOP_SCHEME);
            return;
        }
        String code = exception instanceof OAuth2AuthenticationException failed
                ? failed.getError().getErrorCode()
                : OAuth2ErrorCodes.INVALID_TOKEN;
        int status = switch (code) {
            case OAuth2ErrorCodes.INSUFFICIENT_SCOPE -> HttpServletResponse.SC_FORBIDDEN;
            case OAuth2ErrorCodes.INVALID_REQUEST -> HttpServletResponse.SC_BAD_REQUEST;
            default -> HttpServletResponse.SC_UNAUTHORIZED;
        };
        refuse(request, response, status, scheme(request) + ", error=\"" + code + "\"");
    }

    private static String scheme(HttpServletRequest request) {
        return ResourceRequests.isDpop(request) ? DPOP_SCHEME : SCHEME;
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException exception)
            throws IOException {
        commence(request, response, exception);
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException exception)
            throws IOException {
        refuse(
                request,
                response,
                HttpServletResponse.SC_FORBIDDEN,
                scheme(request) + ", error=\"" + OAuth2ErrorCodes.INSUFFICIENT_SCOPE + "\"");
    }

    /** The API promises problem details; at userinfo the header says it all. */
    private static void refuse(HttpServletRequest request, HttpServletResponse response, int status, String challenge)
            throws IOException {
        response.addHeader(HttpHeaders.WWW_AUTHENTICATE, challenge);
        if (request.getServletPath().startsWith("/api/")) {
            response.sendError(status);
        } else {
            response.setStatus(status);
        }
    }
}
