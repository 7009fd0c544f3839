package de.stadttor.web;

import de.stadttor.issuing.AuthorizationRequests;
import de.stadttor.keys.SigningKeys;
import de.stadttor.registration.Registrations;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationServerMetadata;
import org.springframework.security.oauth2.server.authorization.oidc.OidcProviderConfiguration;

/** What discovery says beyond Spring's own: what is supported, and what is not. */
final class Discovery {

    /** What Spring says of itself and the hub does not do: tokens bound to a key or a certificate. */
    private static final Set<String> UNSUPPORTED =
            Set.of("dpop_signing_alg_values_supported", "tls_client_certificate_bound_access_tokens");

    private Discovery() {}

    static void describe(OidcProviderConfiguration.Builder metadata) {
        metadata.scopes(scopes -> {
            scopes.clear();
            scopes.addAll(AuthorizationRequests.SCOPES);
        });
        metadata.idTokenSigningAlgorithms(algorithms -> {
            algorithms.clear();
            algorithms.addAll(SigningKeys.ALGORITHMS);
        });
        metadata.subjectTypes(types -> {
            types.clear();
            types.addAll(List.of("pairwise", "public"));
        });
        metadata.claims(claims -> {
            claims.keySet().removeAll(UNSUPPORTED);
            claims.putAll(common());
            claims.put("registration_endpoint", claims.get("issuer") + Registrations.PATH);
            claims.put(
                    "claims_supported",
                    List.of(
                            "sub",
                            "sid",
                            "acr",
                            "amr",
                            "auth_time",
                            "name",
                            "given_name",
                            "family_name",
                            "preferred_username",
                            "email",
                            "email_verified",
                            "provider",
                            "municipality",
                            "ags",
                            "state",
                            "org_unit",
                            "roles"));
            claims.put("acr_values_supported", List.of("low", "substantial", "high"));
            claims.put("request_parameter_supported", false);
            claims.put("request_uri_parameter_supported", false);
            claims.put("claims_parameter_supported", false);
            claims.put("prompt_values_supported", List.of("none", "login", "select_account", "consent"));
        });
    }

    static void describe(OAuth2AuthorizationServerMetadata.Builder metadata) {
        metadata.claims(claims -> {
            claims.keySet().removeAll(UNSUPPORTED);
            claims.putAll(common());
            claims.put("registration_endpoint", claims.get("issuer") + Registrations.PATH);
            claims.put("scopes_supported", AuthorizationRequests.SCOPES);
        });
    }

    private static Map<String, Object> common() {
        List<String> methods = List.of("client_secret_basic", "client_secret_post");
        return Map.of(
                "response_types_supported",
                List.of("code"),
                "response_modes_supported",
                List.of("query"),
                "grant_types_supported",
                List.of("authorization_code", "refresh_token", "client_credentials"),
                "token_endpoint_auth_methods_supported",
                List.of("client_secret_basic", "client_secret_post", "none"),
                "introspection_endpoint_auth_methods_supported",
                methods,
                "revocation_endpoint_auth_methods_supported",
                List.of("client_secret_basic", "client_secret_post", "none"),
                "code_challenge_methods_supported",
                List.of("S256"),
                "authorization_response_iss_parameter_supported",
                true);
    }
}
