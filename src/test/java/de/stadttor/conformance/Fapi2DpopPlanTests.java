package de.stadttor.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.Base64URL;
import de.stadttor.platform.OpaqueKeys;
import de.stadttor.testing.KeyClient;
import de.stadttor.testing.TestClient.Answer;
import de.stadttor.testing.TestJwt;
import de.stadttor.testing.TestKey;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The plan "FAPI 2.0 Security Profile (final)" with private_key_jwt and DPoP. */
class Fapi2DpopPlanTests extends Fapi2Plan {

    private static final TestKey PROOF = TestKey.make("ES256", null, null);
    private static final TestKey OTHER = TestKey.make("ES256", null, null);
    private static final Map<String, TestKey> KEYS =
            Map.of("fapi-eins", TestKey.make("PS256"), "fapi-zwei", TestKey.make("ES256"));

    @BeforeAll
    void addApplications() {
        Map<String, Map<String, String>> applications = new LinkedHashMap<>();
        KEYS.forEach((id, key) -> applications.put(
                id,
                Map.of(
                        "profile", "fapi2",
                        "client-authentication", "[private_key_jwt]",
                        "client-secret", "",
                        "dpop-bound-tokens", "true",
                        "id-token-alg", "PS256",
                        "jwks", TestKey.jwks(key))));
        hub.add(applications);
    }

    @Override
    String first() {
        return "fapi-eins";
    }

    @Override
    String second() {
        return "fapi-zwei";
    }

    @Override
    String scheme() {
        return "DPoP";
    }

    private KeyClient client(String id) {
        return new KeyClient(node, id);
    }

    private static TestKey key(String client) {
        TestKey key = KEYS.get(client);
        if (key == null) {
            throw new IllegalArgumentException(client);
        }
        return key;
    }

    private TestJwt assertion() {
        return TestJwt.assertion(node, first());
    }

    private Answer asserted(String path, TestJwt assertion, Map<String, String> form, String... headers) {
        return client(first()).post(path, KeyClient.asserted(assertion.signedBy(key(first())), form), headers);
    }

    @Override
    Answer authenticated(String client, String path, Map<String, String> form) {
        return client(client).post(path, KeyClient.asserted(client(client).assertion(key(client)), form));
    }

    @Override
    Answer bound(String client, String path, Map<String, String> form) {
        return bound(client, path, form, proof("POST", path));
    }

    private Answer bound(String client, String path, Map<String, String> form, TestJwt proof) {
        return client(client)
                .post(
                        path,
                        KeyClient.asserted(client(client).assertion(key(client)), form),
                        "DPoP",
                        proof.signedBy(PROOF));
    }

    @Override
    Answer withoutKey(Map<String, String> form) {
        return authenticated(first(), TOKEN, form);
    }

    /** Name and assertion of the second client, signed by the first one's key. */
    @Override
    Answer mixedUp(String path, Map<String, String> form) {
        String assertion = client(second()).assertion(key(first()));
        return client(second())
                .post(
                        path,
                        client(second()).named(KeyClient.asserted(assertion, form)),
                        "DPoP",
                        proof("POST", path).signedBy(PROOF));
    }

    private TestJwt proof(String method, String path) {
        return TestJwt.proof(node, PROOF, method, path);
    }

    private TestJwt userinfoProof(String accessToken) {
        return proof("GET", "/userinfo")
                .with(
                        "ath",
                        Base64URL.encode(OpaqueKeys.sha256(accessToken.getBytes(StandardCharsets.US_ASCII)))
                                .toString());
    }

    @Override
    Answer userinfo(String scheme, String accessToken) {
        return userinfo(scheme, accessToken, userinfoProof(accessToken).signedBy(PROOF));
    }

    private Answer userinfo(String scheme, String accessToken, String proof) {
        return client(first()).get("/userinfo", "Authorization", scheme + " " + accessToken, "DPoP", proof);
    }

    @Override
    Answer userinfoWithoutKey(String accessToken) {
        return client(first()).get("/userinfo", "Authorization", "DPoP " + accessToken);
    }

