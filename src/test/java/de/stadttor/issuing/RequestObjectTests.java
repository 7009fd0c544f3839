package de.stadttor.issuing;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import de.stadttor.testing.Employee;
import de.stadttor.testing.FakeFederation;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.TestClient.Answer;
import de.stadttor.testing.Visitor;
import de.stadttor.testing.Visitor.Stop;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RFC 9101 and OpenID Connect Core section 6: requests that the application signed, by value and at an address. */
class RequestObjectTests {

    private static final WireMockServer APPLICATION =
            new WireMockServer(options().dynamicPort());
    private static ECKey key;

    private final FakeFederation federation = FakeFederation.shared();
    private final String issuer = federation.hub().issuer();
    private final TestClient client = new TestClient(issuer, "bauantrag");
    private final Employee anna = federation.anna();

    @BeforeAll
    static void start() throws Exception {
        key = new ECKeyGenerator(Curve.P_256).keyID("app-1").generate();
        APPLICATION.start();
    }

    @AfterAll
    static void stop() {
        APPLICATION.stop();
    }

    @BeforeEach
    void register() {
        registerWith("");
    }

    @AfterEach
    void reset() {
        federation.reset();
    }

    private void registerWith(String more) {
        federation.change(yaml -> {
            int at = yaml.indexOf("    redirect-uris:", yaml.indexOf("- id: bauantrag"));
            return yaml.substring(0, at)
                    + "    jwks: {\"keys\": [" + key.toPublicJWK().toJSONString() + "]}\n"
                    + "    request-uris: [" + APPLICATION.baseUrl() + "/request.jwt]\n"
                    + more
                    + yaml.substring(at);
        });
    }

    private JWTClaimsSet.Builder request() {
        Instant now = federation.hub().clock().instant();
        return new JWTClaimsSet.Builder()
                .issuer("bauantrag")
                .audience(issuer)
                .expirationTime(Date.from(now.plusSeconds(60)))
                .notBeforeTime(Date.from(now))
                .claim("client_id", "bauantrag")
                .claim("response_type", "code")
                .claim("redirect_uri", TestClient.CALLBACK)
                .claim("scope", "openid roles")
                .claim("state", "signed-state")
                .claim("code_challenge", TestClient.challenge())
                .claim("code_challenge_method", "S256")
                .claim("idp_hint", "ebit-dresden");
    }

    private String signed(Consumer<JWTClaimsSet.Builder> change) {
        return signed(change, key, "oauth-authz-req+jwt");
    }

    private String signed(Consumer<JWTClaimsSet.Builder> change, ECKey by, String type) {
        JWTClaimsSet.Builder claims = request();
        change.accept(claims);
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .keyID(by.getKeyID())
                        .type(new JOSEObjectType(type))
                        .build(),
                claims.build());
        try {
            jwt.sign(new ECDSASigner(by));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return jwt.serialize();
    }

