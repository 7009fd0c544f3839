package de.stadttor.web;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.ConsoleLog;
import de.stadttor.testing.Employee;
import de.stadttor.testing.FakeFederation;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.TestClient.Answer;
import de.stadttor.testing.TestDevice;
import de.stadttor.testing.TestJwt;
import de.stadttor.testing.TestKey;
import de.stadttor.testing.TestWorld;
import de.stadttor.testing.Visitor;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * A flood from one address and from many: who floods is refused, who does not is served, and nothing grows. The hub's
 * limits are small, and it believes the tests where they say that they come from.
 */
@ExtendWith({OutputCaptureExtension.class, ConsoleLog.class})
class FloodTests {

    /** So many at once; in a minute six times as many. */
    private static final int LIMIT = 60;

    private static final int REGISTRATIONS = 20;
    private static final int STRANGERS = 300;
    private static final int ROWS = 30;

    /** Twice the limits: a node that is slow gives more back than one that is not, though never so much. */
    private static final int FLOOD = 400;

    private static final AtomicInteger ADDRESSES = new AtomicInteger();
    private static final FakeFederation FEDERATION = FakeFederation.start(
            TestWorld.postgres(),
            TestWorld.migratedDatabase(),
            "--stadttor.trusted-proxies=127.0.0.1",
            "--stadttor.limit-people=" + 6 * LIMIT,
            "--stadttor.limit-applications=" + 6 * LIMIT,
            "--stadttor.limit-registrations=" + 6 * REGISTRATIONS,
            "--stadttor.limit-strangers=" + 6 * STRANGERS,
            "--stadttor.limit-unproven-rows=" + 6 * ROWS);

    private final String issuer = FEDERATION.hub().issuer();
    private final TestClient bauantrag = new TestClient(issuer, "bauantrag");

    @BeforeAll
    static void register() {
        FEDERATION.add(
                "einseitig",
                Map.of(
                        "client-authentication", "[none]",
                        "client-secret", "",
                        "grants", "[authorization_code, refresh_token, device_code]",
                        "redirect-uris", "['https://einseitig.example/callback']"));
    }

    @AfterAll
    static void stop() {
        FEDERATION.close();
    }

    @BeforeEach
    void everybodyHasWaited() {
        FEDERATION.hub().clock().advance(Duration.ofMinutes(2));
    }

    private static String address() {
        int number = ADDRESSES.incrementAndGet();
        return "10.1." + number / 250 + "." + number % 250;
    }

    private Answer arrives(String address, String... headers) {
        return bauantrag.send(HttpRequest.newBuilder(bauantrag.authorize(Map.of()))
                .header("X-Forwarded-For", address)
                .headers(headers.length == 0 ? new String[] {"Accept-Language", "de"} : headers)
                .build());
    }

