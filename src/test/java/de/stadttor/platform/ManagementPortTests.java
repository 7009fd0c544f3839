package de.stadttor.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.TestWorld;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.Environment;
import stadttor.demo.EmbeddedPostgres;

/** What the management port tells an orchestrator and a monitoring. */
class ManagementPortTests {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aHubWithoutItsDatabaseLivesButIsNotReady() throws Exception {
        try (EmbeddedPostgres own =
                        EmbeddedPostgres.at(folder.resolve("postgres"), 0).start();
                HubUnderTest hub = HubUnderTest.start(own, own.jdbcUrl())) {
            assertThat(get(hub, "/health/liveness").statusCode()).isEqualTo(200);
            assertThat(get(hub, "/health/readiness").statusCode()).isEqualTo(200);
            own.stop();
            assertThat(get(hub, "/health/readiness").statusCode()).isEqualTo(503);
            assertThat(get(hub, "/health/liveness").statusCode()).isEqualTo(200);
            own.start();
            // its pool tries again by itself, a little later each time
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> get(hub, "/health/readiness").statusCode() == 200);
        }
    }

    @Test
    void tellsHealthAndMetricsAndNothingElse() throws Exception {
        try (HubUnderTest hub = HubUnderTest.start(TestWorld.postgres(), TestWorld.migratedDatabase())) {
            assertThat(get(hub, "/metrics/hikaricp.connections.active").statusCode())
                    .isEqualTo(200);
            send(hub.issuer() + "/.well-known/openid-configuration");
            assertThat(get(hub, "/metrics/http.server.requests").statusCode()).isEqualTo(200);
            assertThat(Json.readMap(get(hub, "").body()))
                    .extracting("_links")
                    .asString()
                    .doesNotContain("env=", "beans=");
            for (String closed :
                    new String[] {"/env", "/beans", "/configprops", "/heapdump", "/loggers", "/mappings"}) {
                assertThat(get(hub, closed).statusCode()).as(closed).isEqualTo(404);
            }
            assertThat(send(hub.issuer() + "/actuator/health").statusCode()).isEqualTo(404);
            assertThat(get(hub, "/health").body()).doesNotContain("PostgreSQL", "details");
        }
    }

    private static HttpResponse<String> get(HubUnderTest hub, String path) throws Exception {
        String port = hub.bean(Environment.class).getRequiredProperty("management.server.port");
        return send("http://localhost:" + port + "/actuator" + path);
    }

    private static HttpResponse<String> send(String address) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString());
        }
    }
}
