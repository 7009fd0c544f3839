package de.stadttor.conformance;

import de.stadttor.testing.KeyClient;
import de.stadttor.testing.TestCertificates;
import de.stadttor.testing.TestClient.Answer;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The plan "FAPI 2.0 Security Profile (final)" with certificates for both: who the client is, and whose its tokens are. */
class Fapi2MutualTlsPlanTests extends Fapi2Plan {

    private Map<String, X509Certificate> certificates;

    @BeforeAll
    void addApplications(@TempDir Path folder) throws Exception {
        certificates = Map.of(
                "fapi-drei", new TestCertificates(folder, "drei.example", "-1d", 30).certificate(),
                "fapi-vier", new TestCertificates(folder, "vier.example", "-1d", 30).certificate());
        hub.add(Map.of(
                "fapi-drei", settings("drei.example"),
                "fapi-vier", settings("vier.example")));
    }

    private static Map<String, String> settings(String host) {
        return Map.of(
                "profile", "fapi2",
                "client-authentication", "[tls_client_auth]",
                "client-secret", "",
                "tls-client-auth", "{subject-dn: 'CN=" + host + ", O=Test'}",
                "certificate-bound-tokens", "true",
                "id-token-alg", "ES256");
    }

    @Override
    String first() {
        return "fapi-drei";
    }

    @Override
    String second() {
        return "fapi-vier";
    }

    @Override
    String scheme() {
        return "Bearer";
    }

    private KeyClient client(String id) {
        return new KeyClient(node, id);
    }

    private String header(String client) {
        try {
            X509Certificate certificate = certificates.get(client);
            if (certificate == null) {
                throw new IllegalArgumentException(client);
            }
            return ":" + Base64.getEncoder().encodeToString(certificate.getEncoded()) + ":";
        } catch (CertificateEncodingException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    Answer authenticated(String client, String path, Map<String, String> form) {
        return client(client).post(path, client(client).named(form), "Client-Cert", header(client));
    }

    @Override
    Answer bound(String client, String path, Map<String, String> form) {
        return authenticated(client, path, form);
    }

    @Override
    Answer mixedUp(String path, Map<String, String> form) {
        return client(second()).post(path, client(second()).named(form), "Client-Cert", header(first()));
    }

    @Override
    Answer withoutKey(Map<String, String> form) {
        return client(first()).token(client(first()).named(form));
    }

    @Override
    Answer userinfo(String scheme, String accessToken) {
        return client(first())
                .get("/userinfo", "Authorization", scheme + " " + accessToken, "Client-Cert", header(first()));
    }

    @Override
    Answer userinfoWithoutKey(String accessToken) {
        return client(first()).get("/userinfo", "Authorization", "Bearer " + accessToken);
    }
}
