package de.stadttor.issuing;

import static de.stadttor.testing.KeyClient.asserted;
import static de.stadttor.testing.KeyClient.service;
import static java.util.Collections.singletonList;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.KeyUse;
import de.stadttor.testing.AtOnce;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.KeyClient;
import de.stadttor.testing.SignedIn;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.TestClient.Answer;
import de.stadttor.testing.TestJwt;
import de.stadttor.testing.TestKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** private_key_jwt: RFC 7523 section 3, OpenID Connect Core section 9, FAPI 2.0 section 5.3.2.1. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientAssertionTests {

    private static final TestKey RS256 = TestKey.make("RS256");
    private static final TestKey PS256 = TestKey.make("PS256");
    private static final TestKey ES256 = TestKey.make("ES256");
    private static final TestKey EDDSA = TestKey.make("EdDSA");
    private static final TestKey FOR_ENCRYPTION = TestKey.make("ES256", "enc", KeyUse.ENCRYPTION);

    private final HubUnderTest hub = HubUnderTest.shared();
    private final KeyClient client = new KeyClient(hub, "schluessel");

    @BeforeAll
    void addApplications() {
        Map<String, String> byKey = Map.of(
                "client-authentication", "[private_key_jwt]",
                "client-secret", "",
                "grants", "[authorization_code, refresh_token, client_credentials]",
                "jwks", TestKey.jwks(RS256, PS256, ES256, EDDSA, FOR_ENCRYPTION));
        Map<String, String> es256 = new LinkedHashMap<>(byKey);
        es256.put("client-assertion-alg", "ES256");
        Map<String, String> fapi = new LinkedHashMap<>(byKey);
        fapi.put("profile", "fapi2");
        fapi.put("certificate-bound-tokens", "true");
        fapi.put("id-token-alg", "ES256");
        hub.add(Map.of("schluessel", byKey, "nur-es256", es256, "fapi-schluessel", fapi));
    }

    @AfterAll
    void takeThemAway() {
        hub.putBack();
    }

    @AfterEach
    void backToNow() {
        hub.clock().reset();
    }

    private TestJwt good() {
        return TestJwt.assertion(hub, "schluessel");
    }

    private static void assertRefused(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(401);
        assertThat(answer.text("error")).isEqualTo("invalid_client");
    }

    private static void assertAccepted(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    static Stream<TestKey> keys() {
        return Stream.of(RS256, PS256, ES256, EDDSA);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void eachAdvertisedAlgorithmWillDoAtEachEndpointWithoutClientId(TestKey key) {
        Answer tokens = client.token(service(good().signedBy(key)));
        assertAccepted(tokens);
        String token = tokens.text("access_token");

        Answer seen = client.post("/oauth2/introspect", asserted(good().signedBy(key), Map.of("token", token)));
        assertAccepted(seen);
        assertThat(seen.json()).containsEntry("active", true).containsEntry("client_id", "schluessel");
        assertAccepted(client.post("/oauth2/revoke", asserted(good().signedBy(key), Map.of("token", token))));
    }

    @Test
    void codeIsRedeemedAndRefreshed() {
        String code = SignedIn.anna(hub).code(client.plain(), Map.of());

        Answer tokens = client.token(asserted(good().signedBy(ES256), client.redemption(code)));
        assertAccepted(tokens);

        assertAccepted(client.token(asserted(
                good().signedBy(ES256),
                Map.of("grant_type", "refresh_token", "refresh_token", tokens.text("refresh_token")))));
    }

    @Test
    void clientIdBesideItSaysTheSame() {
        assertAccepted(client.token(client.named(service(good().signedBy(ES256)))));
        assertRefused(client.token(new KeyClient(hub, "bauantrag").named(service(good().signedBy(ES256)))));
    }

    @Test
    void audienceIsTheIssuerOrTheEndpointThatIsAsked() {
        String issuer = hub.issuer();
        for (Object audience : List.of(
                issuer,
                issuer + "/oauth2/token",
                List.of("https://other.example", issuer),
                List.of(issuer + "/oauth2/token"))) {
            assertAccepted(client.token(service(good().with("aud", audience).signedBy(ES256))));
        }
        assertAccepted(client.post(
                "/oauth2/introspect",
                asserted(good().with("aud", issuer + "/oauth2/introspect").signedBy(ES256), Map.of("token", "t"))));
        assertRefused(client.token(
                service(good().with("aud", issuer + "/oauth2/introspect").signedBy(ES256))));
    }

    @Test
    void clocksMayDifferALittle() {
        assertAccepted(client.token(service(good().moved("iat", 10).signedBy(ES256))));
        assertAccepted(client.token(service(
                good().with("nbf", hub.clock().instant().getEpochSecond() + 10).signedBy(ES256))));
        assertAccepted(client.token(service(good().moved("exp", -65).signedBy(ES256))));
        assertAccepted(client.token(service(good().moved("exp", 3_500).signedBy(ES256))));
        assertAccepted(client.token(service(good().without("iat").signedBy(ES256))));
    }

    static Stream<Arguments> faults() {
        return Stream.<Map.Entry<String, UnaryOperator<TestJwt>>>of(
                        Map.entry("another issuer", jwt -> jwt.with("iss", "bauantrag")),
                        Map.entry("no issuer", jwt -> jwt.without("iss")),
                        Map.entry("another subject", jwt -> jwt.with("sub", "bauantrag")),
                        Map.entry("no subject", jwt -> jwt.without("sub")),
                        Map.entry("another audience", jwt -> jwt.with("aud", "https://other.example")),
                        Map.entry("no audience", jwt -> jwt.without("aud")),
                        Map.entry("an audience that is nothing", jwt -> jwt.with("aud", singletonList(null))),
                        Map.entry("audience in other letters", jwt -> jwt.with("aud", "HTTP://LOCALHOST")),
                        Map.entry("no end", jwt -> jwt.without("exp")),
                        Map.entry("expired", jwt -> jwt.moved("exp", -95)),
                        Map.entry("good for hours", jwt -> jwt.moved("exp", 7_200)),
                        Map.entry("made in the future", jwt -> jwt.moved("iat", 65)),
                        Map.entry("good in the future", jwt -> jwt.with("nbf", 4_000_000_000L)),
                        Map.entry("without name", jwt -> jwt.without("jti")),
                        Map.entry("with a blank name", jwt -> jwt.with("jti", " ")),
                        Map.entry("a DPoP proof", jwt -> jwt.header("typ", "dpop+jwt")),
                        Map.entry("an access token", jwt -> jwt.header("typ", "at+jwt")),
                        Map.entry("a foreign name of the key", jwt -> jwt.header("kid", "foreign")),
                        Map.entry(
                                "an extension that must be understood",
                                jwt -> jwt.header("crit", List.of("x")).header("x", true)))
                .map(fault -> Arguments.of(fault.getKey(), fault.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void refusesAssertionThatIs(String name, UnaryOperator<TestJwt> fault) {
        assertRefused(client.token(service(fault.apply(good()).signedBy(ES256))));
    }

    @Test
    void refusesWhatIsNotSignedByAKeyOfTheClient() throws Exception {
        TestKey foreign = TestKey.make("ES256", ES256.jwk().getKeyID(), KeyUse.SIGNATURE);

        assertRefused(client.token(service(good().unsigned())));
        assertRefused(client.token(service(good().signedBy(foreign))));
        assertRefused(client.token(service(good().signedBy(TestKey.make("ES256")))));
        assertRefused(client.token(service(good().signedBy(FOR_ENCRYPTION))));
        assertRefused(client.token(service(good().header("kid", RS256.jwk().getKeyID())
                .signedWithSecret(RS256.pair().getPublic().getEncoded()))));
        assertRefused(client.token(service(good().signedWithSecret(
                        RS256.jwk().toJSONString().getBytes(java.nio.charset.StandardCharsets.UTF_8)))));
        assertRefused(client.token(service(good().header("alg", "RS512").signedBy(RS256))));
        assertRefused(client.token(service("nonsense")));
        assertRefused(client.token(service("a.b.c")));
    }

    @Test
    void keyInTheHeaderCountsForNothing() {
        TestKey foreign = TestKey.make("ES256");

        assertRefused(client.token(service(good().header("jwk", foreign.json()).signedBy(foreign))));
    }

    @Test
    void assertionOfAnotherClientOrOneWithoutKeysIsRefused() {
        assertRefused(client.token(service(TestJwt.assertion(hub, "bauantrag").signedBy(ES256))));
        assertRefused(client.token(service(TestJwt.assertion(hub, "nobody").signedBy(ES256))));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void countsOnceAtWhateverNode(boolean sameNode) {
        String assertion = good().signedBy(ES256);
        assertAccepted(client.token(service(assertion)));

        KeyClient again = sameNode ? client : new KeyClient(HubUnderTest.behindProxy(), "schluessel");

        assertRefused(again.token(service(assertion)));
    }

    @Test
    void refusedAssertionUsesNothingUp() {
        TestJwt once = good();
        assertRefused(client.token(service(once.signedBy(TestKey.make("ES256")))));

        assertAccepted(
                client.token(service(once.header("kid", ES256.jwk().getKeyID()).signedBy(ES256))));
    }

    @Test
    void oneOfSixteenAtOnceCounts() {
        for (int round = 0; round < 10; round++) {
            String assertion = good().signedBy(ES256);

            List<Answer> answers = AtOnce.sixteen(() -> client.token(service(assertion)));

            assertThat(answers.stream().filter(answer -> answer.status() == 200))
                    .hasSize(1);
            assertThat(answers.stream().filter(answer -> answer.status() != 200))
                    .allSatisfy(ClientAssertionTests::assertRefused);
        }
    }

    @Test
    void needsItsTypeAndOneWayAlone() {
        String assertion = good().signedBy(ES256);
        Map<String, String> saml = new LinkedHashMap<>(service(assertion));
        saml.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:saml2-bearer");
        Map<String, String> untyped = new LinkedHashMap<>(service(assertion));
        untyped.remove("client_assertion_type");
        Map<String, String> withSecret = new LinkedHashMap<>(service(assertion));
        withSecret.put("client_secret", "schluessel-demo-secret");

        assertRefused(client.token(saml));
        assertThat(client.token(untyped).text("error")).isEqualTo("invalid_request");
        assertThat(client.token(client.named(withSecret)).text("error")).isEqualTo("invalid_request");
        assertThat(client.token(service(assertion), "Authorization", TestClient.basic("schluessel", "x"))
                        .text("error"))
                .isEqualTo("invalid_request");
        assertAccepted(client.token(service(assertion)));
    }

    @Test
    void assertionInTheAddressCountsForNothing() {
        assertRefused(client.post(
                "/oauth2/token?" + KeyClient.encoded(asserted(good().signedBy(ES256), Map.of())),
                Map.of("grant_type", "client_credentials")));
    }

    @Test
    void clientMayBeHeldToOneAlgorithm() {
        assertAccepted(client.token(service(TestJwt.assertion(hub, "nur-es256").signedBy(ES256))));
        assertRefused(client.token(service(TestJwt.assertion(hub, "nur-es256").signedBy(PS256))));
    }

    @Test
    void otherMethodsOfSuchAClientAreRefused() {
        assertRefused(client.token(client.named(Map.of("grant_type", "client_credentials"))));
        assertRefused(client.token(
                Map.of("grant_type", "client_credentials"),
                "Authorization",
                TestClient.basic("schluessel", "schluessel-demo-secret")));
    }

    /** Past client authentication the request fails for want of a certificate, which is another error. */
    @Test
    void fapiClientNamesTheIssuerAloneAndDoesNotUseRs256() {
        String issuer = hub.issuer();
        UnaryOperator<TestJwt> as = jwt -> jwt;

        assertThat(client.token(service(fapi(as).signedBy(PS256))).text("error"))
                .isEqualTo("invalid_request");
        assertRefused(client.token(
                service(fapi(jwt -> jwt.with("aud", List.of(issuer))).signedBy(PS256))));
        assertRefused(client.token(
                service(fapi(jwt -> jwt.with("aud", issuer + "/oauth2/token")).signedBy(PS256))));
        assertRefused(client.token(service(fapi(jwt -> jwt.with("aud", List.of(issuer, "https://x.example")))
                .signedBy(PS256))));
        assertRefused(client.token(service(fapi(as).signedBy(RS256))));
    }

    private TestJwt fapi(UnaryOperator<TestJwt> change) {
        return change.apply(TestJwt.assertion(hub, "fapi-schluessel"));
    }
}
