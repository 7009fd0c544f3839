package de.stadttor.testing;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.FormParameter;
import com.github.tomakehurst.wiremock.http.QueryParameter;
import com.github.tomakehurst.wiremock.http.Request;
import de.stadttor.platform.Json;
import de.stadttor.testing.FakeProvider.Twist;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a {@link FakeProvider} says at each endpoint; it holds the hub to the protocol, too. */
final class FakeConversation {

    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private final String issuer;
    private final Clock clock;
    private final Map<String, Code> codes = new ConcurrentHashMap<>();
    private Map<String, String> lastAuthorization = Map.of();
    private Signer person = new Signer("somebody", Map.of());
    private Map<String, Object> userinfo = Map.of();
    private FakeTokens tokens = new FakeTokens();
    private Twist idToken = claims -> {};
    private Twist callback = parameters -> {};
    private Twist discovery = document -> {};
    private @Nullable String userinfoSubject;

    private record Signer(String sub, Map<String, Object> claims) {}

    private record Code(Signer person, Map<String, String> request) {}

    FakeConversation(String issuer, Clock clock) {
        this.issuer = issuer;
        this.clock = clock;
    }

    void person(String sub, Map<String, Object> claims) {
        person = new Signer(sub, claims);
    }

    void userinfo(Map<String, Object> claims) {
        userinfo = claims;
    }

    void userinfoSubject(String sub) {
        userinfoSubject = sub;
    }

    void twist(Twist twist) {
        idToken = twist;
    }

    void callback(Twist twist) {
        callback = twist;
    }

    void discovery(Twist twist) {
        discovery = twist;
    }

    FakeTokens tokens() {
        return tokens;
    }

    Map<String, String> lastAuthorization() {
        return lastAuthorization;
    }

    void behaves() {
        tokens = new FakeTokens();
        userinfo = Map.of();
        userinfoSubject = null;
        idToken = claims -> {};
        callback = parameters -> {};
        discovery = document -> {};
    }

    ResponseDefinitionBuilder answer(String endpoint, Request request) {
        return switch (endpoint) {
            case "openid-configuration" -> json(discoveryDocument());
            case "jwks" ->
                aResponse().withHeader("Content-Type", "application/json").withBody(tokens.jwks());
            case "authorize" -> authorization(request);
            case "token" -> token(request);
            case "userinfo" -> userinfoAnswer();
            case "logout" ->
                aResponse()
                        .withStatus(302)
                        .withHeader(
                                "Location",
                                query(request, "post_logout_redirect_uri") + "?state=" + query(request, "state"));
            default -> aResponse().withStatus(404);
        };
    }

    private Map<String, Object> discoveryDocument() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("issuer", issuer);
        document.put("authorization_endpoint", issuer + "/authorize");
        document.put("token_endpoint", issuer + "/token");
        document.put("jwks_uri", issuer + "/jwks");
        document.put("userinfo_endpoint", issuer + "/userinfo");
        document.put("end_session_endpoint", issuer + "/logout");
        document.put("authorization_response_iss_parameter_supported", true);
        document.put("token_endpoint_auth_methods_supported", List.of("client_secret_basic"));
        discovery.accept(document);
        return document;
    }

    private ResponseDefinitionBuilder authorization(Request request) {
        Map<String, String> asked = Stream.of(
                        "response_type",
                        "client_id",
                        "redirect_uri",
                        "scope",
                        "state",
                        "nonce",
                        "code_challenge",
                        "code_challenge_method",
                        "prompt",
                        "max_age",
                        "login_hint",
                        "acr_values",
                        "ui_locales")
                .filter(name -> request.queryParameter(name).isPresent())
                .collect(Collectors.toMap(name -> name, name -> query(request, name)));
        lastAuthorization = asked;
        if (!asked.getOrDefault("client_id", "").equals(FakeProvider.CLIENT_ID)
                || !asked.getOrDefault("scope", "").startsWith("openid")
                || !asked.getOrDefault("code_challenge_method", "").equals("S256")) {
            return aResponse().withStatus(400);
        }
        String code = UUID.randomUUID().toString();
        codes.put(code, new Code(person, asked));
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("code", code);
        parameters.put("state", asked.getOrDefault("state", ""));
        parameters.put("iss", issuer);
        callback.accept(parameters);
        String answer = parameters.entrySet().stream()
                .map(p -> p.getKey() + "=" + URLEncoder.encode(String.valueOf(p.getValue()), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return aResponse().withStatus(302).withHeader("Location", asked.get("redirect_uri") + "?" + answer);
    }

    private ResponseDefinitionBuilder token(Request request) {
        String credentials = FakeProvider.CLIENT_ID + ":" + FakeProvider.CLIENT_SECRET;
        String expected = "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
        if (!expected.equals(request.getHeader("Authorization"))) {
            return json(Map.of("error", "invalid_client")).withStatus(401);
        }
        Code code = codes.remove(form(request, "code"));
        if (code == null
                || !form(request, "redirect_uri").equals(code.request().get("redirect_uri"))
                || !s256(form(request, "code_verifier")).equals(code.request().get("code_challenge"))) {
            return json(Map.of("error", "invalid_grant")).withStatus(400);
        }
        return json(Map.of(
                "access_token",
                "access-token-of-the-provider",
                "token_type",
                "Bearer",
                "expires_in",
                300,
                "id_token",
                tokens.signed(claims(code))));
    }

    private Map<String, Object> claims(Code code) {
        long now = clock.instant().getEpochSecond();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("acr", "low");
        claims.put("auth_time", now);
        claims.put("sid", "upstream-session");
        claims.putAll(code.person().claims());
        claims.put("iss", issuer);
        claims.put("sub", code.person().sub());
        claims.put("aud", FakeProvider.CLIENT_ID);
        claims.put("azp", FakeProvider.CLIENT_ID);
        claims.put("iat", now);
        claims.put("exp", now + 300);
        claims.put("nonce", code.request().getOrDefault("nonce", ""));
        idToken.accept(claims);
        return claims;
    }

    private ResponseDefinitionBuilder userinfoAnswer() {
        Map<String, Object> claims = new LinkedHashMap<>(person.claims());
        claims.putAll(userinfo);
        claims.put("sub", userinfoSubject == null ? person.sub() : userinfoSubject);
        return json(claims);
    }

    private static ResponseDefinitionBuilder json(Map<String, Object> body) {
        return aResponse().withHeader("Content-Type", "application/json").withBody(Json.write(body));
    }

    private static String query(Request request, String name) {
        QueryParameter parameter = request.queryParameter(name);
        return parameter.isPresent() ? parameter.firstValue() : "";
    }

    private static String form(Request request, String name) {
        FormParameter parameter = request.formParameter(name);
        return parameter != null && parameter.isPresent() ? parameter.firstValue() : "";
    }

    private static String s256(String verifier) {
        try {
            return BASE64URL.encodeToString(
                    MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
