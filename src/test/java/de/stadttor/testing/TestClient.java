package de.stadttor.testing;

import com.nimbusds.jwt.SignedJWT;
import de.stadttor.platform.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An application of the demo as a plain OpenID Connect client. */
public final class TestClient {

    public static final String CALLBACK = "http://127.0.0.1:9100/callback";
    public static final String VERIFIER = "a-code-verifier-of-the-tests-that-is-long-enough-0123456789";

    private final String issuer;
    private final String clientId;
    private final boolean confidential;
    private final HttpClient http = HttpClient.newHttpClient();

    public TestClient(String issuer, String clientId) {
        this(issuer, clientId, true);
    }

    private TestClient(String issuer, String clientId, boolean confidential) {
        this.issuer = issuer;
        this.clientId = clientId;
        this.confidential = confidential;
    }

    /** An application without a secret. */
    public static TestClient withoutSecret(String issuer, String clientId) {
        return new TestClient(issuer, clientId, false);
    }

    /** The answer of a back-channel endpoint. */
    public record Answer(int status, String body, HttpResponse<String> response) {

        public Map<String, Object> json() {
            return Json.readMap(body);
        }

        public String text(String name) {
            Object value = json().get(name);
            if (value == null) {
                throw new AssertionError("no " + name + " in " + status + " " + body);
            }
            return value.toString();
        }

        public Map<String, Object> claims(String token) {
            return TestClient.claims(text(token));
        }
    }

    public static Map<String, Object> claims(String jwt) {
        try {
            return SignedJWT.parse(jwt).getJWTClaimsSet().toJSONObject();
        } catch (ParseException e) {
            throw new AssertionError(jwt, e);
        }
    }

    /** A claim that is a time or a number of seconds. */
    public static long seconds(Map<String, Object> claims, String name) {
        if (claims.get(name) instanceof Number number) {
            return number.longValue();
        }
        throw new AssertionError("no number " + name + " in " + claims);
    }

    /** An authorization request with everything that belongs to it; further parameters override, an empty one is left out. */
    public URI authorize(Map<String, String> further) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("response_type", "code");
        parameters.put("client_id", clientId);
        parameters.put("redirect_uri", CALLBACK);
        parameters.put("scope", "openid profile email organization roles");
        parameters.put("state", "state-1");
        parameters.put("nonce", "nonce-1");
        parameters.put("code_challenge", challenge());
        parameters.put("code_challenge_method", "S256");
        parameters.putAll(further);
        parameters.values().removeIf(String::isEmpty);
        return URI.create(issuer + "/oauth2/authorize?" + Visitor.encode(parameters));
    }

    public Answer redeem(String code) {
        return redeem(code, Map.of());
    }

    /** As it should be, but for these; an empty one is left out. */
    public Answer redeem(String code, Map<String, String> further) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", CALLBACK);
        form.put("code_verifier", VERIFIER);
        form.putAll(further);
        form.values().removeIf(String::isEmpty);
        return post("/oauth2/token", form);
    }

    public Answer refresh(String token) {
        return refresh(token, Map.of());
    }

    public Answer refresh(String token, Map<String, String> further) {
        Map<String, String> form = new LinkedHashMap<>(Map.of("grant_type", "refresh_token", "refresh_token", token));
        form.putAll(further);
        return post("/oauth2/token", form);
    }

    /** Tokens for the application itself. */
    public Answer clientCredentials(Map<String, String> further) {
        Map<String, String> form = new LinkedHashMap<>(Map.of("grant_type", "client_credentials"));
        form.putAll(further);
        return post("/oauth2/token", form);
    }

    public Answer introspect(String token) {
        return post("/oauth2/introspect", Map.of("token", token));
    }

    public Answer revoke(String token) {
        return post("/oauth2/revoke", Map.of("token", token));
    }

    /** Posts a form as this application: with its secret in the header, or with its name alone. */
    public Answer post(String path, Map<String, String> form) {
        if (confidential) {
            return post(path, form, basic(clientId, clientId + "-demo-secret"));
        }
        Map<String, String> named = new LinkedHashMap<>(form);
        named.putIfAbsent("client_id", clientId);
        return post(path, named, null);
    }

    /**
     * Posts a form.
     *
     * @param authorization the header, null for none
     */
    public Answer post(String path, Map<String, String> form, @Nullable String authorization) {
        return postText(path, Visitor.encode(form), authorization);
    }

    /** Posts a form as it stands, for what no map can hold. */
    public Answer postText(String path, String form, @Nullable String authorization) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(issuer + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return send(request.build());
    }

    public Answer userinfo(String accessToken) {
        return get("/userinfo", accessToken);
    }

    public Answer get(String path, @Nullable String accessToken) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(issuer + path));
        if (accessToken != null) {
            request.header("Authorization", "Bearer " + accessToken);
        }
        return send(request.build());
    }

    public Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body(), response);
        } catch (IOException e) {
            throw new AssertionError("no answer from " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    public static String basic(String user, String secret) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    /** Of {@link #VERIFIER}. */
    public static String challenge() {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
