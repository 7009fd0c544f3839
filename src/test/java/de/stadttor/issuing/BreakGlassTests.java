package de.stadttor.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import de.stadttor.keys.SigningKeys;
import de.stadttor.platform.OpaqueKeys;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.SignedIn;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.TestClient.Answer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BreakGlassTests {

    private final HubUnderTest hub = HubUnderTest.shared();
    private final BreakGlass glass = hub.bean(BreakGlass.class);
    private final TestClient stadttor = new TestClient(hub.issuer(), "stadttor");

    @AfterEach
    void putBack() {
        hub.clock().reset();
        glass.end("the test is over");
    }

    private int status(String token) {
        return stadttor.get("/api/v1/configuration", token).status();
    }

    @Test
    void isAnOperatorsTokenForFifteenMinutes() {
        String token = glass.open("no provider answers");

        assertThat(status(token)).isEqualTo(200);
        assertThat(TestClient.claims(token))
                .containsEntry("aud", "stadttor")
                .containsEntry("roles", List.of("operator"))
                .containsEntry("iss", hub.issuer());
        hub.clock().advance(Duration.ofMinutes(14));
        assertThat(status(token)).isEqualTo(200);
        hub.clock().advance(Duration.ofMinutes(1));
        assertThat(status(token)).isEqualTo(401);
    }

    @Test
    void endsWhenItIsTakenBack() {
        String token = glass.open("no provider answers");
        String other = glass.open("still none");
        assertThat(stadttor.introspect(token).json()).containsEntry("active", true);

        assertThat(stadttor.revoke(token).status()).isEqualTo(200);

        assertThat(status(token)).isEqualTo(401);
        assertThat(stadttor.introspect(token).json()).isEqualTo(Map.of("active", false));
        assertThat(status(other)).isEqualTo(200);
        assertThat(glass.end("they answer again")).isPositive();
        assertThat(status(other)).isEqualTo(401);
    }

    @Test
    void aSignatureAloneOpensNothing() {
        Instant now = hub.clock().instant();
        String forged = hub.bean(SigningKeys.class)
                .sign(
                        "ES256",
                        "at+jwt",
                        new JWTClaimsSet.Builder()
                                .issuer(hub.issuer())
                                .subject(BreakGlass.SUBJECT)
                                .audience("stadttor")
                                .claim("client_id", "stadttor")
                                .claim("scope", "roles")
                                .claim("roles", List.of("operator"))
                                .jwtID("break-glass." + OpaqueKeys.newSecret(now.plusSeconds(900)))
                                .issueTime(Date.from(now))
                                .expirationTime(Date.from(now.plusSeconds(900)))
                                .build());

        assertThat(status(forged)).isEqualTo(401);
    }

    @Test
    void isSeenByEveryProvidersAdmins() {
        glass.open("no provider answers: 4711");

        for (List<String> admin : List.of(
                List.of("dirk.admin", "ebit-dresden"),
                List.of("heiko.admin", "kid-magdeburg"),
                List.of("lars.admin", "lecos-leipzig"),
                List.of("paul.revision", "kid-magdeburg"))) {
            String token = SignedIn.as(hub, admin.getFirst(), admin.getLast(), stadttor)
                    .tokens(stadttor, Map.of())
                    .text("access_token");
            Answer answer = stadttor.get("/api/v1/audit-events?kind=break-glass", token);
            assertThat(answer.body())
                    .contains("no provider answers: 4711", "\"act\":\"opened\"", "\"actor\":\"system\"");
            assertThat(answer.body()).doesNotContain("eyJ");
        }
    }

    @Test
    void whatIsDoneWithItBearsItsName() {
        String token = glass.open("no provider answers");
        String changed = HubUnderTest.demoConfiguration(
                        de.stadttor.testing.TestWorld.keycloak().url())
                .replace("name: eBit Dresden", "name: eBit");
        try {
            assertThat(stadttor.send(HttpRequest.newBuilder(URI.create(hub.issuer() + "/api/v1/configuration"))
                                    .header("Authorization", "Bearer " + token)
                                    .header("Content-Type", "application/yaml")
                                    .PUT(HttpRequest.BodyPublishers.ofString(fill(changed)))
                                    .build())
                            .status())
                    .isEqualTo(200);

            assertThat(stadttor.get("/api/v1/audit-events?kind=configuration&limit=1", token)
                            .body())
                    .contains("\"actor\":\"system:break-glass\"");
        } finally {
            hub.putBack();
        }
    }

    private static String fill(String document) {
        String filled = document;
        for (Map.Entry<String, String> secret : HubUnderTest.secrets().entrySet()) {
            filled = filled.replace("${" + secret.getKey() + "}", secret.getValue());
        }
        return filled;
    }
}
