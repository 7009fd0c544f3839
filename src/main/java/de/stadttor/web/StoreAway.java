package de.stadttor.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * PostgreSQL that breaks a connection off is told as such. Spring takes the end of a stream, wherever it stands in an
 * exception, for a browser that has gone, and answers nothing at all with 200: whoever sent a change would believe that it
 * was made.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1) // after the one that keeps the error for the page
class StoreAway implements HandlerExceptionResolver {

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception error) {
        if (!StoreFailures.isIn(error) || response.isCommitted()) {
            return null;
        }
        try {
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ModelAndView();
    }
}
