package de.stadttor.web;

import de.stadttor.issuing.ClientCall;
import de.stadttor.issuing.DeviceAuthorizations.Ask;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.Authentication;

/** How a device's request is read, and what it is answered (RFC 8628 sections 3.1 and 3.2). */
final class DeviceAuthorizationEndpoint {

    static final String PATH = "/oauth2/device_authorization";

    private DeviceAuthorizationEndpoint() {}

    static Authentication read(HttpServletRequest request) {
        return new Ask(ClientCall.caller(), Parameters.single(request, "scope"));
    }

    static void answer(HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException {
        JsonAnswers.write(response, HttpServletResponse.SC_OK, ((Ask) authentication).answer());
    }
}
