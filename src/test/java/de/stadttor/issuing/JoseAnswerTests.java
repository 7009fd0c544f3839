package de.stadttor.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.crypto.ECDHDecrypter;
import com.nimbusds.jose.crypto.RSADecrypter;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import de.stadttor.testing.Employee;
import de.stadttor.testing.FakeFederation;
import de.stadttor.testing.PublishedKeys;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.TestClient.Answer;
import de.stadttor.testing.Visitor;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers in signed and encrypted JWTs: OpenID Connect Core sections 5.3.2 and 16.14, RFC 9701 and JARM. */
class JoseAnswerTests {

    private static RSAKey rsa;
    private static ECKey ec;

    private final FakeFederation federation = FakeFederation.shared();
    private final String issuer = federation.hub().issuer();
    private final TestClient client = new TestClient(issuer, "bauantrag");
    private final Employee anna = federation.anna();

    @BeforeAll
    static void makeKeys() throws Exception {
        rsa = new RSAKeyGenerator(2048).keyUse(KeyUse.ENCRYPTION).keyID("rsa").generate();
        ec = new ECKeyGenerator(Curve.P_256)
                .keyUse(KeyUse.ENCRYPTION)
                .keyID("ec")
                .generate();
    }

    @AfterEach
    void reset() {
        federation.reset();
    }

    private void registers(String settings) {
        federation.change(yaml -> {
            int at = yaml.indexOf("    redirect-uris:", yaml.indexOf("- id: bauantrag"));
            return yaml.substring(0, at)
                    + "    jwks: {\"keys\": [" + rsa.toPublicJWK().toJSONString() + ", "
                    + ec.toPublicJWK().toJSONString() + "]}\n"
                    + settings.indent(4)
                    + yaml.substring(at);
        });
    }

    private JWTClaimsSet verified(String jwt) throws Exception {
        return PublishedKeys.of(federation.hub()).verified(jwt).getJWTClaimsSet();
    }

    private static String decrypted(String jwe, String alg, String enc) throws Exception {
        JWEObject object = JWEObject.parse(jwe);
        assertThat(object.getHeader().getAlgorithm().getName()).isEqualTo(alg);
        assertThat(object.getHeader().getEncryptionMethod().getName()).isEqualTo(enc);
        object.decrypt(alg.startsWith("RSA") ? new RSADecrypter(rsa) : new ECDHDecrypter(ec));
        return object.getPayload().toString();
    }

    private Answer userinfo() {
        Answer answer = client.userinfo(anna.tokens("bauantrag").text("access_token"));
        assertThat(answer.status()).isEqualTo(200);
        return answer;
    }

