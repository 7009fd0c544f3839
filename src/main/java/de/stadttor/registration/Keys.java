package de.stadttor.registration;

import de.stadttor.application.KeySets;
import de.stadttor.application.Protocol.CertificateSubject;
import de.stadttor.keys.SigningKeys;
import de.stadttor.platform.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The application's own keys and its certificate, and what it signs with them. */
final class Keys implements MetadataStep {

    private static final int MOST_KEYS = 20;

    private final Targets targets;

    Keys(Targets targets) {
        this.targets = targets;
    }

    @Override
    public void read(Fields asked, Metadata registered) {
        Map<?, ?> jwks = asked.object("jwks");
        String address = asked.text("jwks_uri");
        if (jwks != null && address != null) {
            throw new InvalidClientMetadata("jwks_uri", "the keys stand in jwks already, expected either of both");
        }
        if (jwks != null) {
            if (jwks.get("keys") instanceof List<?> keys && keys.size() > MOST_KEYS) {
                refuse("jwks", "expected at most " + MOST_KEYS + " keys");
            }
            refuse("jwks", KeySets.problem(Json.write(jwks)));
        }
        if (address != null) {
            refuse("jwks_uri", targets.problem(address));
        }
        registered.put("jwks", jwks);
        registered.put("jwks_uri", address);
        String method = registered.required("token_endpoint_auth_method");
        if (Set.of("private_key_jwt", "self_signed_tls_client_auth").contains(method)) {
            demandKeys("token_endpoint_auth_method", registered);
        }
        certificate(asked, registered, method);
        algorithm("token_endpoint_auth_signing_alg", asked, registered);
        algorithm("request_object_signing_alg", asked, registered);
        boolean signed = asked.flag("require_signed_request_object");
        registered.put("require_signed_request_object", signed);
        if (signed) {
            demandKeys("require_signed_request_object", registered);
        }
    }

    private static void algorithm(String member, Fields asked, Metadata registered) {
        String algorithm = asked.choice(member, SigningKeys.ALGORITHMS);
        registered.put(member, algorithm);
        if (algorithm != null) {
            demandKeys(member, registered);
        }
    }

    /** RFC 8705 section 2.1.2: exactly one of them. */
    private static void certificate(Fields asked, Metadata registered, String method) {
        List<String> named = new ArrayList<>();
        for (CertificateSubject.Kind kind : CertificateSubject.Kind.values()) {
            String member = member(kind);
            registered.put(member, asked.text(member));
            if (registered.has(member)) {
                named.add(member);
            }
        }
        if (method.equals("tls_client_auth") && named.size() != 1) {
            throw new InvalidClientMetadata(
                    "token_endpoint_auth_method",
                    "tls_client_auth needs the subject of the certificate, expected exactly one of"
                            + " tls_client_auth_subject_dn, tls_client_auth_san_dns, tls_client_auth_san_uri,"
                            + " tls_client_auth_san_ip, tls_client_auth_san_email");
        }
        if (!method.equals("tls_client_auth") && !named.isEmpty()) {
            throw new InvalidClientMetadata(
                    named.getFirst(), "it is of use with token_endpoint_auth_method tls_client_auth alone");
        }
    }

    static String member(CertificateSubject.Kind kind) {
        return "tls_client_auth_" + kind.name().toLowerCase(Locale.ROOT);
    }

    static void demandKeys(String member, Metadata registered) {
        if (!registered.has("jwks") && !registered.has("jwks_uri")) {
            throw new InvalidClientMetadata(member, "it needs the application's keys, expected jwks or jwks_uri");
        }
    }

    private static void refuse(String member, @Nullable String problem) {
        if (problem != null) {
            throw new InvalidClientMetadata(member, problem);
        }
    }
}
