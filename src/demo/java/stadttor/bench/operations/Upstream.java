package stadttor.bench.operations;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The identity provider behind those that are measured: it asks nobody for a password, answers at once, and signs in one
 * of its people after the other. In the driver's process, so that its own time counts for nobody.
 */
final class Upstream implements AutoCloseable {

    static final String CLIENT_ID = "upstream-client";
    static final String CLIENT_SECRET = "known-secret-of-the-benchmark-on-loopback";
    static final String GROUP = "/Bauaufsichtsamt/Sachbearbeitung";

    private static final int PEOPLE = 200;
    private static final int LIFETIME_SECONDS = 300;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Clock clock;
    private final RSAKey key;
    private final JWSSigner signer;
    private final Map<String, String> nonces = new ConcurrentHashMap<>();

    /** In turn: nobody signs in twice at the same time, which Keycloak takes for two people at their first sign-in. */
    private final AtomicInteger next = new AtomicInteger();

    private Upstream(HttpServer server, RSAKey key, Clock clock) throws JOSEException {
        this.server = server;
        this.key = key;
        this.signer = new RSASSASigner(key);
        this.clock = clock;
    }

    static Upstream start() {
        // Without it an answer in two parts waits for the other side's acknowledgement, 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 128);
            Upstream upstream = new Upstream(
                    server, new RSAKeyGenerator(2048).keyID("upstream").generate(), Clock.systemUTC());
            server.setExecutor(upstream.threads);
            server.createContext("/", upstream::answer);
            server.start();
            return upstream;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] request = exchange.getRequestBody().readAllBytes();
            switch (exchange.getRequestURI().getPath()) {
                case "/.well-known/openid-configuration" -> json(exchange, metadata());
                case "/keys" -> json(exchange, new JWKSet(key).toJSONObject(true));
                case "/authorize" -> authorize(exchange);
                case "/token" -> token(exchange, new String(request, StandardCharsets.UTF_8));
                default -> exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    private Map<String, Object> metadata() {
        return Map.of(
                "issuer",
                issuer(),
                "authorization_endpoint",
                issuer() + "/authorize",
                "token_endpoint",
                issuer() + "/token",
                "jwks_uri",
                issuer() + "/keys",
                "response_types_supported",
                List.of("code"),
                "subject_types_supported",
                List.of("public"),
                "id_token_signing_alg_values_supported",
                List.of("RS256"),
                "token_endpoint_auth_methods_supported",
                List.of("client_secret_basic", "client_secret_post"));
    }

    private void authorize(HttpExchange exchange) throws IOException {
        Map<String, String> asked = Conversation.query(exchange.getRequestURI());
        String code = UUID.randomUUID().toString();
        nonces.put(code, asked.getOrDefault("nonce", ""));
        String back = asked.get("redirect_uri");
        exchange.getResponseHeaders()
                .set(
                        "Location",
                        back + "?" + Http.form(Map.of("code", code, "state", asked.getOrDefault("state", ""))));
        exchange.sendResponseHeaders(302, -1);
    }

    private void token(HttpExchange exchange, String form) throws IOException {
        String code = Conversation.query(URI.create("?" + form)).getOrDefault("code", "");
        String nonce = nonces.remove(code);
        if (nonce == null) {
            exchange.sendResponseHeaders(400, -1);
            return;
        }
        json(
                exchange,
                Map.of(
                        "access_token",
                        code,
                        "token_type",
                        "Bearer",
                        "expires_in",
                        LIFETIME_SECONDS,
                        "id_token",
                        idToken(nonce)));
    }

    private String idToken(String nonce) {
        int person = Math.floorMod(next.getAndIncrement(), PEOPLE);
        long now = clock.millis();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(issuer())
                .subject("person-" + person)
                .audience(CLIENT_ID)
                .claim("iat", now / 1000)
                .claim("exp", now / 1000 + LIFETIME_SECONDS)
                .claim("auth_time", now / 1000)
                .claim("acr", "low")
                .claim("sid", UUID.randomUUID().toString())
                .claim("name", "Person " + person)
                .claim("given_name", "Person")
                .claim("family_name", "Nummer " + person)
                .claim("preferred_username", "person." + person)
                .claim("email", "person." + person + "@bench.example")
                .claim("email_verified", true)
                .claim("groups", List.of(GROUP, "/Haus/Kantine", "/Projekte/Online-Dienste"))
                .claim("realm_roles", List.of("sachbearbeitung"))
                .claim("department", "Bauaufsichtsamt")
                .claim("ags", "14612000");
        if (!nonce.isEmpty()) {
            claims.claim("nonce", nonce);
        }
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(key.getKeyID())
                            .build(),
                    claims.build());
            token.sign(signer);
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void json(HttpExchange exchange, Map<String, Object> content) throws IOException {
        byte[] body = JSONObjectUtils.toJSONString(content).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
