package de.stadttor.web;

import de.stadttor.issuing.DeviceAuthorizations.Ask;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import tools.jackson.databind.json.JsonMapper;

/** How a device's request is read, and what it is answered (RFC 8628 sections 3.1 and 3.2). */
final class DeviceAuthorizationEndpoint {

    static final String PATH = "/oauth2/device_authorization";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Authentication NOBODY =
            new AnonymousAuthenticationToken("device", "nobody", AuthorityUtils.createAuthorityList("NOBODY"));

    private DeviceAuthorizationEndpoint() {}

    static Authentication read(HttpServletRequest request) {
        Authentication client = SecurityContextHolder.getContext().getAuthentication();
        return new Ask(Objects.requireNonNullElse(client, NOBODY), Parameters.single(request, "scope"));
    }

    static void answer(HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.getOutputStream().write(JSON.writeValueAsBytes(((Ask) authentication).answer()));
    }
}
