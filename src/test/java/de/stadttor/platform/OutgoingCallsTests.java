package de.stadttor.platform;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import de.stadttor.platform.CallFailure.Kind;
import de.stadttor.testing.TestCertificates;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutgoingCallsTests {

    private static final OutgoingCalls.Limits LIMITS =
            new OutgoingCalls.Limits(Duration.ofSeconds(2), Duration.ofSeconds(3), 10_000, 2);

    private final WireMockServer target = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
    private final OutgoingCalls inside = calls(List.of("127.0.0.0/8", "::1"));
    private final OutgoingCalls outside = calls(List.of());

    private static OutgoingCalls calls(List<String> internalTargets) {
        return new OutgoingCalls(
                new Settings("https://hub.example", "", List.of(), internalTargets, null, false), LIMITS);
    }

    @BeforeEach
    void start() {
        target.start();
    }

    @AfterEach
    void stop() {
        inside.close();
        outside.close();
        target.stop();
    }

    private URI at(String path) {
        return URI.create("http://localhost:" + target.port() + path);
    }

    @Test
    void getsWhatTheTargetAnswers() throws Exception {
        target.stubFor(get("/a").willReturn(okJson("{\"ö\":1}")));

        OutgoingCalls.Response response = inside.get(at("/a"), Map.of("Accept", "application/json"));

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.contentType()).isEqualTo("application/json");
        assertThat(response.body()).isEqualTo("{\"ö\":1}");
        target.verify(getRequestedFor(urlEqualTo("/a")).withHeader("Accept", equalTo("application/json")));
    }

    @Test
    void postsForm() throws Exception {
        target.stubFor(post("/f").willReturn(aResponse().withStatus(204)));

        assertThat(inside.postForm(at("/f"), Map.of("code", "a&b=ü"), Map.of()).isSuccess())
                .isTrue();
        target.verify(postRequestedFor(urlEqualTo("/f")).withFormParam("code", equalTo("a&b=ü")));
    }

    @Test
    void tellsUntilWhenTheTargetIsCertified(@TempDir Path folder) throws Exception {
        TestCertificates certificates = new TestCertificates(folder, "localhost", "-1d", 20);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificates.server()));
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        Settings settings = new Settings(
                "https://hub.example",
                "",
                List.of(),
                List.of("127.0.0.0/8", "::1"),
                certificates.pem().toString(),
                false);
        try (OutgoingCalls trusting = new OutgoingCalls(settings, LIMITS)) {
            URI address = URI.create("https://localhost:" + server.getAddress().getPort() + "/");

            assertThat(trusting.get(address, Map.of()).certified())
                    .isBetween(
                            Instant.now().plus(Duration.ofDays(18)),
                            Instant.now().plus(Duration.ofDays(20)));
        } finally {
            server.stop(0);
        }
        target.stubFor(get("/a").willReturn(okJson("{}")));
        assertThat(inside.get(at("/a"), Map.of()).certified()).isNull();
    }

    @Test
    void followsNoRedirectAndKeepsNoCookie() throws Exception {
        target.stubFor(get("/r")
                .willReturn(aResponse()
                        .withStatus(302)
                        .withHeader("Location", "/secret")
                        .withHeader("Set-Cookie", "a=b")));

        assertThat(inside.get(at("/r"), Map.of()).status()).isEqualTo(302);
        inside.get(at("/r"), Map.of());

        target.verify(0, getRequestedFor(urlEqualTo("/secret")));
        target.verify(2, getRequestedFor(urlEqualTo("/r")).withoutHeader("Cookie"));
    }

    @Test
    void endsWithAnAnswerThatDrips() {
        target.stubFor(
                get("/d").willReturn(aResponse().withBody("x".repeat(100)).withChunkedDribbleDelay(100, 60_000)));

        assertFails(Kind.TIMED_OUT, inside, at("/d"));
    }

    @Test
    void readsNoMoreThanTheLimit() {
        target.stubFor(get("/l").willReturn(aResponse().withBody("x".repeat(10_001))));

        assertFails(Kind.TOO_LARGE, inside, at("/l"));
    }

    @Test
    void saysThatTheTargetBrokeOff() {
        target.stubFor(get("/b").willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));

        assertFails(Kind.UNREACHABLE, inside, at("/b"));
    }

    @Test
    void saysThatNobodyListens() {
        int port = target.port();
        target.stop();

        assertFails(Kind.UNREACHABLE, inside, URI.create("http://127.0.0.1:" + port + "/"));
    }

    @Test
    void failsAtOnceWhereTooManyCallsWaitForTheSameTarget() throws Exception {
        target.stubFor(get("/slow").willReturn(aResponse().withFixedDelay(2_000)));
        target.stubFor(get("/quick").willReturn(aResponse()));
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<OutgoingCalls.Response>> waiting = new ArrayList<>();
            for (int i = 0; i < LIMITS.callsPerTarget(); i++) {
                waiting.add(people.submit(() -> inside.get(at("/slow"), Map.of())));
            }
            Awaitility.await()
                    .untilAsserted(() -> target.verify(LIMITS.callsPerTarget(), getRequestedFor(urlEqualTo("/slow"))));
            assertFails(Kind.UNREACHABLE, inside, at("/quick"));
            URI another = URI.create("http://127.0.0.1:" + target.port() + "/quick");
            assertThat(inside.get(another, Map.of()).status()).isEqualTo(200);
            for (Future<OutgoingCalls.Response> one : waiting) {
                one.get();
            }
        }
        assertThat(inside.get(at("/quick"), Map.of()).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/",
                "https://localhost/",
                "https://127.1/",
                "https://2130706433/",
                "https://[::1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[::ffff:a00:1]/",
                "https://[64:ff9b::a00:1]/",
                "https://[2002:a00:1::]/",
                "https://[fd00::1]/",
                "https://[fe80::1]/",
                "https://10.0.0.1/",
                "https://172.16.0.1/",
                "https://192.168.1.1/",
                "https://169.254.169.254/latest/meta-data",
                "https://100.100.100.200/",
                "https://168.63.129.16/",
                "https://0.0.0.0/",
                "https://255.255.255.255/",
                "http://192.0.2.1/",
                "http://93.184.215.14/",
                "https://user@example.org/",
                "file:///etc/passwd",
                "ftp://example.org/",
                "https:///nowhere"
            })
    void callsNothingInternalAndNothingInTheClear(String address) {
        assertFails(Kind.REFUSED_TARGET, outside, URI.create(address));
    }

    @Test
    void refusesInternalAddressThatWasNotAllowedBesideOneThatWas() {
        assertFails(Kind.REFUSED_TARGET, inside, URI.create("http://10.0.0.1/"));
    }

    private static void assertFails(Kind kind, OutgoingCalls calls, URI address) {
        CallFailure failure = catchThrowableOfType(CallFailure.class, () -> calls.get(address, Map.of()));
        assertThat(failure).isNotNull();
        assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(kind);
    }
}
