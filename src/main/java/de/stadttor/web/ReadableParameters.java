package de.stadttor.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Turns away parameters that the container cannot read: too many, too large, not UTF-8. Otherwise whoever reads one
 * first throws, and the container writes the value, whatever it is, and a stack trace to the log.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
final class ReadableParameters extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            request.getParameterMap();
        } catch (InvalidParameterException e) {
            response.sendError(e.getErrorCode());
            return;
        }
        chain.doFilter(request, response);
    }
}