    /** With a redirect URI beside the object, so that the application can be told of its mistakes. */
    private URI by(String parameter, String value) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("client_id", "bauantrag");
        parameters.put("redirect_uri", TestClient.CALLBACK);
        parameters.put("state", "plain-state");
        parameters.put(parameter, value);
        return URI.create(issuer + "/oauth2/authorize?" + Visitor.encode(parameters));
    }

    private Stop opens(String parameter, String value) {
        return anna.typesPassword(anna.goes(by(parameter, value)));
    }

    private void assertRefused(String object) {
        Stop stop = opens("request", object);
        assertThat(stop.parameter("error")).contains("invalid_request_object");
        assertThat(stop.code()).isEmpty();
    }

    @Test
    void signedRequestLeadsToTokens() {
        Stop back = opens("request", signed(claims -> {}));

        assertThat(back.parameter("state")).contains("signed-state");
        Answer tokens = client.redeem(back.code().orElseThrow());
        assertThat(tokens.text("scope")).isEqualTo("openid roles");
    }

    @Test
    void whatStandsBesideTheObjectDoesNotCount() {
        Stop back = anna.typesPassword(anna.goes(
                URI.create(by("request", signed(claims -> {})) + "&scope=openid+email&prompt=none&max_age=0")));

        assertThat(client.redeem(back.code().orElseThrow()).text("scope")).isEqualTo("openid roles");
    }

    @Test
    void treesAndNumbersInTheObjectCount() {
        Stop back = opens(
                "request",
                signed(claims -> claims.claim("max_age", 3600)
                        .claim("claims", Map.of("userinfo", Map.of("name", Map.of("essential", true))))));

        Answer tokens = client.redeem(back.code().orElseThrow());
        assertThat(client.userinfo(tokens.text("access_token")).json()).containsEntry("name", "Anna Richter");
    }

    @Test
    void objectAtARegisteredAddressIsFetched() {
        APPLICATION.stubFor(get("/request.jwt").willReturn(aResponse().withBody(signed(claims -> {}))));

        Stop back = opens("request_uri", APPLICATION.baseUrl() + "/request.jwt#fresh");

        assertThat(back.parameter("state")).contains("signed-state");
        assertThat(back.code()).isPresent();
    }

    @Test
    void objectAtAnotherAddressIsNotFetched() {
        APPLICATION.resetRequests();

        Stop back = opens("request_uri", APPLICATION.baseUrl() + "/other.jwt");

        assertThat(back.parameter("error")).contains("invalid_request_uri");
        assertThat(APPLICATION.getAllServeEvents()).isEmpty();
    }

    @Test
    void addressThatAnswersNothingUsefulIsTheApplicationsFault() {
        APPLICATION.stubFor(get("/request.jwt").willReturn(aResponse().withStatus(500)));

        assertThat(opens("request_uri", APPLICATION.baseUrl() + "/request.jwt").parameter("error"))
                .contains("invalid_request_uri");
    }

    @Test
    void unsignedObjectIsRefused() {
        assertRefused(new PlainJWT(request().build()).serialize());
    }

    @Test
    void objectSignedByAForeignKeyIsRefused() throws Exception {
        assertRefused(signed(
                claims -> {}, new ECKeyGenerator(Curve.P_256).keyID("app-1").generate(), "oauth-authz-req+jwt"));
    }

    @Test
    void objectSignedWithThePublicKeyAsASecretIsRefused() throws Exception {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("app-1").build(),
                request().build());
        jwt.sign(new MACSigner(key.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8)));
        assertRefused(jwt.serialize());
    }

    @Test
    void changedObjectIsRefused() {
        String object = signed(claims -> {});
        String other = signed(claims -> claims.claim("scope", "openid email"));
        assertRefused(other.substring(0, other.lastIndexOf('.')) + object.substring(object.lastIndexOf('.')));
    }

    @Test
    void jwtOfAnotherKindIsRefused() {
        assertRefused(signed(claims -> {}, key, "dpop+jwt"));
    }

    @Test
    void objectForAnotherServerIsRefused() {
        assertRefused(signed(claims -> claims.audience("https://other.example")));
    }

    @Test
    void objectOfAnotherApplicationIsRefused() {
        assertRefused(signed(claims -> claims.claim("client_id", "meldeauskunft")));
        assertRefused(signed(claims -> claims.issuer("meldeauskunft")));
    }

    @Test
    void objectOutOfItsTimeIsRefused() {
        Instant now = federation.hub().clock().instant();
        assertRefused(signed(claims -> claims.expirationTime(Date.from(now.minusSeconds(60)))));
        assertRefused(signed(claims -> claims.notBeforeTime(Date.from(now.plusSeconds(120)))));
    }

    @Test
    void objectWithinAnObjectIsRefused() {
        assertRefused(signed(claims -> claims.claim("request_uri", "https://app.example/r")));
        assertRefused(signed(claims -> claims.claim("request", signed(inner -> {}))));
    }

    @Test
    void otherAlgorithmThanTheRegisteredOneIsRefused() {
        federation.reset();
        registerWith("    request-object-alg: PS256\n");

        assertRefused(signed(claims -> {}));
    }

    @Test
    void redirectUriOfTheObjectIsChecked() {
        Stop page = opens("request", signed(claims -> claims.claim("redirect_uri", "https://evil.example/")));

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.attribute("data-failure")).isPresent();
    }

    @Test
    void bothWaysAtOnceAreRefused() {
        Stop stop = anna.goes(URI.create(
                by("request", signed(claims -> {})) + "&request_uri=" + APPLICATION.baseUrl() + "/request.jwt"));

        assertThat(stop.parameter("error")).contains("invalid_request");
    }

    @Test
    void applicationThatHasToSignIsRefusedWithoutDoingSo() {
        federation.reset();
        registerWith("    require-signed-requests: true\n");

        assertThat(anna.asks("bauantrag", Map.of()).parameter("error")).contains("invalid_request");
        assertThat(opens("request", signed(claims -> {})).code()).isPresent();
    }

    @Test
    void pushedObjectCountsAsSigned() {
        federation.reset();
        registerWith("    require-signed-requests: true\n    require-pushed-requests: true\n");

        Answer pushed = client.post("/oauth2/par", Map.of("request", signed(claims -> {})));
        Answer unsigned = client.post(
                "/oauth2/par",
                Map.of(
                        "response_type", "code",
                        "scope", "openid",
                        "redirect_uri", TestClient.CALLBACK,
                        "code_challenge", TestClient.challenge(),
                        "code_challenge_method", "S256"));

        assertThat(unsigned.text("error")).isEqualTo("invalid_request");
        Stop back = anna.typesPassword(anna.goes(URI.create(
                issuer + "/oauth2/authorize?client_id=bauantrag&request_uri=" + pushed.text("request_uri"))));
        assertThat(back.parameter("state")).contains("signed-state");
        assertThat(back.code()).isPresent();
    }

    @Test
    void wrongObjectIsRefusedWhenItIsPushed() {
        for (String object : List.of("nonsense", signed(claims -> claims.audience("https://other.example")))) {
            assertThat(client.post("/oauth2/par", Map.of("request", object)).text("error"))
                    .isEqualTo("invalid_request_object");
        }
    }
}
