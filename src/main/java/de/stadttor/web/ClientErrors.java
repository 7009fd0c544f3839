package de.stadttor.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.http.converter.OAuth2ErrorHttpMessageConverter;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/** RFC 6749 section 5.2: 401 for a client that did not prove itself, naming the scheme that it tried. */
final class ClientErrors implements AuthenticationFailureHandler {

    private final OAuth2ErrorHttpMessageConverter converter = new OAuth2ErrorHttpMessageConverter();

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException exception)
            throws IOException {
        SecurityContextHolder.clearContext();
        OAuth2Error error = ((OAuth2AuthenticationException) exception).getError();
        String code = error.getErrorCode();
        ServletServerHttpResponse answer = new ServletServerHttpResponse(response);
        if (code.equals(OAuth2ErrorCodes.INVALID_CLIENT)) {
            answer.setStatusCode(HttpStatus.UNAUTHORIZED);
            answer.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"stadttor\"");
        } else if (exception instanceof UnprovenRows.TooMany tooMany) {
            answer.setStatusCode(HttpStatus.TOO_MANY_REQUESTS);
            answer.getHeaders()
                    .set(HttpHeaders.RETRY_AFTER, Long.toString(TooManyRequests.seconds(tooMany.retryAfter())));
        } else {
            answer.setStatusCode(HttpStatus.BAD_REQUEST);
        }
        answer.getHeaders().setCacheControl("no-store");
        converter.write(new OAuth2Error(code, error.getDescription(), null), null, answer);
    }
}
