package de.stadttor.web;

import de.stadttor.issuing.ClientCertificates;
import de.stadttor.issuing.DpopProofs;
import de.stadttor.keys.SigningKeys;
import de.stadttor.platform.MutualTls;
import de.stadttor.platform.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What discovery says of how clients prove themselves and what tokens are bound to. Certificates are spoken of only where
 * there is a way for them to get here.
 */
@Component
class KeyMetadata {

    private static final List<String> AUTHENTICATING = List.of("token", "introspection", "revocation");

    /** Whatever is asked with a certificate (RFC 8705 section 5); those that the hub has not are left out. */
    private static final List<String> ASKED_DIRECTLY = List.of(
            "token_endpoint",
            "introspection_endpoint",
            "revocation_endpoint",
            "userinfo_endpoint",
            "pushed_authorization_request_endpoint",
            "device_authorization_endpoint",
            "registration_endpoint");

    private final String issuer;
    private final boolean certificates;
    private final @Nullable String mtlsUrl;

    KeyMetadata(Settings settings, MutualTls mutualTls, ClientCertificates certificates) {
        this.issuer = settings.issuer();
        this.certificates = certificates.canBeShown();
        this.mtlsUrl = mutualTls.mtlsUrl();
    }

    /** To be asked last: the other addresses of endpoints follow from what stands there. */
    void describe(Map<String, Object> metadata) {
        for (String endpoint : AUTHENTICATING) {
            metadata.put(endpoint + "_endpoint_auth_methods_supported", methods(endpoint));
            metadata.put(endpoint + "_endpoint_auth_signing_alg_values_supported", SigningKeys.ALGORITHMS);
        }
        metadata.put("dpop_signing_alg_values_supported", DpopProofs.ALGORITHMS);
        metadata.remove("tls_client_certificate_bound_access_tokens");
        if (certificates) {
            metadata.put("tls_client_certificate_bound_access_tokens", true);
        }
        if (certificates && mtlsUrl != null) {
            metadata.put("mtls_endpoint_aliases", aliases(metadata, mtlsUrl));
        }
    }

    /** Nobody introspects without having proven who they are. */
    private List<String> methods(String endpoint) {
        List<String> methods = new ArrayList<>(List.of("client_secret_basic", "client_secret_post", "private_key_jwt"));
        if (certificates) {
            methods.addAll(List.of("tls_client_auth", "self_signed_tls_client_auth"));
        }
        if (!endpoint.equals("introspection")) {
            methods.add("none");
        }
        return methods;
    }

    private Map<String, String> aliases(Map<String, Object> metadata, String mtlsUrl) {
        Map<String, String> aliases = new TreeMap<>();
        for (String endpoint : ASKED_DIRECTLY) {
            Object address = metadata.get(endpoint);
            if (address != null && address.toString().startsWith(issuer)) {
                aliases.put(endpoint, mtlsUrl + address.toString().substring(issuer.length()));
            }
        }
        return aliases;
    }
}
