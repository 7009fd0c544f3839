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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The identity provider behind those that are measured: it asks nobody for a password, answers at once, and signs in one
 * of its people after the other, or the one whose number a browser brings in a cookie. It can be told to hang. In the driver's process, so that its own time counts for nobody.
 */
public final class Upstream implements AutoCloseable {

    public static final String CLIENT_ID = "upstream-client";
    public static final String CLIENT_SECRET = "known-secret-of-the-benchmark-on-loopback";
    public static final String GROUP = "/Bauaufsichtsamt/Sachbearbeitung";

    /** A browser that has it signs in the person of this number, who has a group of their own. */
    public static final String PERSON_COOKIE = "person";

    private static final int PEOPLE = 200;
    private static final int LIFETIME_SECONDS = 300;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Clock clock;
    private final RSAKey key;
    private final JWSSigner signer;
    private final Map<String, SignIn> signIns = new ConcurrentHashMap<>();

    /** In turn: nobody signs in twice at the same time, which Keycloak takes for two people at their first sign-in. */
    private final AtomicInteger next = new AtomicInteger();

    /** Open while it answers. */
    private volatile CountDownLatch answering = new CountDownLatch(0);

    /** @param person null for whoever is next */
    private record SignIn(String nonce, @Nullable String person) {}

    private Upstream(HttpServer server, RSAKey key, Clock clock) throws JOSEException {
        this.server = server;
        this.key = key;
        this.signer = new RSASSASigner(key);
        this.clock = clock;
    }

    public static Upstream start() {
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

    public String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The group that nobody but this person has. */
    public static String groupOf(int person) {
        return "/Person/" + person;
    }

    /** From now on whatever the hub itself asks gets no answer, while people still come and go. */
    public void hang() {
        answering = new CountDownLatch(1);
    }

    /** Answers again, those who waited first. */
    public void answerAgain() {
        answering.countDown();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestURI().getPath().equals("/authorize")) {
                answering.await();
            }
            byte[] request = exchange.getRequestBody().readAllBytes();
            switch (exchange.getRequestURI().getPath()) {
                case "/.well-known/openid-configuration" -> json(exchange, metadata());
                case "/keys" -> json(exchange, new JWKSet(key).toJSONObject(true));
                case "/authorize" -> authorize(exchange);
                case "/token" -> token(exchange, new String(request, StandardCharsets.UTF_8));
                default -> exchange.sendResponseHeaders(404, -1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
        Map<String, String> asked = Http.query(exchange.getRequestURI());
        String code = UUID.randomUUID().toString();
        signIns.put(code, new SignIn(asked.getOrDefault("nonce", ""), person(exchange)));
        String back = asked.get("redirect_uri");
        exchange.getResponseHeaders()
                .set(
                        "Location",
                        back + "?" + Http.form(Map.of("code", code, "state", asked.getOrDefault("state", ""))));
        exchange.sendResponseHeaders(302, -1);
    }

    private static @Nullable String person(HttpExchange exchange) {
        return Stream.of(String.valueOf(exchange.getRequestHeaders().getFirst("Cookie"))
                        .split("; ", -1))
                .filter(cookie -> cookie.startsWith(PERSON_COOKIE + "="))
                .map(cookie -> cookie.substring(PERSON_COOKIE.length() + 1))
                .findFirst()
                .orElse(null);
    }

    private void token(HttpExchange exchange, String form) throws IOException {
        String code = Http.query(URI.create("?" + form)).getOrDefault("code", "");
        SignIn signIn = signIns.remove(code);
        if (signIn == null) {
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
                        idToken(signIn)));
    }

    private String idToken(SignIn signIn) {
        String nonce = signIn.nonce();
        String person = signIn.person() == null
                ? String.valueOf(Math.floorMod(next.getAndIncrement(), PEOPLE))
                : signIn.person();
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
                .claim(
                        "groups",
                        signIn.person() == null
                                ? List.of(GROUP, "/Haus/Kantine", "/Projekte/Online-Dienste")
                                : List.of(GROUP, "/Person/" + person))
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
