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
import com.nimbusds.jwt.SignedJWT;
import de.stadttor.testing.Employee;
import de.stadttor.testing.FakeFederation;
import de.stadttor.testing.PublishedKeys;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.TestClient.Answer;
import de.stadttor.testing.TestJwt;
import de.stadttor.testing.TestKey;
import de.stadttor.testing.Visitor;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each algorithm that discovery names for an answer or a request object is used for it, whichever it is. */
class AdvertisedAlgorithmTests {

    private static RSAKey rsa;
    private static ECKey ec;

    private final FakeFederation federation = FakeFederation.shared();
    private final String issuer = federation.hub().issuer();
    private final TestClient client = new TestClient(issuer, "verschluesselt");
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

    /** What the application is told, each in the words of the wire. */
    private Map<String, String> answers(Map<String, String> request) {
        Map<String, String> answers = new LinkedHashMap<>();
        answers.put(
                "authorization",
                anna.opens("verschluesselt", request).parameter("response").orElseThrow());
        Answer tokens = client.redeem(anna.opens("verschluesselt").code().orElseThrow());
        answers.put("id_token", tokens.text("id_token"));
        answers.put("userinfo", client.userinfo(tokens.text("access_token")).body());
        answers.put("introspection", introspection(tokens.text("access_token")));
        return answers;
    }

    private String introspection(String token) {
        return client.send(HttpRequest.newBuilder(URI.create(issuer + "/oauth2/introspect"))
                        .header("Authorization", TestClient.basic("verschluesselt", "verschluesselt-demo-secret"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Accept", "application/token-introspection+jwt")
                        .POST(HttpRequest.BodyPublishers.ofString(Visitor.encode(Map.of("token", token))))
                        .build())
                .body();
    }

    private SignedJWT verified(String jwt) throws Exception {
        return PublishedKeys.of(federation.hub()).verified(jwt);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "ES256", "PS256", "EdDSA"})
    void eachAnswerAndRequestObjectMayBeSignedWith(String alg) throws Exception {
        TestKey key = TestKey.make(alg);
        federation.add(
                "verschluesselt",
                Map.of(
                        "jwks", TestKey.jwks(key),
                        "id-token-alg", alg,
                        "userinfo-alg", alg,
                        "introspection-alg", alg,
                        "authorization-response-alg", alg));
        String request = TestJwt.assertion(federation.hub(), "verschluesselt")
                .without("sub")
                .header("typ", "oauth-authz-req+jwt")
                .with("client_id", "verschluesselt")
                .with("response_type", "code")
                .with("response_mode", "jwt")
                .with("redirect_uri", TestClient.CALLBACK)
                .with("scope", "openid roles")
                .with("code_challenge", TestClient.challenge())
                .with("code_challenge_method", "S256")
                .with("idp_hint", "ebit-dresden")
                .signedBy(key);

        for (Map.Entry<String, String> answer :
                answers(Map.of("request", request)).entrySet()) {
            SignedJWT jwt = verified(answer.getValue());
            assertThat(jwt.getHeader().getAlgorithm().getName())
                    .as(answer.getKey())
                    .isEqualTo(alg);
            assertThat(jwt.getJWTClaimsSet().getAudience()).as(answer.getKey()).containsExactly("verschluesselt");
        }
    }

    /** Each of the five algorithms with one of the four methods, so that each of both is used for each answer. */
    @ParameterizedTest
    @CsvSource({
        "RSA-OAEP, A128CBC-HS256",
        "RSA-OAEP-256, A256GCM",
        "ECDH-ES, A128GCM",
        "ECDH-ES+A128KW, A256CBC-HS512",
        "ECDH-ES+A256KW, A128CBC-HS256"
    })
    void eachAnswerMayBeEncryptedWith(String alg, String enc) throws Exception {
        String encryption = "{alg: " + alg + ", enc: " + enc + "}";
        federation.add(
                "verschluesselt",
                Map.of(
                        "jwks",
                        "{\"keys\": [" + rsa.toPublicJWK().toJSONString() + ", "
                                + ec.toPublicJWK().toJSONString() + "]}",
                        "id-token-encryption",
                        encryption,
                        "userinfo-alg",
                        "ES256",
                        "userinfo-encryption",
                        encryption,
                        "introspection-encryption",
                        encryption,
                        "authorization-response-alg",
                        "ES256",
                        "authorization-response-encryption",
                        encryption));

        for (Map.Entry<String, String> answer :
                answers(Map.of("response_mode", "jwt")).entrySet()) {
            JWEObject object = JWEObject.parse(answer.getValue());
            assertThat(object.getHeader().getAlgorithm().getName())
                    .as(answer.getKey())
                    .isEqualTo(alg);
            assertThat(object.getHeader().getEncryptionMethod().getName())
                    .as(answer.getKey())
                    .isEqualTo(enc);
            object.decrypt(alg.startsWith("RSA") ? new RSADecrypter(rsa) : new ECDHDecrypter(ec));
            assertThat(verified(object.getPayload().toString())
                            .getJWTClaimsSet()
                            .getAudience())
                    .as(answer.getKey())
                    .containsExactly("verschluesselt");
        }
    }
}