    private Answer posts(String address, String path, Map<String, String> form, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(issuer + path))
                .header("X-Forwarded-For", address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(Visitor.encode(form)));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return bauantrag.send(request.build());
    }

    private Answer wrongSecret(String address, String path) {
        return posts(
                address,
                path,
                Map.of("grant_type", "client_credentials", "token", "x"),
                "Authorization",
                TestClient.basic("bauantrag", "guessed"));
    }

    /** How many of so many get something else than 429; each 429 says when to come back. */
    private static List<Answer> served(int requests, IntFunction<Answer> request) {
        List<Answer> served = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            Answer answer = request.apply(i);
            if (answer.status() != 429) {
                served.add(answer);
            } else {
                assertThat(retryAfter(answer)).isPositive();
            }
        }
        return served;
    }

    private static long retryAfter(Answer answer) {
        return answer.response().headers().firstValueAsLong("Retry-After").orElse(0);
    }

    /** A request that is refused, after as many as it takes. */
    private static Answer refused(IntFunction<Answer> request) {
        for (int i = 0; i < FLOOD; i++) {
            Answer answer = request.apply(i);
            if (answer.status() == 429) {
                return answer;
            }
        }
        throw new AssertionError("nothing was refused");
    }

    @Test
    void whoArrivesTooOftenWithoutCookiesHasToWait() {
        String flooder = address();
        List<Answer> served = served(FLOOD, i -> arrives(flooder));

        assertThat(served).hasSizeBetween(LIMIT, FLOOD / 2).allMatch(answer -> answer.status() == 302);
        assertThat(arrives(address()).status()).as("from elsewhere").isEqualTo(302);

        long wait = retryAfter(refused(i -> arrives(flooder)));
        FEDERATION.hub().clock().advance(Duration.ofSeconds(wait));
        assertThat(arrives(flooder).status()).as("after the wait").isEqualTo(302);
    }

    @Test
    void personIsToldByAPageInTheirLanguage() {
        String flooder = address();
        Answer german = refused(i -> arrives(flooder, "Accept", "text/html", "Accept-Language", "de"));
        Answer english = refused(i -> arrives(flooder, "Accept", "text/html", "Accept-Language", "en"));

        assertThat(german.body()).contains("<html lang=\"de\"", "data-failure=\"too_many_requests\"");
        assertThat(english.body()).contains("<html lang=\"en\"", "Wait a minute");
        assertThat(english.response().headers().firstValue("Content-Security-Policy"))
                .isPresent();
    }

    @Test
    void programThatPlaysABrowserGetsAFewWordsOnly() {
        String flooder = address();
        Answer answer = refused(i -> arrives(flooder));

        assertThat(answer.response().headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
        assertThat(answer.body()).contains("Warten Sie", "Wait a minute").doesNotContain("<");
    }

    @Test
    void networkOfIpv6IsOneCaller() {
        refused(i -> arrives("2001:db8:7:7::" + Integer.toHexString(i + 1)));

        assertThat(arrives("2001:db8:7:8::1").status()).as("another network").isEqualTo(302);
    }

    @Test
    void wholeCitySignsInFromOneAddress() {
        for (int i = 0; i < 500; i++) {
            Visitor.Stop stop = Employee.anna(FEDERATION.hub()).opens("bauantrag");
            assertThat(stop.code())
                    .as("sign-in " + i + " ended with " + stop.status())
                    .isPresent();
        }
    }

    @Test
    void whoHasASessionIsNotLimited() {
        Employee anna = Employee.anna(FEDERATION.hub());
        anna.opens("bauantrag");

        for (int i = 0; i < 2 * LIMIT; i++) {
            assertThat(anna.opensSilently("bauantrag").code()).isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/oauth2/token",
                "/oauth2/introspect",
                "/oauth2/revoke",
                "/oauth2/par",
                "/oauth2/device_authorization"
            })
    void whoGuessesSecretsHasToWait(String path) {
        String guesser = address();
        List<Answer> served = served(LIMIT, i -> wrongSecret(guesser, path));

        assertThat(served)
                .hasSizeBetween(LIMIT / FloodGate.WRONG_PROOF, LIMIT / 2)
                .allMatch(answer -> answer.status() == 401);
        Answer refused = refused(i -> wrongSecret(guesser, path));
        assertThat(refused.text("error")).isEqualTo("temporarily_unavailable");
        assertThat(refused.text("error_description")).startsWith("reference ");
    }

    @Test
    void wrongSecretsFromElsewhereDoNotKeepTheRightOneOut() {
        for (int from = 0; from < 40; from++) {
            String guesser = address();
            served(2 * LIMIT / FloodGate.WRONG_PROOF, i -> wrongSecret(guesser, "/oauth2/token"));
        }

        for (int i = 0; i < 2 * LIMIT; i++) {
            assertThat(bauantrag.introspect("x").status()).isEqualTo(200);
        }
    }

    @Test
    void scriptOfAnotherOriginMayReadThatItHasToWait() {
        String flooder = address();
        Answer refused = refused(i -> posts(
                flooder,
                "/oauth2/token",
                Map.of("grant_type", "refresh_token", "refresh_token", "x", "client_id", "einseitig"),
                "Origin",
                "https://einseitig.example"));

        assertThat(refused.response().headers().firstValue("Access-Control-Allow-Origin"))
                .hasValue("https://einseitig.example");
        assertThat(refused.response().headers().firstValue("Access-Control-Expose-Headers"))
                .hasValueSatisfying(headers -> assertThat(headers).contains("Retry-After"));
    }

    @Test
    void apiRefusesWithProblemDetails() {
        String flooder = address();
        Answer refused = refused(i -> bauantrag.send(HttpRequest.newBuilder(URI.create(issuer + "/api/v1/providers"))
                .header("X-Forwarded-For", flooder)
                .header("Authorization", "Bearer x")
                .build()));

        assertThat(refused.json()).containsEntry("status", 429).containsKey("reference");
        assertThat(refused.response().headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void whoTriesToRegisterTooOftenHasToWait() {
        String flooder = address();
        List<Answer> served = served(
                FLOOD, i -> posts(flooder, "/connect/register", Map.of(), "Authorization", "Bearer guessed" + i));

        assertThat(served).hasSizeBetween(REGISTRATIONS, FLOOD / 2).allMatch(answer -> answer.status() == 401);
    }

    @Test
    void strangersAreRefusedWhenThereAreTooManyAndThoseWhoAreKnownAreNot() {
        assertThat(Employee.anna(FEDERATION.hub()).opens("bauantrag").code()).isPresent();
        List<Answer> served = served(3 * STRANGERS, i -> arrives(address()));

        assertThat(served).hasSizeBetween(STRANGERS, 3 * STRANGERS - 1);
        refused(i -> arrives(address()));
        for (int i = 0; i < 20; i++) {
            assertThat(Employee.anna(FEDERATION.hub()).opens("bauantrag").code())
                    .isPresent();
        }
        assertThat(FEDERATION.hub().bean(Allowances.class).counted()).isLessThanOrEqualTo(Allowances.MOST_CALLERS);
    }

    @Test
    void floodLeavesNoRow() {
        Map<String, Long> before = rows();
        for (int i = 0; i < 2 * LIMIT; i++) {
            arrives(address());
            wrongSecret(address(), "/oauth2/token");
            wrongSecret(address(), "/oauth2/introspect");
            posts(address(), "/connect/register", Map.of(), "Authorization", "Bearer guessed" + i);
        }

        assertThat(rows()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pushed_request", "device_code", "used_jti"})
    void strangersWriteFewRowsInTheNameOfAPublicClient(String table) {
        TestKey key = TestKey.make("ES256");
        long before = rows().getOrDefault(table, 0L);
        served(6 * ROWS, i -> switch (table) {
            case "pushed_request" ->
                posts(
                        address(),
                        "/oauth2/par",
                        Map.of(
                                "client_id", "einseitig",
                                "response_type", "code",
                                "redirect_uri", "https://einseitig.example/callback",
                                "scope", "openid",
                                "code_challenge", TestClient.challenge(),
                                "code_challenge_method", "S256"));
            case "device_code" ->
                posts(address(), "/oauth2/device_authorization", Map.of("client_id", "einseitig", "scope", "openid"));
            default ->
                posts(
                        address(),
                        "/oauth2/token",
                        Map.of("grant_type", "authorization_code", "code", "x", "client_id", "einseitig"),
                        "DPoP",
                        TestJwt.proof(FEDERATION.hub(), key, "POST", "/oauth2/token")
                                .signedBy(key));
        });

        assertThat(rows().getOrDefault(table, 0L) - before).isBetween((long) ROWS, 3L * ROWS);
    }

    @Test
    void publicClientThatRedeemsIsNotLimited() {
        Employee anna = Employee.anna(FEDERATION.hub());
        TestClient client = TestClient.withoutSecret(issuer, "einseitig");
        for (int i = 0; i < 2 * LIMIT; i++) {
            Visitor.Stop stop = anna.browser()
                    .go(
                            client.authorize(Map.of(
                                    "redirect_uri", "https://einseitig.example/callback", "idp_hint", "ebit-dresden")),
                            "https://einseitig.example/callback");
            Answer tokens = client.redeem(
                    stop.parameter("code").orElseThrow(), Map.of("redirect_uri", "https://einseitig.example/callback"));
            assertThat(tokens.status()).as(tokens.body()).isEqualTo(200);
        }
    }

    @Test
    void deviceOfAKnownNetworkAsksAsBefore() {
        assertThat(bauantrag.introspect("x").status()).isEqualTo(200);
        TestDevice device = new TestDevice(issuer, TestClient.withoutSecret(issuer, "einseitig"));

        for (int i = 0; i < LIMIT - 10; i++) {
            assertThat(device.asks(Map.of("scope", "openid")).status()).isEqualTo(200);
        }
    }

    @Test
    void publicDocumentsAreNotCounted() {
        String reader = address();
        for (int i = 0; i < 2 * LIMIT; i++) {
            Answer answer = bauantrag.send(HttpRequest.newBuilder(URI.create(issuer + "/oauth2/jwks"))
                    .header("X-Forwarded-For", reader)
                    .build());
            assertThat(answer.status()).isEqualTo(200);
        }
    }

    @Test
    void logSaysItOnceWithoutAnAddressAndNoMetricNamesOne(CapturedOutput output) {
        String flooder = address();
        served(FLOOD, i -> arrives(flooder));

        assertThat(output.getOut().lines().filter(line -> line.contains("too many requests of people")))
                .hasSize(1);
        assertThat(output.getOut()).doesNotContain(flooder);
        Counter refused = FEDERATION
                .hub()
                .bean(MeterRegistry.class)
                .get("stadttor.requests.refused")
                .tag("kind", "people")
                .counter();
        assertThat(refused.count()).isPositive();
        assertThat(refused.getId().getTags()).extracting(Tag::getKey).containsExactly("kind");
    }

    /** All that is stored, by table; events are where they are before they are sealed, or where they are then. */
    private static Map<String, Long> rows() {
        List<String> tables = FEDERATION.database().sql("""
                        select relname from pg_class c
                        where relkind in ('r', 'p') and not relispartition and relnamespace = 'public'::regnamespace
                        """).query(String.class).list();
        Map<String, Long> rows = new TreeMap<>();
        for (String table : tables) {
            long count = FEDERATION
                    .database()
                    .sql("select count(*) from " + table)
                    .query(Long.class)
                    .single();
            rows.merge(table.startsWith("audit_") ? "audit" : table, table.equals("audit_seal") ? 0 : count, Long::sum);
        }
        return rows;
    }
}