    private static String contentType(Answer answer) {
        return answer.response().headers().firstValue("Content-Type").orElse("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "ES256", "PS256", "EdDSA"})
    void userinfoIsSignedAsRegistered(String alg) throws Exception {
        registers("userinfo-alg: " + alg);

        Answer answer = userinfo();

        assertThat(contentType(answer)).startsWith("application/jwt");
        assertThat(SignedJWT.parse(answer.body()).getHeader().getAlgorithm().getName())
                .isEqualTo(alg);
        JWTClaimsSet claims = verified(answer.body());
        assertThat(claims.getIssuer()).isEqualTo(issuer);
        assertThat(claims.getAudience()).containsExactly("bauantrag");
        assertThat(claims.getStringClaim("email")).isEqualTo("anna.richter@dresden.example");
    }

    @Test
    void userinfoIsPlainWhereNothingIsRegistered() {
        Answer answer = userinfo();

        assertThat(contentType(answer)).startsWith("application/json");
        assertThat(answer.json()).containsKey("sub").doesNotContainKey("iss");
    }

    @ParameterizedTest
    @CsvSource({
        "RSA-OAEP, A128CBC-HS256",
        "RSA-OAEP-256, A256GCM",
        "ECDH-ES, A128GCM",
        "ECDH-ES+A128KW, A256CBC-HS512",
        "ECDH-ES+A256KW, A128CBC-HS256"
    })
    void userinfoIsEncryptedAsRegistered(String alg, String enc) throws Exception {
        registers("userinfo-alg: ES256\nuserinfo-encryption: {alg: " + alg + ", enc: " + enc + "}");

        Answer answer = userinfo();

        assertThat(contentType(answer)).startsWith("application/jwt");
        assertThat(verified(decrypted(answer.body(), alg, enc)).getStringClaim("name"))
                .isEqualTo("Anna Richter");
    }

    @Test
    void userinfoCanBeEncryptedWithoutASignature() throws Exception {
        registers("userinfo-encryption: {alg: ECDH-ES}");

        assertThat(decrypted(userinfo().body(), "ECDH-ES", "A128CBC-HS256")).contains("\"name\":\"Anna Richter\"");
    }

    @Test
    void idTokenIsSignedWithinAnEncryptedOne() throws Exception {
        registers("id-token-encryption: {alg: RSA-OAEP-256, enc: A256GCM}");

        String idToken = anna.tokens("bauantrag").text("id_token");

        JWTClaimsSet claims = verified(decrypted(idToken, "RSA-OAEP-256", "A256GCM"));
        assertThat(claims.getAudience()).containsExactly("bauantrag");
        assertThat(JWEObject.parse(idToken).getHeader().getContentType()).isEqualTo("JWT");
    }

    @Test
    void authorizationResponseIsEncryptedAsRegistered() throws Exception {
        registers("authorization-response-alg: ES256\nauthorization-response-encryption: {alg: ECDH-ES+A256KW}");

        String response = anna.opens("bauantrag", Map.of("response_mode", "jwt"))
                .parameter("response")
                .orElseThrow();

        JWTClaimsSet claims = verified(decrypted(response, "ECDH-ES+A256KW", "A128CBC-HS256"));
        assertThat(client.redeem(claims.getStringClaim("code")).status()).isEqualTo(200);
    }

    private Answer introspect(String token, String accept) {
        return client.send(HttpRequest.newBuilder(URI.create(issuer + "/oauth2/introspect"))
                .header("Authorization", TestClient.basic("bauantrag", "bauantrag-demo-secret"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", accept)
                .POST(HttpRequest.BodyPublishers.ofString(Visitor.encode(Map.of("token", token))))
                .build());
    }

    @Test
    void introspectionIsAJwtForWhoAcceptsOne() throws Exception {
        registers("introspection-alg: PS256");
        String token = anna.tokens("bauantrag").text("access_token");

        Answer answer = introspect(token, "application/token-introspection+jwt");

        assertThat(contentType(answer)).startsWith("application/token-introspection+jwt");
        SignedJWT jwt = PublishedKeys.of(federation.hub()).verified(answer.body());
        assertThat(jwt.getHeader().getType().getType()).isEqualTo("token-introspection+jwt");
        assertThat(jwt.getHeader().getAlgorithm().getName()).isEqualTo("PS256");
        JWTClaimsSet claims = jwt.getJWTClaimsSet();
        assertThat(claims.getAudience()).containsExactly("bauantrag");
        assertThat(claims.getSubject()).as("RFC 9701 section 8.1").isNull();
        assertThat(claims.getExpirationTime()).isNull();
        assertThat(claims.getJSONObjectClaim("token_introspection"))
                .containsEntry("active", true)
                .containsEntry("client_id", "bauantrag")
                .containsEntry("scope", "email openid organization profile roles");
        assertThat(claims.getJSONObjectClaim("token_introspection").get("exp")).isInstanceOf(Number.class);
    }

    @Test
    void introspectionOfADeadTokenIsAJwtToo() throws Exception {
        Answer answer = introspect("nonsense", "application/token-introspection+jwt");

        assertThat(verified(answer.body()).getJSONObjectClaim("token_introspection"))
                .isEqualTo(Map.of("active", false));
    }

    @Test
    void introspectionIsEncryptedAsRegistered() throws Exception {
        registers("introspection-encryption: {alg: RSA-OAEP}");
        String token = anna.tokens("bauantrag").text("access_token");

        Answer answer = introspect(token, "application/token-introspection+jwt");

        assertThat(verified(decrypted(answer.body(), "RSA-OAEP", "A128CBC-HS256"))
                        .getJSONObjectClaim("token_introspection"))
                .containsEntry("active", true);
    }

    @Test
    void introspectionIsJsonForWhoDoesNotAsk() {
        Answer answer = introspect(anna.tokens("bauantrag").text("access_token"), "application/json");

        assertThat(contentType(answer)).startsWith("application/json");
        assertThat(answer.json()).containsEntry("active", true);
    }
}
