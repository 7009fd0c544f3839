package de.stadttor.issuing;

import de.stadttor.application.Application;
import de.stadttor.application.Applications;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.web.authentication.ClientSecretBasicAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.ClientSecretPostAuthenticationConverter;
import org.springframework.security.web.authentication.AuthenticationConverter;
import org.springframework.stereotype.Component;

/**
 * Who is calling a back-channel endpoint? Spring's converters read the credentials; they are compared here, since
 * Spring's own providers look the code up by themselves and turn a wrong verifier away before it can burn the code, and
 * cannot refresh for public clients.
 */
@Component
public class ClientAuthentication implements AuthenticationProvider {

    /** Nobody inspects tokens without having proven who they are (RFC 7662 section 2.1). */
    private static final String INTROSPECTION = "/oauth2/introspect";

    private static final AuthenticationConverter BASIC = new ClientSecretBasicAuthenticationConverter();

    private final Applications applications;

    ClientAuthentication(Applications applications) {
        this.applications = applications;
    }

    /** How credentials are read: one way at a time (RFC 6749 section 2.3). */
    public List<AuthenticationConverter> converters() {
        return List.of(
                ClientAuthentication::refuseTwoWays,
                ClientAuthentication::basic,
                new ClientSecretPostAuthenticationConverter(),
                ClientAuthentication::publicClient,
                ClientAuthentication::nobody);
    }

    private static @Nullable Authentication refuseTwoWays(HttpServletRequest request) {
        boolean header = request.getHeader(HttpHeaders.AUTHORIZATION) != null;
        if (header && request.getParameter("client_secret") != null) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_REQUEST);
        }
        return null;
    }

    /** A {@code client_id} in the form says the same as the header, or the request contradicts itself. */
    private static @Nullable Authentication basic(HttpServletRequest request) {
        Authentication presented = BASIC.convert(request);
        String named = request.getParameter("client_id");
        if (presented != null && named != null && !named.equals(presented.getName())) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_REQUEST);
        }
        return presented;
    }

    /** Without it the request would go on as anybody's and be refused with 400 where RFC 6749 wants 401. */
    private static Authentication nobody(HttpServletRequest request) {
        throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
    }

    private static @Nullable Authentication publicClient(HttpServletRequest request) {
        String clientId = request.getParameter("client_id");
        if (clientId == null
                || clientId.isBlank()
                || request.getServletPath().equals(INTROSPECTION)
                || request.getParameter("client_secret") != null
                || request.getHeader(HttpHeaders.AUTHORIZATION) != null) {
            return null;
        }
        return new OAuth2ClientAuthenticationToken(clientId, ClientAuthenticationMethod.NONE, null, Map.of());
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        OAuth2ClientAuthenticationToken presented = (OAuth2ClientAuthenticationToken) authentication;
        ClientAuthenticationMethod method = presented.getClientAuthenticationMethod();
        Application application =
                applications.find(presented.getPrincipal().toString()).orElse(null);
        if (application == null || !application.clientAuthentication().contains(method.getValue())) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
        }
        if (!ClientAuthenticationMethod.NONE.equals(method)) {
            Object secret = presented.getCredentials();
            if (secret == null || !applications.secretMatches(application.id(), secret.toString())) {
                throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
            }
        }
        return new OAuth2ClientAuthenticationToken(RegisteredClients.of(application), method, null);
    }

    @Override
    public boolean supports(Class<?> type) {
        return OAuth2ClientAuthenticationToken.class.isAssignableFrom(type);
    }

    /** The application behind a request that passed client authentication. */
    static Application authenticated(Authentication request, Applications applications) {
        if (request.getPrincipal() instanceof OAuth2ClientAuthenticationToken client && client.isAuthenticated()) {
            RegisteredClient registered = client.getRegisteredClient();
            if (registered != null) {
                return applications
                        .find(registered.getClientId())
                        .orElseThrow(() -> new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT));
            }
        }
        throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
    }
}
