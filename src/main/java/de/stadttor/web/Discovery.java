package de.stadttor.web;

import static java.util.Map.entry;

import de.stadttor.application.Application;
import de.stadttor.issuing.AuthorizationRequests;
import de.stadttor.issuing.JoseAnswers;
import de.stadttor.keys.SigningKeys;
import de.stadttor.registration.Registrations;
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
            encrypted(claims, "id_token", "userinfo", "authorization", "introspection");
            claims.put("registration_endpoint", claims.get("issuer") + Registrations.PATH);
            claims.put("claims_supported", AuthorizationRequests.CLAIMS);
            claims.put("userinfo_signing_alg_values_supported", SigningKeys.ALGORITHMS);
            claims.put("acr_values_supported", List.of("low", "substantial", "high"));
            claims.put("claims_parameter_supported", true);
            claims.put("claim_types_supported", List.of("normal"));
            claims.putAll(logout());
            claims.put("prompt_values_supported", List.of("none", "login", "select_account", "consent"));
        });
    }

    private static void encrypted(Map<String, Object> claims, String... answers) {
        for (String answer : answers) {
            claims.put(answer + "_encryption_alg_values_supported", JoseAnswers.ENCRYPTION_ALGORITHMS);
            claims.put(answer + "_encryption_enc_values_supported", JoseAnswers.ENCRYPTION_METHODS);
        }
    }

    /** Back-Channel Logout section 2.1 and Front-Channel Logout section 3. */
    private static Map<String, Object> logout() {
        return Map.of(
                "backchannel_logout_supported",
                true,
                "backchannel_logout_session_supported",
                true,
                "frontchannel_logout_supported",
                true,
                "frontchannel_logout_session_supported",
                true);
    }

    static void describe(OAuth2AuthorizationServerMetadata.Builder metadata) {
        metadata.claims(claims -> {
            claims.putAll(common());
            encrypted(claims, "authorization", "introspection");
            claims.put("registration_endpoint", claims.get("issuer") + Registrations.PATH);
            claims.put("scopes_supported", AuthorizationRequests.SCOPES);
        });
    }

    private static Map<String, Object> common() {
        return Map.ofEntries(
                entry("response_types_supported", List.of("code")),
                entry(
                        "response_modes_supported",
                        List.of("query", "fragment", "form_post", "jwt", "query.jwt", "fragment.jwt", "form_post.jwt")),
                entry("authorization_signing_alg_values_supported", SigningKeys.ALGORITHMS),
                entry("introspection_signing_alg_values_supported", SigningKeys.ALGORITHMS),
                entry("ui_locales_supported", List.of("de", "en")),
                entry(
                        "grant_types_supported",
                        List.of(
                                "authorization_code",
                                "refresh_token",
                                "client_credentials",
                                Application.DEVICE_CODE,
                                Application.TOKEN_EXCHANGE)),
                entry("code_challenge_methods_supported", List.of("S256")),
                entry("require_pushed_authorization_requests", false),
                entry("request_parameter_supported", true),
                entry("request_uri_parameter_supported", true),
                entry("require_request_uri_registration", true),
                entry("request_object_signing_alg_values_supported", SigningKeys.ALGORITHMS),
                entry("authorization_response_iss_parameter_supported", true));
    }
}
