package de.stadttor.web;

import de.stadttor.issuing.AuthorizationRequests;
import de.stadttor.keys.SigningKeys;
import java.util.List;
import java.util.Map;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationServerMetadata;
import org.springframework.security.oauth2.server.authorization.oidc.OidcProviderConfiguration;

/** What discovery says beyond Spring's own: what is supported, and what is not. */
final class Discovery {

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
            claims.putAll(common());
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
            claims.putAll(common());
            claims.put("scopes_supported", AuthorizationRequests.SCOPES);
        });
    }

    private static Map<String, Object> common() {
        return Map.of(
                "response_types_supported",
                List.of("code"),
                "response_modes_supported",
                List.of("query"),
                "grant_types_supported",
                List.of("authorization_code", "refresh_token", "client_credentials"),
                "code_challenge_methods_supported",
                List.of("S256"),
                "authorization_response_iss_parameter_supported",
                true);
    }
}
