package de.stadttor.issuing;

import jakarta.servlet.http.HttpServletRequest;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an HTTP request shows of keys that its sender says to hold; nothing of it is checked yet.
 *
 * @param method of HTTP
 * @param path of the request as it came, percent signs included
 * @param dpopProofs the values of its {@code DPoP} headers
 * @param certificate the client's; null for none
 */
record ShownKeys(
        String method,
        String path,
        List<String> dpopProofs,
        @Nullable X509Certificate certificate) {

    static ShownKeys of(HttpServletRequest request, ClientCertificates certificates) {
        return new ShownKeys(
                request.getMethod(),
                request.getRequestURI(),
                Collections.list(request.getHeaders("DPoP")),
                certificates.shownIn(request));
    }

    /** Neither proofs nor people's certificates. */
    @Override
    public String toString() {
        return "ShownKeys[" + method + " " + path + "]";
    }
}
