package de.stadttor.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.KeyClient;
import de.stadttor.testing.TestCertificates;
import de.stadttor.testing.TestClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Client certificates where the hub speaks TLS itself (RFC 8705 section 2). */
class OwnTlsTests {

    private static final Map<String, String> SERVICE =
            Map.of("grant_type", "client_credentials", "client_id", "tls-selbst");

    @Test
    void certificateOfTheConnectionCountsAndAHeaderDoesNot(@TempDir Path folder) throws Exception {
        TestCertificates ofHub = new TestCertificates(folder, "localhost", "-1d", 30);
        TestCertificates ofApplication = new TestCertificates(folder, "app.example", "-1d", 30);
        HubUnderTest shared = HubUnderTest.shared();
        shared.add(
                "tls-selbst",
                Map.of(
                        "client-authentication", "[self_signed_tls_client_auth]",
                        "client-secret", "",
                        "certificate-bound-tokens", "true",
                        "jwks", "{\"keys\":[" + ofApplication.jwk(true).toJSONString() + "]}",
                        "grants", "[authorization_code, client_credentials]"));
        try (HubUnderTest node = HubUnderTest.furtherNode(ofHub.serverSettings(ofApplication))) {
            HttpResponse<String> tokens = ask(node, ofApplication.client(ofHub), ":AAAA:");
            assertThat(tokens.statusCode()).as(tokens.body()).isEqualTo(200);
            assertThat(new TestClient.Answer(200, tokens.body(), tokens).claims("access_token"))
                    .containsKey("cnf");

            SSLContext withoutCertificate = SSLContext.getInstance("TLS");
            withoutCertificate.init(null, ofHub.trusted(), null);
            String header = ":"
                    + Base64.getEncoder()
                            .encodeToString(ofApplication.certificate().getEncoded())
                    + ":";
            assertThat(ask(node, withoutCertificate, header).statusCode()).isEqualTo(401);
        } finally {
            shared.putBack();
        }
    }

    private static HttpResponse<String> ask(HubUnderTest node, SSLContext tls, String header) throws Exception {
        try (HttpClient http = HttpClient.newBuilder().sslContext(tls).build()) {
            return http.send(
                    HttpRequest.newBuilder(node.here(URI.create(node.issuer() + "/oauth2/token")))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .header("Client-Cert", header)
                            .POST(HttpRequest.BodyPublishers.ofString(KeyClient.encoded(SERVICE)))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
