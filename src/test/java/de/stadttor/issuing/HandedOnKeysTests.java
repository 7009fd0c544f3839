package de.stadttor.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import de.stadttor.testing.Employee;
import de.stadttor.testing.FakeFederation;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.TestClient.Answer;
import de.stadttor.testing.TestDevice;
import de.stadttor.testing.Visitor;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a device gets is bound to its key (RFC 9449 section 5), and is exchanged by whoever holds that key alone. */
class HandedOnKeysTests {

    private final FakeFederation federation = FakeFederation.shared();
    private final String issuer = federation.hub().issuer();
    private final TestClient bauantrag = new TestClient(issuer, "bauantrag");
    private final TestDevice device = new TestDevice(issuer, bauantrag);
    private final Employee anna = federation.anna();
    private final ECKey key = key();

    @BeforeEach
    void register() {
        federation.change(yaml -> {
            String with = TestDevice.registered(yaml);
            int at = with.indexOf("- id: bauantrag");
            int grants = with.indexOf("grants: [", at) + "grants: [".length();
            return with.substring(0, grants) + "token-exchange, "
                    + with.substring(grants).replaceFirst("\\]\n", "]\n    exchanges-tokens-of: [bauantrag]\n");
        });
    }

    @AfterEach
    void reset() {
        federation.reset();
    }

    private static ECKey key() {
        try {
            return new ECKeyGenerator(Curve.P_256).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private String proof(ECKey by) {
        try {
            SignedJWT proof = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .type(new JOSEObjectType("dpop+jwt"))
                            .jwk(by.toPublicJWK())
                            .build(),
                    new JWTClaimsSet.Builder()
                            .jwtID(UUID.randomUUID().toString())
                            .issueTime(Date.from(federation.hub().clock().instant()))
                            .claim("htm", "POST")
                            .claim("htu", issuer + "/oauth2/token")
                            .build());
            proof.sign(new ECDSASigner(by));
            return proof.serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private Answer proven(ECKey by, Map<String, String> form) {
        return bauantrag.send(HttpRequest.newBuilder(URI.create(issuer + "/oauth2/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Authorization", TestClient.basic("bauantrag", "bauantrag-demo-secret"))
                .header("DPoP", proof(by))
                .POST(HttpRequest.BodyPublishers.ofString(Visitor.encode(form)))
                .build());
    }

    private Answer boundTokens() {
        Answer asked = device.asks();
        device.letIn(anna, asked);
        return proven(key, Map.of("grant_type", TestDevice.GRANT, "device_code", asked.text("device_code")));
    }

    private static Map<String, String> exchange(String subject) {
        return Map.of(
                "grant_type", "urn:ietf:params:oauth:grant-type:token-exchange",
                "subject_token", subject,
                "subject_token_type", "urn:ietf:params:oauth:token-type:access_token");
    }

    @Test
    void deviceThatProvesAKeyGetsTokensBoundToIt() throws Exception {
        Answer tokens = boundTokens();

        assertThat(tokens.status()).as(tokens.body()).isEqualTo(200);
        assertThat(tokens.text("token_type")).isEqualTo("DPoP");
        assertThat(tokens.claims("access_token"))
                .containsEntry("cnf", Map.of("jkt", key.computeThumbprint().toString()));
        assertThat(bauantrag.userinfo(tokens.text("access_token")).status())
                .as("without a proof")
                .isEqualTo(401);
    }

    @Test
    void boundTokenIsExchangedByTheHolderOfItsKey() throws Exception {
        Answer exchanged = proven(key, exchange(boundTokens().text("access_token")));

        assertThat(exchanged.status()).as(exchanged.body()).isEqualTo(200);
        assertThat(exchanged.text("token_type")).isEqualTo("DPoP");
        assertThat(exchanged.claims("access_token"))
                .containsEntry("cnf", Map.of("jkt", key.computeThumbprint().toString()));
    }

    @Test
    void boundTokenIsExchangedByNobodyElse() {
        String subject = boundTokens().text("access_token");
        Answer without = bauantrag.post("/oauth2/token", exchange(subject));
        Answer another = proven(key(), exchange(subject));

        assertThat(without.text("error")).isEqualTo("invalid_request");
        assertThat(another.text("error")).isEqualTo("invalid_request");
        assertThat(another.body()).contains("bound to a key");
    }
}
