package de.stadttor.web;

import de.stadttor.issuing.DpopNonces;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** RFC 9449 section 8.2: whoever sends a DPoP proof is told the nonce that the next one may have. */
final class NonceHeader extends OncePerRequestFilter {

    private final DpopNonces nonces;

    NonceHeader(DpopNonces nonces) {
        this.nonces = nonces;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getHeader("DPoP") == null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader("DPoP-Nonce", nonces.current());
        chain.doFilter(request, response);
    }
}