    /**
     * …-check-dpop-proof-nbf-exp, …-ensure-dpop-proof-with-iat-is-10seconds-before-succeeds, …-10seconds-after-….
     */
    @ParameterizedTest
    @ValueSource(longs = {-10, 0, 10})
    void proofMayBeATenSecondsOffAndSayHowLongItIsGood(long seconds) {
        TestJwt proof = proof("POST", TOKEN).moved("iat", seconds);
        long now = node.clock().instant().getEpochSecond();
        if (seconds == 0) {
            proof.with("nbf", now).with("exp", now + 300);
        }

        Answer tokens = ok(bound(first(), TOKEN, redemption(code(Map.of())), proof), 200);

        String access = tokens.text("access_token");
        ok(userinfo("DPoP", access, userinfoProof(access).moved("iat", seconds).signedBy(PROOF)), 200);
    }

    /** …-ensure-mismatched-dpop-jkt-fails: RFC 9449 section 10.1. */
    @Test
    void keyThatIsNamedHasToBeTheOneThatIsProvenWhenTheRequestIsPushed() {
        refused(
                bound(first(), PAR, request(Map.of("dpop_jkt", OTHER.thumbprint()))),
                "invalid_request",
                "invalid_dpop_proof");
    }

    /** …-ensure-token-endpoint-fails-with-mismatched-dpop-jkt, …-with-mismatched-dpop-proof-jkt. */
    @Test
    void codeThatIsBoundToAnotherKeyIsNotRedeemed() {
        refused(redeem(code(Map.of("dpop_jkt", OTHER.thumbprint()))), "invalid_grant", "invalid_dpop_proof");
        String pushed = ok(
                        client(first())
                                .post(
                                        PAR,
                                        KeyClient.asserted(client(first()).assertion(key(first())), request(Map.of())),
                                        "DPoP",
                                        TestJwt.proof(node, OTHER, "POST", PAR).signedBy(OTHER)),
                        201)
                .text("request_uri");

        refused(redeem(opens(pushed).code().orElseThrow()), "invalid_grant", "invalid_dpop_proof");
    }

    /** …-ensure-dpop-proof-at-par-endpoint-binding-success, …-ensure-dpop-auth-code-binding-success. */
    @Test
    void codeThatIsBoundToTheKeyIsRedeemed() {
        ok(redeem(code(Map.of("dpop_jkt", PROOF.thumbprint()))), 200);
        String pushed = ok(bound(first(), PAR, request(Map.of())), 201).text("request_uri");

        ok(redeem(opens(pushed).code().orElseThrow()), 200);
    }

    static Stream<Arguments> faultsOfProofs() {
        TestKey rs256 = TestKey.make("RS256", null, null);
        Map<String, UnaryOperator<TestJwt>> faults = new LinkedHashMap<>();
        faults.put("without typ", jwt -> jwt.withoutHeader("typ"));
        faults.put("without jwk", jwt -> jwt.withoutHeader("jwk"));
        faults.put("without jti", jwt -> jwt.without("jti"));
        faults.put("without htm", jwt -> jwt.without("htm"));
        faults.put("without htu", jwt -> jwt.without("htu"));
        faults.put("without iat", jwt -> jwt.without("iat"));
        faults.put("without ath", jwt -> jwt.without("ath"));
        faults.put("of another typ", jwt -> jwt.header("typ", "JWT"));
        faults.put("with the key of somebody else", jwt -> jwt.header("jwk", OTHER.json()));
        faults.put("with an RSA key", jwt -> jwt.header("jwk", rs256.json()));
        faults.put("for another method", jwt -> jwt.with("htm", "PUT"));
        faults.put("for another address", jwt -> jwt.with("htu", "https://other.example/userinfo"));
        faults.put("an hour ahead", jwt -> jwt.moved("iat", 3600));
        faults.put("an hour old", jwt -> jwt.moved("iat", -3600));
        return faults.entrySet().stream().map(fault -> Arguments.of(fault.getKey(), fault.getValue()));
    }

