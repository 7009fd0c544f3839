package de.stadttor.issuing;

import static de.stadttor.testing.KeyClient.service;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.KeyClient;
import de.stadttor.testing.TestClient.Answer;
import de.stadttor.testing.TestKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The keys at an application's {@code jwks_uri}: read when needed, through outages, and not too often. */
class ClientKeysTests {

    private final HubUnderTest hub = HubUnderTest.shared();
    private final KeyClient client = new KeyClient(hub, "jwks-uri");
    private final TestKey first = TestKey.make("ES256");
    private final TestKey second = TestKey.make("ES256");
    private final AtomicInteger asked = new AtomicInteger();
    private volatile String published = TestKey.jwks(first);
    private volatile int status = 200;
    private HttpServer server;

    @BeforeEach
    void publishKeys() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            byte[] body = published.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        hub.add(
                "jwks-uri",
                Map.of(
                        "client-authentication", "[private_key_jwt]",
                        "client-secret", "",
                        "grants", "[authorization_code, client_credentials]",
                        "jwks-uri", "http://127.0.0.1:" + server.getAddress().getPort() + "/keys"));
    }

    @AfterEach
    void putBack() {
        server.stop(0);
        hub.clock().reset();
        hub.putBack();
    }

    private int statusWith(TestKey key) {
        Answer answer = client.token(service(client.assertion(key)));
        if (answer.status() != 200) {
            assertThat(answer.status()).as(answer.body()).isEqualTo(401);
            assertThat(answer.text("error")).isEqualTo("invalid_client");
        }
        return answer.status();
    }

    @Test
    void keysAreReadOnceAndAgainForOneThatIsMissing() {
        assertThat(statusWith(first)).isEqualTo(200);
        assertThat(statusWith(first)).isEqualTo(200);
        assertThat(asked).hasValue(1);

        published = TestKey.jwks(second);
        hub.clock().advance(Duration.ofSeconds(5));

        assertThat(statusWith(second)).isEqualTo(200);
        assertThat(asked).hasValue(2);
        assertThat(statusWith(first)).isEqualTo(401);
    }

    @Test
    void strangersCannotMakeTheHubAskMoreThanOnceAMinute() {
        assertThat(statusWith(first)).isEqualTo(200);
        hub.clock().advance(Duration.ofSeconds(5));

        for (int i = 0; i < 10; i++) {
            assertThat(statusWith(TestKey.make("ES256"))).isEqualTo(401);
        }
        assertThat(asked).hasValue(2);

        hub.clock().advance(Duration.ofSeconds(61));
        assertThat(statusWith(TestKey.make("ES256"))).isEqualTo(401);
        assertThat(asked).hasValue(3);
    }

    @Test
    void lastGoodKeysStayThroughAnOutage() {
        assertThat(statusWith(first)).isEqualTo(200);
        for (String broken : new String[] {"", "{", "{\"keys\":{}}", "[]"}) {
            status = broken.isEmpty() ? 500 : 200;
            published = broken;
            hub.clock().advance(Duration.ofMinutes(11));

            assertThat(statusWith(first)).as(broken).isEqualTo(200);
        }
        assertThat(asked).hasValue(5);
    }

    @Test
    void keyThatIsTakenBackStopsCounting() {
        assertThat(statusWith(first)).isEqualTo(200);
        published = TestKey.jwks(second);

        hub.clock().advance(Duration.ofMinutes(11));

        assertThat(statusWith(first)).isEqualTo(401);
    }

    @Test
    void keysThatWereNeverThereAreNobodys() {
        status = 404;

        assertThat(statusWith(first)).isEqualTo(401);
        assertThat(statusWith(first)).isEqualTo(401);
        assertThat(asked).hasValue(1);

        status = 200;
        hub.clock().advance(Duration.ofSeconds(61));
        assertThat(statusWith(first)).isEqualTo(200);
    }

    /** Whoever saw it can sign with it. */
    @Test
    void privateKeyThatIsPublishedCountsForNothing() {
        published = "{\"keys\":[" + first.privateJson() + "]}";

        assertThat(statusWith(first)).isEqualTo(401);
    }
}
