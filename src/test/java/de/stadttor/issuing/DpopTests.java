package de.stadttor.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.Base64URL;
import de.stadttor.platform.OpaqueKeys;
import de.stadttor.testing.AtOnce;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.KeyClient;
import de.stadttor.testing.SignedIn;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.TestClient.Answer;
import de.stadttor.testing.TestJwt;
import de.stadttor.testing.TestKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
import org.springframework.jdbc.core.simple.JdbcClient;

/** DPoP (RFC 9449): tokens that are of use to the holder of a key alone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DpopTests {

    private static final TestKey KEY = TestKey.make("ES256", null, null);
    private static final TestKey OTHER = TestKey.make("ES256", null, null);
    private static final String API = "/api/v1/configuration";

    private final HubUnderTest hub = HubUnderTest.shared();
    private final KeyClient mobile = new KeyClient(hub, "dpop-mobil");
    private final KeyClient server = new KeyClient(hub, "dpop-server");
    private final KeyClient plain = new KeyClient(hub, "bauantrag");
    private final String serverSecret = TestClient.basic("dpop-server", "dpop-server-demo-secret");
    private final String plainSecret = TestClient.basic("bauantrag", "bauantrag-demo-secret");
    private SignedIn anna;

    @BeforeAll
    void addApplications() {
        hub.add(Map.of(
                "dpop-mobil", Map.of("client-authentication", "[none]", "client-secret", ""),
                "dpop-server",
                        Map.of(
                                "dpop-bound-tokens", "true",
                                "grants", "[authorization_code, refresh_token, client_credentials]",
                                "audience", "stadttor",
                                "service-roles", "[operator]")));
        anna = SignedIn.anna(hub);
    }

    @AfterAll
    void takeThemAway() {
        hub.putBack();
    }

    @AfterEach
    void backToNow() {
        hub.clock().reset();
    }

    private Answer mobileTokens(TestKey key) {
        Map<String, String> form = mobile.named(mobile.redemption(anna.code(mobile.plain(), Map.of())));
        return assertOk(mobile.token(form, "DPoP", mobile.tokenProof(key)));
    }

    private static Map<String, String> refreshing(Answer tokens) {
        return Map.of("grant_type", "refresh_token", "refresh_token", tokens.text("refresh_token"));
    }

    private static Answer assertOk(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private static void assertRefused(Answer answer, String error) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.text("error")).isEqualTo(error);
    }

    private static void assertUnauthorized(Answer answer, String scheme, String error) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(401);
        assertThat(answer.response().headers().firstValue("WWW-Authenticate").orElse(""))
                .startsWith(scheme + " ")
                .contains("error=\"" + error + "\"");
    }

    private static String hash(String accessToken) {
        return Base64URL.encode(OpaqueKeys.sha256(accessToken.getBytes(StandardCharsets.US_ASCII)))
                .toString();
    }

    private TestJwt userinfoProof(String accessToken) {
        return mobile.proof(KEY, "GET", "/userinfo").with("ath", hash(accessToken));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ES256", "PS256", "EdDSA"})
    void eachAdvertisedAlgorithmBindsATokenToItsKey(String algorithm) {
        TestKey key = TestKey.make(algorithm, null, null);
        Answer tokens = mobileTokens(key);
        String access = tokens.text("access_token");

        assertThat(tokens.text("token_type")).isEqualTo("DPoP");
        assertThat(tokens.claims("access_token")).containsEntry("cnf", Map.of("jkt", key.thumbprint()));
        Answer userinfo = mobile.getBound(
                "/userinfo",
                access,
                mobile.proof(key, "GET", "/userinfo").with("ath", hash(access)).signedBy(key));
        assertThat(assertOk(userinfo).json()).containsKey("email");
    }

    @Test
    void introspectionShowsWhatATokenIsBoundTo() {
        Map<String, String> form = plain.redemption(anna.code(plain.plain(), Map.of()));
        Answer tokens = assertOk(plain.token(form, "Authorization", plainSecret, "DPoP", plain.tokenProof(KEY)));

        assertThat(plain.plain().introspect(tokens.text("access_token")).json())
                .containsEntry("active", true)
                .containsEntry("token_type", "DPoP")
                .containsEntry("cnf", Map.of("jkt", KEY.thumbprint()));
        assertThat(plain.plain().introspect(anna.tokens().text("access_token")).json())
                .containsEntry("token_type", "Bearer")
                .doesNotContainKey("cnf");
    }

    @Test
    void boundTokenIsNoBearerTokenAndTheReverse() {
        String bound = mobileTokens(KEY).text("access_token");
        String bearer = anna.tokens().text("access_token");

        assertUnauthorized(mobile.plain().userinfo(bound), "Bearer", "invalid_token");
        assertUnauthorized(
                mobile.get(
                        "/userinfo",
                        "Authorization",
                        "Bearer " + bound,
                        "DPoP",
                        userinfoProof(bound).signedBy(KEY)),
                "Bearer",
                "invalid_token");
        assertUnauthorized(
                mobile.getBound("/userinfo", bearer, userinfoProof(bearer).signedBy(KEY)), "DPoP", "invalid_token");
    }

    @Test
    void tokenWithAProofOfAnotherKeyIsRefused() {
        String access = mobileTokens(KEY).text("access_token");
        String proof = mobile.proof(OTHER, "GET", "/userinfo")
                .with("ath", hash(access))
                .signedBy(OTHER);

        assertUnauthorized(mobile.getBound("/userinfo", access, proof), "DPoP", "invalid_token");
    }

    @Test
    void proofCountsOnceForOneTokenMethodAndAddress() {
        String access = mobileTokens(KEY).text("access_token");
        String another = mobileTokens(KEY).text("access_token");
        String proof = userinfoProof(access).signedBy(KEY);
        assertOk(mobile.getBound("/userinfo", access, proof));

        for (String refused : List.of(
                proof,
                userinfoProof(another).signedBy(KEY),
                userinfoProof(access).without("ath").signedBy(KEY),
                userinfoProof(access).with("htm", "POST").signedBy(KEY),
                userinfoProof(access).with("htu", hub.issuer() + API).signedBy(KEY))) {
            Answer answer = mobile.getBound("/userinfo", access, refused);
            assertUnauthorized(answer, "DPoP", "invalid_dpop_proof");
            assertThat(answer.response()
                            .headers()
                            .firstValue("WWW-Authenticate")
                            .orElse(""))
                    .contains("algs=\"ES256 PS256 EdDSA\"");
        }
        assertUnauthorized(mobile.get("/userinfo", "Authorization", "DPoP " + access), "DPoP", "invalid_dpop_proof");
    }

    @Test
    void withoutTokenBothSchemesAreTold() {
        assertThat(mobile.get("/userinfo").response().headers().allValues("WWW-Authenticate"))
                .hasSize(2)
                .anyMatch(challenge -> challenge.startsWith("Bearer "))
                .anyMatch(challenge -> challenge.startsWith("DPoP ") && challenge.contains("algs="));
    }

    @Test
    void apiAsksForTheProofToo() {
        Answer tokens = assertOk(server.token(
                Map.of("grant_type", "client_credentials", "scope", "roles"),
                "Authorization",
                serverSecret,
                "DPoP",
                server.tokenProof(KEY)));
        String access = tokens.text("access_token");
        String proof = server.proof(KEY, "GET", API).with("ath", hash(access)).signedBy(KEY);

        assertUnauthorized(server.plain().get(API, access), "Bearer", "invalid_token");
        assertOk(server.getBound(API, access, proof));
        assertUnauthorized(server.getBound(API, access, proof), "DPoP", "invalid_dpop_proof");
    }

    static Stream<Arguments> faults() {
        TestKey rs256 = TestKey.make("RS256", null, null);
        return Stream.<Map.Entry<String, UnaryOperator<TestJwt>>>of(
                        Map.entry("of another type", jwt -> jwt.header("typ", "JWT")),
                        Map.entry("of no type", jwt -> jwt.withoutHeader("typ")),
                        Map.entry("without its key", jwt -> jwt.withoutHeader("jwk")),
                        Map.entry("with another key", jwt -> jwt.header("jwk", OTHER.json())),
                        Map.entry("with a key of another kind", jwt -> jwt.header("jwk", rs256.json())),
                        Map.entry("with a private key", jwt -> jwt.header("jwk", privateJwk())),
                        Map.entry(
                                "with an extension",
                                jwt -> jwt.header("crit", List.of("x")).header("x", 1)),
                        Map.entry("for another method", jwt -> jwt.with("htm", "GET")),
                        Map.entry("for a method in small letters", jwt -> jwt.with("htm", "post")),
                        Map.entry("for no method", jwt -> jwt.without("htm")),
                        Map.entry("for another address", jwt -> jwt.with("htu", "https://other.example/oauth2/token")),
                        Map.entry("for a part of the address", jwt -> jwt.with("htu", "/oauth2/token")),
                        Map.entry("for no address", jwt -> jwt.without("htu")),
                        Map.entry("without a name", jwt -> jwt.without("jti")),
                        Map.entry("without a time", jwt -> jwt.without("iat")),
                        Map.entry("too old", jwt -> jwt.moved("iat", -310)),
                        Map.entry("from the future", jwt -> jwt.moved("iat", 310)))
                .map(fault -> Arguments.of(fault.getKey(), fault.getValue()));
    }

    private static Map<String, Object> privateJwk() {
        Map<String, Object> key = new LinkedHashMap<>(KEY.json());
        key.put("d", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE");
        return key;
    }

    private Answer service(String... headers) {
        String[] all = Stream.concat(Stream.of("Authorization", serverSecret), Stream.of(headers))
                .toArray(String[]::new);
        return server.token(Map.of("grant_type", "client_credentials"), all);
    }

    private TestJwt good() {
        return server.proof(KEY, "POST", "/oauth2/token");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void refusesProofThatIs(String name, UnaryOperator<TestJwt> fault) {
        assertRefused(service("DPoP", fault.apply(good()).signedBy(KEY)), "invalid_dpop_proof");
    }

    @Test
    void refusesWhatIsNoSignatureWithAnAllowedAlgorithm() {
        TestKey rs256 = TestKey.make("RS256", null, null);

        assertRefused(
                service("DPoP", server.proof(rs256, "POST", "/oauth2/token").signedBy(rs256)), "invalid_dpop_proof");
        assertRefused(service("DPoP", good().unsigned()), "invalid_dpop_proof");
        assertRefused(
                service("DPoP", good().signedWithSecret(KEY.pair().getPublic().getEncoded())), "invalid_dpop_proof");
        assertRefused(service("DPoP", "nonsense"), "invalid_dpop_proof");
    }

    @Test
    void refusesTwoProofs() {
        Answer answer = service("DPoP", good().signedBy(KEY), "DPoP", good().signedBy(KEY));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("error")).isIn("invalid_dpop_proof", "invalid_request");
    }

    @Test
    void addressIsComparedInItsNormalFormWithoutItsQuery() {
        String upper = hub.issuer().replace("http://localhost", "HTTP://LOCALHOST");

        assertOk(service(
                "DPoP", good().with("htu", hub.issuer() + "/oauth2/token?x=y#z").signedBy(KEY)));
        assertOk(service("DPoP", good().with("htu", upper + "/oauth2/./tok%65n").signedBy(KEY)));
        assertOk(service("DPoP", good().moved("iat", 10).signedBy(KEY)));
        assertOk(service("DPoP", good().moved("iat", -200).signedBy(KEY)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void proofCountsOnceAtWhateverNode(boolean sameNode) {
        String proof = good().signedBy(KEY);
        assertOk(service("DPoP", proof));

        KeyClient again = sameNode ? server : new KeyClient(HubUnderTest.behindProxy(), "dpop-server");

        assertRefused(
                again.token(Map.of("grant_type", "client_credentials"), "Authorization", serverSecret, "DPoP", proof),
                "invalid_dpop_proof");
    }

    @Test
    void oneOfSixteenAtOnceCounts() {
        for (int round = 0; round < 10; round++) {
            String proof = good().signedBy(KEY);

            List<Answer> answers = AtOnce.sixteen(() -> service("DPoP", proof));

            assertThat(answers.stream().filter(answer -> answer.status() == 200))
                    .hasSize(1);
            assertThat(answers.stream().filter(answer -> answer.status() != 200))
                    .allSatisfy(answer -> assertRefused(answer, "invalid_dpop_proof"));
        }
    }

    /** The request is not valid without it (section 5), so the code is not used up. */
    @Test
    void clientThatOwesAProofGetsNothingWithoutItAndKeepsItsCode() {
        Map<String, String> form = server.redemption(anna.code(server.plain(), Map.of()));

        assertRefused(server.token(form, "Authorization", serverSecret), "invalid_dpop_proof");
        assertRefused(
                server.token(
                        form,
                        "Authorization",
                        serverSecret,
                        "DPoP",
                        good().moved("iat", 400).signedBy(KEY)),
                "invalid_dpop_proof");

        assertOk(server.token(form, "Authorization", serverSecret, "DPoP", good().signedBy(KEY)));
    }

    @Test
    void refreshTokenOfAPublicClientIsBoundToItsKey() {
        Answer tokens = mobileTokens(KEY);
        Map<String, String> form = mobile.named(refreshing(tokens));

        assertRefused(mobile.token(form), "invalid_grant");
        assertRefused(mobile.token(form, "DPoP", mobile.tokenProof(OTHER)), "invalid_grant");
        Answer refreshed = assertOk(mobile.token(form, "DPoP", mobile.tokenProof(KEY)));

        assertThat(refreshed.text("token_type")).isEqualTo("DPoP");
        assertRefused(mobile.token(mobile.named(refreshing(refreshed))), "invalid_grant");
    }

    @Test
    void refreshTokenOfAConfidentialClientIsBoundToTheClientAlone() {
        Map<String, String> code = server.redemption(anna.code(server.plain(), Map.of()));
        Answer tokens = assertOk(server.token(code, "Authorization", serverSecret, "DPoP", good().signedBy(KEY)));

        Answer refreshed = assertOk(
                server.token(refreshing(tokens), "Authorization", serverSecret, "DPoP", server.tokenProof(OTHER)));

        assertThat(refreshed.claims("access_token")).containsEntry("cnf", Map.of("jkt", OTHER.thumbprint()));
    }

    /** Section 10. */
    @Test
    void codeThatIsBoundToAKeyIsRedeemedWithItAlone() {
        for (TestKey key : List.of(OTHER, KEY)) {
            String code = anna.code(mobile.plain(), Map.of());
            hub.bean(JdbcClient.class)
                    .sql("update grants set asked = jsonb_build_object('dpopKey', :key::text)"
                            + " where application = 'dpop-mobil' and created_at = (select max(created_at) from grants"
                            + " where application = 'dpop-mobil')")
                    .param("key", KEY.thumbprint())
                    .update();
            Map<String, String> form = mobile.named(mobile.redemption(code));

            Answer answer = mobile.token(form, "DPoP", mobile.tokenProof(key));

            if (key == KEY) {
                assertOk(answer);
            } else {
                assertRefused(answer, "invalid_grant");
                assertRefused(mobile.token(form, "DPoP", mobile.tokenProof(KEY)), "invalid_grant");
            }
        }
    }

    /** Section 8: nobody needs a nonce; one that is there is one of ours, and fresh. */
    @Test
    void nonceIsHandedOutAndCheckedWhereItIsThere() {
        Answer first = assertOk(service("DPoP", good().signedBy(KEY)));
        String nonce = first.response().headers().firstValue("DPoP-Nonce").orElseThrow();
        assertOk(service("DPoP", good().with("nonce", nonce).signedBy(KEY)));

        Answer refused = service("DPoP", good().with("nonce", "made-up").signedBy(KEY));
        assertRefused(refused, "use_dpop_nonce");
        assertThat(refused.response().headers().firstValue("DPoP-Nonce")).isPresent();

        hub.clock().advance(Duration.ofMinutes(11));
        assertRefused(service("DPoP", good().with("nonce", nonce).signedBy(KEY)), "use_dpop_nonce");
        assertThat(plain.plain().introspect("t").response().headers().firstValue("DPoP-Nonce"))
                .isEmpty();
    }
}
