package de.stadttor.testing;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import de.stadttor.federation.Assurance;
import de.stadttor.federation.Municipality;
import de.stadttor.federation.Provider;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * An OpenID provider on a port of its own that signs real tokens for whoever {@link #person} names, without asking for
 * a password. Each kind of misbehaviour is a method and holds until {@link #behaves()}.
 */
public final class FakeProvider implements AutoCloseable {

    public static final String CLIENT_ID = "stadttor";
    public static final String CLIENT_SECRET = "fake-provider-secret";

    private final String id;
    private final WireMockServer server;
    private final FakeConversation conversation;
    private UnaryOperator<ResponseDefinitionBuilder> everywhere = answer -> answer;
    private Map<String, ResponseDefinitionBuilder> instead = Map.of();

    private FakeProvider(String id, Clock clock) {
        this.id = id;
        this.server = new WireMockServer(WireMockConfiguration.options()
                .bindAddress("127.0.0.1")
                .dynamicPort()
                .extensions(new Answers()));
        server.start();
        server.stubFor(any(anyUrl()).willReturn(aResponse()));
        this.conversation = new FakeConversation(issuer(), clock);
    }

    /**
     * @param id the provider's id at the hub, and its realm
     */
    public static FakeProvider started(String id) {
        return started(id, Clock.systemUTC());
    }

    public static FakeProvider started(String id, Clock clock) {
        return new FakeProvider(id, clock);
    }

    public String issuer() {
        return "http://localhost:" + server.port() + "/realms/" + id;
    }

    /** As the hub's configuration has it, serving Dresden. */
    public Provider provider() {
        return provider(new Provider.ClaimProfile("groups", "realm_roles", "department", "ags"));
    }

    public Provider provider(Provider.ClaimProfile claims) {
        return new Provider(
                id,
                "Provider " + id,
                issuer(),
                CLIENT_ID,
                List.of(id + ".example"),
                true,
                List.of(new Municipality("14612000", "Dresden")),
                null,
                Provider.Logout.PROVIDER,
                claims,
                Map.of("low", Assurance.LOW, "substantial", Assurance.SUBSTANTIAL),
                null);
    }

    /**
     * Who signs in from now on.
     *
     * @param claims of the ID token, besides those of the protocol
     */
    public FakeProvider person(String sub, Map<String, Object> claims) {
        conversation.person(sub, claims);
        return this;
    }

    /** Claims that userinfo alone tells. */
    public FakeProvider tellsOnlyInUserinfo(Map<String, Object> claims) {
        conversation.userinfo(claims);
        return this;
    }

    /** What the last authorization request asked for. */
    public Map<String, String> lastAuthorization() {
        return conversation.lastAuthorization();
    }

    /** How often one of its endpoints was called: {@code jwks}, {@code token}, or what discovery names else. */
    public int callsOf(String endpoint) {
        String path = URI.create(issuer()).getPath() + "/" + endpoint;
        return server.findAll(anyRequestedFor(urlPathEqualTo(path))).size();
    }

    public void authenticatedAt(Instant time) {
        claim("auth_time", time.getEpochSecond());
    }

    public void behaves() {
        everywhere = answer -> answer;
        instead = Map.of();
        conversation.behaves();
    }

    public void answersWithForeignKey() {
        conversation.tokens().signWithForeignKeyOfSameName();
    }

    public void unknownKid() {
        conversation.tokens().signWithUnpublishedKey();
    }

    public void rotatesKeys() {
        conversation.tokens().rotate();
    }

    public void algNone() {
        conversation.tokens().signNot();
    }

    public void hs256WithPublicKey() {
        conversation.tokens().signWithPublicKeyAsSecret();
    }

    public void answersWithTokenOfType(String type) {
        conversation.tokens().callItself(type);
    }

    public void answersWithWrongNonce() {
        claim("nonce", "of-another-sign-in");
    }

    public void wrongAudience() {
        claim("aud", "another-client");
    }

    public void wrongIssuer() {
        claim("iss", issuer() + "-other");
    }

    public void foreignAzp() {
        claim("azp", "another-client");
    }

    public void expired() {
        claim("exp", 1_000_000_000L);
    }

    public void wrongAccessTokenHash() {
        claim("at_hash", "AAAAAAAAAAAAAAAAAAAAAA");
    }

    public void hugeClaims() {
        claim("name", "x".repeat(2 << 20));
    }

    public void tooManyGroups() {
        conversation.userinfo(Map.of(
                "groups", IntStream.range(0, 20_001).mapToObj(n -> "g" + n).toList()));
    }

    public void deepClaims() {
        conversation.twist(claims -> {
            Object deep = "bottom";
            for (int i = 0; i < 500; i++) {
                deep = List.of(deep);
            }
            claims.put("groups", deep);
        });
    }

    /** Any one claim of the ID token, as it should not be. */
    public void claim(String name, Object value) {
        conversation.twist(claims -> claims.put(name, value));
    }

    public void withoutClaim(String name) {
        conversation.twist(claims -> claims.remove(name));
    }

    public void userinfoIsAboutAnother() {
        conversation.userinfoSubject("somebody-else");
    }

    /** The authorization answer bears another {@code iss}: the mix-up of RFC 9207. */
    public void answersAs(String issuer) {
        conversation.callback(parameters -> parameters.put("iss", issuer));
    }

    public void withholdsIss() {
        conversation.callback(parameters -> parameters.remove("iss"));
    }

    public void answersWithError(String error) {
        conversation.callback(parameters -> {
            parameters.remove("code");
            parameters.put("error", error);
        });
    }

    /** Its discovery document says something else. */
    public void publishes(String name, Object value) {
        conversation.discovery(document -> document.put(name, value));
    }

    public void isDown() {
        everywhere = answer -> aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER);
    }

    public void answersStatus(int status) {
        everywhere = answer -> aResponse().withStatus(status);
    }

    public void isSlow(Duration delay) {
        everywhere = answer -> answer.withFixedDelay((int) delay.toMillis());
    }

    public void dripsBytes() {
        everywhere = answer -> answer.withChunkedDribbleDelay(100, 60_000);
    }

    public void answersHtml() {
        everywhere = answer -> aResponse()
                .withHeader("Content-Type", "text/html")
                .withBody("<!doctype html><title>Maintenance</title>");
    }

    public void redirectsTo(URI target) {
        everywhere = answer -> aResponse().withStatus(302).withHeader("Location", target.toString());
    }

    /** Its clock shows another time. */
    public void tellsDate(Instant date) {
        everywhere = answer ->
                answer.withHeader("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(date.atOffset(ZoneOffset.UTC)));
    }

    public void jwksAway() {
        instead = Map.of("jwks", aResponse().withStatus(503));
    }

    /** As for a secret that has run out. */
    public void refusesClient() {
        instead = Map.of(
                "token",
                aResponse()
                        .withStatus(401)
                        .withHeader("Content-Type", "application/json")
                        .withBody("{\"error\":\"invalid_client\"}"));
    }

    public void tokenEndpointAway() {
        instead = Map.of("token", aResponse().withFault(Fault.EMPTY_RESPONSE));
    }

    @Override
    public void close() {
        server.stop();
    }

    /** Answers each request by the conversation, then as the misbehaviour has it. */
    private final class Answers implements ResponseDefinitionTransformerV2 {

        @Override
        public ResponseDefinition transform(ServeEvent event) {
            Request request = event.getRequest();
            String path = URI.create(request.getUrl()).getPath();
            String endpoint = path.substring(path.lastIndexOf('/') + 1);
            ResponseDefinitionBuilder usual = instead.get(endpoint);
            return everywhere
                    .apply(usual == null ? conversation.answer(endpoint, request) : usual)
                    .build();
        }

        @Override
        public String getName() {
            return "openid-provider";
        }
    }

    /** Changes something of what is said. */
    interface Twist extends Consumer<Map<String, Object>> {}
}
