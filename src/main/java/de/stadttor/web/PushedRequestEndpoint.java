package de.stadttor.web;

import de.stadttor.issuing.AuthorizationRequests.Pushed;
import de.stadttor.issuing.ClientCall;
import de.stadttor.issuing.HeldKeys;
import de.stadttor.issuing.PushedAuthorizations.Push;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.security.core.Authentication;

/** How a pushed authorization request is read, and what it is answered (RFC 9126 sections 2.1 and 2.2). */
final class PushedRequestEndpoint {

    private PushedRequestEndpoint() {}

    /**
     * What stands in the query is no part of it: that lands in logs.
     *
     * @throws org.springframework.security.oauth2.core.OAuth2AuthenticationException for a DPoP proof that is not good
     */
    static Authentication read(HttpServletRequest request, HeldKeys heldKeys) {
        Map<String, List<String>> parameters = new LinkedHashMap<>(Parameters.of(request));
        String query = Query.of(request);
        parameters.keySet().removeIf(name -> Query.values(query, name).findAny().isPresent());
        return new Push(ClientCall.caller(), parameters, heldKeys.dpopKey(request));
    }

    static void answer(HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException {
        Pushed.Kept kept = ((Push) authentication).kept();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("request_uri", kept.requestUri());
        body.put("expires_in", kept.expiresIn().toSeconds());
        JsonAnswers.write(response, HttpServletResponse.SC_CREATED, body);
    }
}
