package de.stadttor.web;

import de.stadttor.keys.SigningKeys;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.CacheControl;
import org.springframework.web.filter.OncePerRequestFilter;

/** The published keys may lie in caches for a while: a key is announced for much longer before it signs. */
final class PublishedKeysCaching extends OncePerRequestFilter {

    static final String PATH = "/oauth2/jwks";

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getServletPath().equals(PATH) || !request.getMethod().equals("GET");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader(
                "Cache-Control",
                CacheControl.maxAge(SigningKeys.FRESH).cachePublic().getHeaderValue());
        chain.doFilter(request, response);
    }
}
