package de.stadttor.testing;

import de.stadttor.testing.TestClient.Answer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An application that proves with keys who it is and that its tokens are its own; asks one node of the hub. */
public final class KeyClient {

    public static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final HubUnderTest hub;
    private final String id;
    private final TestClient http;

    public KeyClient(HubUnderTest hub, String id) {
        this.hub = hub;
        this.id = id;
        this.http = new TestClient(hub.issuer(), id);
    }

    /** For authorization requests, which need no keys. */
    public TestClient plain() {
        return http;
    }

    /** The form of a client_credentials request with this assertion. */
    public static Map<String, String> service(String assertion) {
        return asserted(assertion, Map.of("grant_type", "client_credentials"));
    }

    /** A form as text, for what is sent in another way than here. */
    public static String encoded(Map<String, String> form) {
        return Visitor.encode(form);
    }

    /** A form with this assertion beside what it asks. */
    public static Map<String, String> asserted(String assertion, Map<String, String> form) {
        Map<String, String> all = new LinkedHashMap<>(form);
        all.put("client_assertion_type", ASSERTION_TYPE);
        all.put("client_assertion", assertion);
        return all;
    }

    /** The form that redeems a code. */
    public Map<String, String> redemption(String code) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", TestClient.CALLBACK);
        form.put("code_verifier", TestClient.VERIFIER);
        return form;
    }

    /** A form with the client's name in it. */
    public Map<String, String> named(Map<String, String> form) {
        Map<String, String> all = new LinkedHashMap<>(form);
        all.put("client_id", id);
        return all;
    }

    /**
     * Posts a form.
     *
     * @param headers name after value after name
     */
    public Answer post(String path, Map<String, String> form, String... headers) {
        HttpRequest.Builder request = to(path).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(Visitor.encode(form)));
        return send(request, headers);
    }

    public Answer token(Map<String, String> form, String... headers) {
        return post("/oauth2/token", form, headers);
    }

    /** Asks with a DPoP-bound token. */
    public Answer getBound(String path, String accessToken, String proof) {
        return send(to(path), "Authorization", "DPoP " + accessToken, "DPoP", proof);
    }

    public Answer get(String path, String... headers) {
        return send(to(path), headers);
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(hub.here(URI.create(hub.issuer() + path)));
    }

    private Answer send(HttpRequest.Builder request, @Nullable String... headers) {
        for (int i = 0; i < headers.length; i += 2) {
            String value = headers[i + 1];
            if (value != null) {
                request.header(String.valueOf(headers[i]), value);
            }
        }
        return http.send(request.build());
    }

    /** A DPoP proof of this client for a request by this method to this path. */
    public TestJwt proof(TestKey key, String method, String path) {
        return TestJwt.proof(hub, key, method, path);
    }

    /** What goes with a token request that is bound to this key. */
    public String tokenProof(TestKey key) {
        return proof(key, "POST", "/oauth2/token").signedBy(key);
    }

    public String assertion(TestKey key) {
        return TestJwt.assertion(hub, id).signedBy(key);
    }
}