    /** …-dpop-negative-tests: RFC 9449 sections 4.3, 7.1. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("faultsOfProofs")
    void refusesProof(String name, UnaryOperator<TestJwt> fault) {
        String access = tokens(Map.of()).text("access_token");

        assertThat(userinfo("DPoP", access, fault.apply(userinfoProof(access)).signedBy(PROOF))
                        .status())
                .isEqualTo(401);
    }

    /** The same module: what is no proof at all, what is one too many, and the token as a bearer token. */
    @Test
    void refusesWhatIsNoProof() {
        String access = tokens(Map.of()).text("access_token");
        TestKey rs256 = TestKey.make("RS256", null, null);
        String good = userinfoProof(access).signedBy(PROOF);

        for (String proof : List.of(
                "nonsense",
                userinfoProof(access).unsigned(),
                userinfoProof(access).header("jwk", rs256.json()).signedBy(rs256),
                good.substring(0, good.lastIndexOf('.') + 1) + "AAAA" + good.substring(good.lastIndexOf('.') + 5))) {
            assertThat(userinfo("DPoP", access, proof).status()).as(proof).isEqualTo(401);
        }
        assertThat(client(first())
                        .get("/userinfo", "Authorization", "DPoP " + access, "DPoP", good, "DPoP", good)
                        .status())
                .isIn(400, 401);
        assertThat(userinfo("Bearer", access).status()).isEqualTo(401);
        ok(userinfo("DPoP", access, good), 200);
        assertThat(userinfo("DPoP", access, good).status()).as("once more").isEqualTo(401);
    }

    /** The same module: a query or fragment of {@code htu} is passed over (section 4.3 number 9). */
    @Test
    void addressMayHaveAQuery() {
        String access = tokens(Map.of()).text("access_token");

        ok(
                userinfo(
                        "DPoP",
                        access,
                        userinfoProof(access)
                                .with("htu", hub.issuer() + "/userinfo?a=b#c")
                                .signedBy(PROOF)),
                200);
    }

    static Stream<Arguments> faultsOfAssertions() {
        Map<String, UnaryOperator<TestJwt>> faults = new LinkedHashMap<>();
        faults.put("for somebody else", jwt -> jwt.with("aud", "https://other.example/"));
        faults.put("without sub", jwt -> jwt.without("sub"));
        faults.put("five minutes too old", jwt -> jwt.moved("exp", -360).moved("iat", -360));
        return faults.entrySet().stream().map(fault -> Arguments.of(fault.getKey(), fault.getValue()));
    }

    /**
     * …-ensure-client-assertion-with-wrong-aud-fails, …-with-no-sub-fails, …-with-exp-is-5-minutes-in-past-fails.
     */
    @ParameterizedTest(name = "{0}")
    @MethodSource("faultsOfAssertions")
    void refusesAssertion(String name, UnaryOperator<TestJwt> fault) {
        refused(
                asserted(
                        TOKEN,
                        fault.apply(assertion()),
                        redemption(code(Map.of())),
                        "DPoP",
                        proof("POST", TOKEN).signedBy(PROOF)),
                "invalid_client");
    }

    /** …-ensure-client-assertion-in-token-endpoint, …-ensure-signed-client-assertion-with-RS256-fails. */
    @Test
    void assertionIsThereAndNotSignedWithRs256() {
        Map<String, String> form = redemption(code(Map.of()));
        KeyClient client = client(first());

        refused(client.token(client.named(form), "DPoP", proof("POST", TOKEN).signedBy(PROOF)), "invalid_client");
        refused(
                client.token(
                        KeyClient.asserted(assertion().signedBy(key(first()).with("RS256")), form),
                        "DPoP",
                        proof("POST", TOKEN).signedBy(PROOF)),
                "invalid_client");
    }

    /** …-par-ensure-jwt-client-assertions-nbf-8-seconds-in-the-future-is-accepted. */
    @Test
    void clockOfTheClientMayBeEightSecondsFast() {
        long ahead = node.clock().instant().getEpochSecond() + 8;

        ok(asserted(PAR, assertion().with("iat", ahead).with("nbf", ahead), request(Map.of())), 201);
    }

    /** …-par-ensure-jwt-client-assertions-nbf-over-60-seconds-in-the-future-fails. */
    @Test
    void clockOfTheClientMayNotBeMoreThanAMinuteFast() {
        long ahead = node.clock().instant().getEpochSecond() + 65;

        refused(
                asserted(
                        PAR,
                        assertion().with("iat", ahead).with("nbf", ahead).with("exp", ahead + 60),
                        request(Map.of())),
                "invalid_client");
    }

    /** …-par-test-array-as-audience-fails, …-par-endpoint-url-as-audience-fails, …-token-endpoint-url-…. */
    @Test
    void audienceIsTheIssuerAloneAsAString() {
        for (Object audience :
                List.of(List.of(hub.issuer(), "https://other.example"), hub.issuer() + PAR, hub.issuer() + TOKEN)) {
            refused(asserted(PAR, assertion().with("aud", audience), request(Map.of())), "invalid_client");
        }
        ok(push(Map.of()), 201);
    }
}
