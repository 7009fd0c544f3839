package de.stadttor.upstream;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of a provider's discovery document (OpenID Connect Discovery 1.0, section 3) matters to the hub.
 *
 * @param tellsIssuer its answers bear {@code iss} (RFC 9207), so one without is refused
 * @param takesSecretInBody {@code client_secret_post} is the only way it takes a secret
 */
record Metadata(
        URI authorizationEndpoint,
        URI tokenEndpoint,
        URI jwksUri,
        @Nullable URI userinfoEndpoint,
        @Nullable URI endSessionEndpoint,
        boolean tellsIssuer,
        boolean takesSecretInBody) {

    /**
     * @param issuer as configured; the document has to name exactly this one
     */
    static Metadata of(String issuer, Map<String, Object> document) throws UpstreamFailure {
        if (!issuer.equals(document.get("issuer"))) {
            throw UpstreamFailure.nonsense("the discovery document names another issuer");
        }
        return new Metadata(
                required(issuer, document, "authorization_endpoint"),
                required(issuer, document, "token_endpoint"),
                required(issuer, document, "jwks_uri"),
                endpoint(issuer, document, "userinfo_endpoint"),
                endpoint(issuer, document, "end_session_endpoint"),
                Boolean.TRUE.equals(document.get("authorization_response_iss_parameter_supported")),
                document.get("token_endpoint_auth_methods_supported") instanceof List<?> methods
                        && methods.contains("client_secret_post")
                        && !methods.contains("client_secret_basic"));
    }

    private static URI required(String issuer, Map<String, Object> document, String name) throws UpstreamFailure {
        URI endpoint = endpoint(issuer, document, name);
        if (endpoint == null) {
            throw UpstreamFailure.nonsense("the discovery document lacks " + name);
        }
        return endpoint;
    }

    /** An endpoint is https; only where the issuer itself is http (the demo) may it be http too. */
    private static @Nullable URI endpoint(String issuer, Map<String, Object> document, String name)
            throws UpstreamFailure {
        if (!(document.get(name) instanceof String text)) {
            return null;
        }
        try {
            URI endpoint = new URI(text);
            boolean allowed = "https".equals(endpoint.getScheme())
                    || ("http".equals(endpoint.getScheme()) && issuer.startsWith("http:"));
            if (allowed
                    && endpoint.getHost() != null
                    && endpoint.getFragment() == null
                    && endpoint.getUserInfo() == null) {
                return endpoint;
            }
        } catch (URISyntaxException e) {
            // refused below, with those that are no endpoint either
        }
        throw UpstreamFailure.nonsense("the discovery document's " + name + " is no address that may be used");
    }
}
