package de.stadttor.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.Base64URL;
import de.stadttor.platform.OpaqueKeys;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.KeyClient;
import de.stadttor.testing.SignedIn;
import de.stadttor.testing.TestCertificates;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.TestClient.Answer;
import de.stadttor.testing.TestJwt;
import de.stadttor.testing.TestKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Mutual TLS (RFC 8705) behind a proxy that hands on the certificate (RFC 9440). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MutualTlsTests {

    private static final Map<String, String> SERVICE = Map.of("grant_type", "client_credentials");
    private static final TestKey KEY = TestKey.make("PS256");

    private final HubUnderTest hub = HubUnderTest.shared();
    private final HubUnderTest node = HubUnderTest.behindProxy();
    private final KeyClient byName = new KeyClient(node, "mtls-name");
    private final KeyClient bySelf = new KeyClient(node, "mtls-selbst");
    private final KeyClient byWhole = new KeyClient(node, "mtls-ganz");
    private final KeyClient fapi = new KeyClient(node, "mtls-fapi");
    private X509Certificate certificate;
    private X509Certificate other;
    private X509Certificate expired;
    private TestCertificates pem;

    @BeforeAll
    void addApplications(@TempDir Path folder) throws Exception {
        pem = new TestCertificates(folder, "app.example", "-1d", 30);
        certificate = pem.certificate();
        other = new TestCertificates(folder, "other.example", "-1d", 30).certificate();
        expired = new TestCertificates(folder, "app.example", "-60d", 30).certificate();
        JWK whole = pem.jwk(true);
        JWK keyAlone = pem.jwk(false);
        hub.add(Map.of(
                "mtls-name",
                        Map.of(
                                "client-authentication", "[tls_client_auth]",
                                "client-secret", "",
                                "tls-client-auth", "{subject-dn: 'cn=APP.example,  o=test'}",
                                "certificate-bound-tokens", "true",
                                "grants", "[authorization_code, refresh_token, client_credentials]"),
                "mtls-selbst",
                        Map.of(
                                "client-authentication", "[self_signed_tls_client_auth]",
                                "client-secret", "",
                                "jwks", "{\"keys\":[" + keyAlone.toJSONString() + "]}",
                                "grants", "[authorization_code, client_credentials]"),
                "mtls-ganz",
                        Map.of(
                                "client-authentication", "[self_signed_tls_client_auth]",
                                "client-secret", "",
                                "jwks", "{\"keys\":[" + whole.toJSONString() + "]}",
                                "grants", "[authorization_code, client_credentials]"),
                "mtls-fapi",
                        Map.of(
                                "profile", "fapi2",
                                "client-authentication", "[private_key_jwt]",
                                "client-secret", "",
                                "certificate-bound-tokens", "true",
                                "id-token-alg", "ES256",
                                "jwks", TestKey.jwks(KEY),
                                "grants", "[authorization_code, refresh_token, client_credentials]")));
    }

    @AfterAll
    void takeThemAway() {
        hub.putBack();
    }

    private static String header(X509Certificate shown) throws GeneralSecurityException {
        return ":" + Base64.getEncoder().encodeToString(shown.getEncoded()) + ":";
    }

    private static String thumbprint(X509Certificate shown) throws GeneralSecurityException {
        return Base64URL.encode(OpaqueKeys.sha256(shown.getEncoded())).toString();
    }

    private static Answer assertOk(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private static void assertNobody(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(401);
        assertThat(answer.text("error")).isEqualTo("invalid_client");
    }

    private static Answer service(KeyClient client, X509Certificate shown) throws GeneralSecurityException {
        return client.token(client.named(SERVICE), "Client-Cert", header(shown));
    }

    /** RFC 8705 section 2.1; names are compared after RFC 4517, not letter by letter. */
    @Test
    void certificateOfTheRegisteredSubjectIsTheClients() throws Exception {
        assertOk(service(byName, certificate));

        assertNobody(service(byName, other));
        assertNobody(service(byName, expired));
        assertNobody(byName.token(byName.named(SERVICE)));
        assertNobody(byName.token(SERVICE, "Client-Cert", header(certificate)));
    }

    /** RFC 8705 section 2.2. */
    @Test
    void selfSignedCertificateWithARegisteredKeyIsTheClients() throws Exception {
        assertOk(service(bySelf, certificate));
        assertOk(service(byWhole, certificate));

        assertNobody(service(bySelf, other));
        assertNobody(service(byWhole, other));
        assertNobody(service(byWhole, expired));
        assertNobody(service(new KeyClient(node, "bauantrag"), certificate));
    }

    @Test
    void certificateIsTheClientsAtIntrospectionAndRevocationToo() throws Exception {
        for (KeyClient client : List.of(byName, bySelf)) {
            String token = assertOk(service(client, certificate)).text("access_token");
            Map<String, String> form = client.named(Map.of("token", token));

            assertThat(assertOk(client.post("/oauth2/introspect", form, "Client-Cert", header(certificate)))
                            .json())
                    .containsEntry("active", true);
            assertNobody(client.post("/oauth2/introspect", form, "Client-Cert", header(other)));
            assertNobody(client.post("/oauth2/revoke", form, "Client-Cert", header(other)));
            assertOk(client.post("/oauth2/revoke", form, "Client-Cert", header(certificate)));
            assertThat(assertOk(client.post("/oauth2/introspect", form, "Client-Cert", header(certificate)))
                            .json())
                    .isEqualTo(Map.of("active", false));
        }
    }

    @Test
    void certificateComesAsNginxWritesItToo() throws Exception {
        String escaped = URLEncoder.encode(Files.readString(pem.pem()), StandardCharsets.UTF_8)
                .replace("+", "%20");

        assertOk(bySelf.token(bySelf.named(SERVICE), "Client-Cert", escaped));
    }

    @Test
    void certificateThatCannotBeReadIsAnInvalidRequest() throws Exception {
        for (String nonsense : List.of(":AAAA:", "nonsense", "%", ":!:")) {
            Answer answer = bySelf.token(bySelf.named(SERVICE), "Client-Cert", nonsense);

            assertThat(answer.status()).as(nonsense).isEqualTo(400);
            assertThat(answer.text("error")).isEqualTo("invalid_request");
        }
        Answer two = bySelf.token(
                bySelf.named(SERVICE), "Client-Cert", header(certificate), "Client-Cert", header(certificate));
        assertThat(two.text("error")).isEqualTo("invalid_request");
    }

    /** Whoever reaches the hub past the proxy writes what they like. */
    @Test
    void headerOfSomebodyElseCountsForNothing() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(node.here(URI.create(node.issuer() + "/oauth2/token")))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Client-Cert", header(certificate))
                .header("client-cert", header(certificate))
                .POST(HttpRequest.BodyPublishers.ofString(KeyClient.encoded(byName.named(SERVICE))))
                .build();

        assertThat(statusFrom("127.0.0.2", request)).isEqualTo(401);
        assertNobody(new KeyClient(hub, "mtls-name").token(byName.named(SERVICE), "Client-Cert", header(certificate)));
    }

    private static int statusFrom(String address, HttpRequest request) throws IOException, InterruptedException {
        try (HttpClient stranger = HttpClient.newBuilder()
                .localAddress(InetAddress.ofLiteral(address))
                .build()) {
            return stranger.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
        }
    }

    /** RFC 8705 section 3. */
    @Test
    void boundTokenCountsWithItsCertificateAlone() throws Exception {
        String code = SignedIn.anna(hub).code(byName.plain(), Map.of());
        Map<String, String> form = byName.named(byName.redemption(code));
        Answer tokens = assertOk(byName.token(form, "Client-Cert", header(certificate)));
        String bearer = "Bearer " + tokens.text("access_token");

        assertThat(tokens.text("token_type")).isEqualTo("Bearer");
        assertThat(tokens.claims("access_token")).containsEntry("cnf", Map.of("x5t#S256", thumbprint(certificate)));
        assertOk(byName.get("/userinfo", "Authorization", bearer, "Client-Cert", header(certificate)));
        for (Answer answer : List.of(
                byName.get("/userinfo", "Authorization", bearer),
                byName.get("/userinfo", "Authorization", bearer, "Client-Cert", header(other)),
                new KeyClient(hub, "mtls-name")
                        .get("/userinfo", "Authorization", bearer, "Client-Cert", header(certificate)))) {
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.response()
                            .headers()
                            .firstValue("WWW-Authenticate")
                            .orElse(""))
                    .contains("error=\"invalid_token\"");
        }
        Answer seen = byName.post(
                "/oauth2/introspect",
                byName.named(Map.of("token", tokens.text("access_token"))),
                "Client-Cert",
                header(certificate));
        assertThat(assertOk(seen).json())
                .containsEntry("token_type", "Bearer")
                .containsEntry("cnf", Map.of("x5t#S256", thumbprint(certificate)));
    }

    @Test
    void tokensOfAClientThatDoesNotAskForItAreNotBound() throws Exception {
        assertThat(service(bySelf, certificate).claims("access_token")).doesNotContainKey("cnf");
    }

    /** FAPI 2.0 section 5.3.2.1: bound tokens alone; refresh tokens are not rotated, and need the client's key. */
    @Test
    void fapiClientGetsBoundTokensAloneAndKeepsItsRefreshToken() throws Exception {
        Answer pushed = fapi.post(
                "/oauth2/par",
                KeyClient.asserted(
                        fapi.assertion(KEY),
                        Map.of(
                                "response_type", "code",
                                "scope", "openid offline_access",
                                "redirect_uri", TestClient.CALLBACK,
                                "code_challenge", TestClient.challenge(),
                                "code_challenge_method", "S256")));
        String code = SignedIn.anna(hub).code(fapi.plain(), Map.of("request_uri", pushed.text("request_uri")));
        Map<String, String> redemption = fapi.redemption(code);
        assertThat(fapi.token(KeyClient.asserted(fapi.assertion(KEY), redemption))
                        .text("error"))
                .isEqualTo("invalid_request");

        Answer tokens = assertOk(
                fapi.token(KeyClient.asserted(fapi.assertion(KEY), redemption), "Client-Cert", header(certificate)));
        assertThat(tokens.claims("access_token")).containsKey("cnf");
        String refresh = tokens.text("refresh_token");
        for (int i = 0; i < 3; i++) {
            Answer refreshed = assertOk(fapi.token(
                    KeyClient.asserted(
                            fapi.assertion(KEY), Map.of("grant_type", "refresh_token", "refresh_token", refresh)),
                    "Client-Cert",
                    header(certificate)));
            assertThat(refreshed.text("refresh_token")).isEqualTo(refresh);
            assertThat(refreshed.claims("access_token")).containsKey("cnf");
        }

        assertNobody(fapi.token(
                fapi.named(Map.of("grant_type", "refresh_token", "refresh_token", refresh)),
                "Client-Cert",
                header(certificate)));
        Answer unbound = fapi.token(KeyClient.asserted(
                fapi.assertion(KEY), Map.of("grant_type", "refresh_token", "refresh_token", refresh)));
        assertThat(unbound.text("error")).isEqualTo("invalid_request");
    }

    @Test
    void clientOfCertificatesSendsNoDpopProof() throws Exception {
        Answer answer = byName.token(
                byName.named(SERVICE),
                "Client-Cert",
                header(certificate),
                "DPoP",
                byName.tokenProof(TestKey.make("ES256")));

        assertThat(answer.text("error")).isEqualTo("invalid_request");
    }

    /** RFC 8705 section 5, RFC 9449 section 4.3: both addresses of an endpoint are its own. */
    @Test
    void discoveryNamesTheOtherAddressesWhichAssertionsAndProofsMayUse() {
        Map<String, Object> metadata =
                byName.get("/.well-known/openid-configuration").json();

        assertThat(metadata)
                .containsEntry("tls_client_certificate_bound_access_tokens", true)
                .containsEntry(
                        "token_endpoint_auth_methods_supported",
                        List.of(
                                "client_secret_basic",
                                "client_secret_post",
                                "private_key_jwt",
                                "tls_client_auth",
                                "self_signed_tls_client_auth",
                                "none"));
        assertThat(metadata.get("mtls_endpoint_aliases"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.map(String.class, Object.class))
                .containsEntry("token_endpoint", "https://mtls.example/oauth2/token")
                .containsEntry("userinfo_endpoint", "https://mtls.example/userinfo")
                .containsEntry("introspection_endpoint", "https://mtls.example/oauth2/introspect")
                .containsEntry("revocation_endpoint", "https://mtls.example/oauth2/revoke");
        TestKey key = TestKey.make("ES256");
        KeyClient plain = new KeyClient(node, "bauantrag");
        Answer answer = plain.token(
                Map.of("grant_type", "refresh_token", "refresh_token", "x"),
                "Authorization",
                TestClient.basic("bauantrag", "bauantrag-demo-secret"),
                "DPoP",
                TestJwt.proof(node, key, "POST", "/oauth2/token")
                        .with("htu", "https://mtls.example/oauth2/token")
                        .signedBy(key));
        assertThat(answer.text("error")).isEqualTo("invalid_grant");
    }
}
