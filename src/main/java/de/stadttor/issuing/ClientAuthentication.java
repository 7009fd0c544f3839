package de.stadttor.issuing;

import de.stadttor.application.Application;
import de.stadttor.application.Applications;
import jakarta.servlet.http.HttpServletRequest;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
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

    private static final Set<String> BY_CERTIFICATE = Set.of("tls_client_auth", "self_signed_tls_client_auth");

    private final Applications applications;
    private final ClientAssertions assertions;
    private final ClientCertificates certificates;

    ClientAuthentication(Applications applications, ClientAssertions assertions, ClientCertificates certificates) {
        this.applications = applications;
        this.assertions = assertions;
        this.certificates = certificates;
    }

    /** How credentials are read: one way at a time (RFC 6749 section 2.3). */
    public List<AuthenticationConverter> converters() {
        return List.of(
                ClientAuthentication::refuseTwoWays,
                ClientAuthentication::basic,
                new ClientSecretPostAuthenticationConverter(),
                ClientAuthentication::assertion,
                this::certificate,
                ClientAuthentication::publicClient,
                ClientAuthentication::nobody);
    }

    private static @Nullable Authentication refuseTwoWays(HttpServletRequest request) {
        long ways = Stream.of(
                        request.getHeader(HttpHeaders.AUTHORIZATION),
                        request.getParameter("client_secret"),
                        request.getParameter("client_assertion"))
                .filter(Objects::nonNull)
                .count();
        if (ways > 1) {
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

    /** RFC 7521 section 4.2: the assertion names the client; a {@code client_id} beside it says the same. */
    private static @Nullable Authentication assertion(HttpServletRequest request) {
        String assertion = FormParameters.of(request, "client_assertion");
        String type = FormParameters.of(request, "client_assertion_type");
        if (assertion == null && type == null) {
            return null;
        }
        if (assertion == null || type == null) {
            throw Refusals.invalidRequest("expected both client_assertion and client_assertion_type");
        }
        if (!type.equals(ClientAssertions.TYPE)) {
            throw Refusals.invalidClient("expected the client_assertion_type " + ClientAssertions.TYPE);
        }
        ClientAssertions.Presented presented = ClientAssertions.read(assertion, request.getServletPath());
        String named = request.getParameter("client_id");
        if (named != null && !named.equals(presented.clientId())) {
            throw Refusals.invalidClient("the client_assertion is of another client than client_id says");
        }
        return new OAuth2ClientAuthenticationToken(
                presented.clientId(), ClientAuthenticationMethod.PRIVATE_KEY_JWT, presented, Map.of());
    }

    /** RFC 8705 section 2: with a {@code client_id}, for clients that are registered for it; others may show one, too. */
    private @Nullable Authentication certificate(HttpServletRequest request) {
        String clientId = FormParameters.of(request, "client_id");
        X509Certificate certificate = clientId == null ? null : certificates.shownIn(request);
        if (clientId == null
                || certificate == null
                || request.getHeader(HttpHeaders.AUTHORIZATION) != null
                || request.getParameter("client_secret") != null) {
            return null;
        }
        return applications
                .find(clientId)
                .flatMap(application -> application.clientAuthentication().stream()
                        .filter(BY_CERTIFICATE::contains)
                        .sorted()
                        .findFirst())
                .map(method -> new OAuth2ClientAuthenticationToken(
                        clientId, new ClientAuthenticationMethod(method), certificate, Map.of()))
                .orElse(null);
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
        prove(presented.getCredentials(), method, application);
        return new OAuth2ClientAuthenticationToken(RegisteredClients.of(application), method, null);
    }

    private void prove(@Nullable Object credentials, ClientAuthenticationMethod method, Application application) {
        if (credentials instanceof ClientAssertions.Presented assertion) {
            assertions.verify(assertion, application);
        } else if (credentials instanceof X509Certificate certificate) {
            if (!certificates.prove(certificate, application)) {
                throw Refusals.invalidClient("the certificate is not one of the client");
            }
        } else if (application.protocol().isFapi() || !isNamedOrKnowsTheSecret(credentials, method, application)) {
            // FAPI 2.0 section 5.3.2.1: by a key alone, however the application is registered
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
        }
    }

    private boolean isNamedOrKnowsTheSecret(
            @Nullable Object secret, ClientAuthenticationMethod method, Application application) {
        return ClientAuthenticationMethod.NONE.equals(method)
                || (secret != null && applications.secretMatches(application.id(), secret.toString()));
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
