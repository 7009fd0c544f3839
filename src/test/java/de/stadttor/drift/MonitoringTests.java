package de.stadttor.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import de.stadttor.platform.Json;
import de.stadttor.testing.Employee;
import de.stadttor.testing.FakeApplication;
import de.stadttor.testing.FakeFederation;
import de.stadttor.testing.TestClient.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.Environment;
import stadttor.demo.Folders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a monitoring is told, and that the dashboard asks for nothing else. */
class MonitoringTests {

    private static final Pattern METRIC = Pattern.compile("\\b(stadttor|http_server|hikaricp|process|jvm)_[a-z_]+\\b");
    private static final Pattern TYPE = Pattern.compile("^# TYPE (\\S+) (\\S+)$", Pattern.MULTILINE);

    /** There while messages wait, and once a directory was read. */
    private static final Set<String> AT_TIMES =
            Set.of("stadttor_logout_oldest_seconds", "stadttor_directory_age_seconds");

    private final FakeFederation federation = FakeFederation.shared();
    private final FakeApplication application = FakeApplication.started();

    @AfterEach
    void reset() {
        application.close();
        federation.reset();
    }

    @Test
    void everyMetricOfTheDashboardIsOneOfTheHub() throws Exception {
        federation.addTold(Map.of("merkt", application.backChannel()));
        Employee anna = federation.anna();
        Answer tokens = anna.tokens("merkt");
        anna.opens("meldeauskunft");
        anna.browser()
                .go(
                        URI.create(
                                federation.hub().issuer() + "/connect/logout?id_token_hint=" + tokens.text("id_token")
                                        + "&post_logout_redirect_uri=http%3A%2F%2F127.0.0.1%3A9100%2F"),
                        "http://127.0.0.1:9100/");
        federation.hub().bean(DriftMetrics.class).renew();
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(told(scrape())).contains("stadttor_logout_deliveries_total"));

        Set<String> told = told(scrape());
        assertThat(told).contains("stadttor_sign_ins_total").doesNotContain("no_such_metric");
        assertThat(ofTheDashboard())
                .hasSizeGreaterThan(12)
                .allSatisfy(name -> assertThat(told.contains(name) || AT_TIMES.contains(name))
                        .as(name)
                        .isTrue());
    }

    @Test
    void numbersNameNobody() throws Exception {
        federation.anna().tokens("bauantrag");

        assertThat(scrape())
                .contains("stadttor_sign_ins_total{provider=\"ebit-dresden\"}")
                .doesNotContainIgnoringCase("anna")
                .doesNotContainIgnoringCase("richter")
                .doesNotContain("dresden.example");
    }

    @Test
    void eachProviderIsToldApartAndNoneMakesTheNodeUnwell() throws Exception {
        federation.anna().tokens("bauantrag");
        assertThat(provider("ebit-dresden").path("status").asString()).isEqualTo("UP");

        federation.magdeburg().isDown();
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            federation.forgetDocumentsOf("kid-magdeburg");
            federation.eva().opens("bauantrag");
            return provider("kid-magdeburg").path("status").asString().equals("FAILING");
        });

        assertThat(provider("kid-magdeburg").at("/details/findings").toString()).contains("provider_failing");
        assertThat(provider("ebit-dresden").path("status").asString()).isEqualTo("UP");
        for (String node : new String[] {"/health", "/health/liveness", "/health/readiness"}) {
            assertThat(get(node).statusCode()).as(node).isEqualTo(200);
            assertThat(Json.readMap(get(node).body())).as(node).containsEntry("status", "UP");
        }
    }

    private JsonNode provider(String id) {
        return JsonMapper.shared()
                .readTree(get("/health/providers").body())
                .at("/components/provider/components/" + id);
    }

    private String scrape() {
        HttpResponse<String> scrape = get("/prometheus");
        assertThat(scrape.statusCode()).isEqualTo(200);
        return scrape.body();
    }

    private HttpResponse<String> get(String path) {
        String port = federation.hub().bean(Environment.class).getRequiredProperty("management.server.port");
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/actuator" + path))
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** A histogram is told in three. */
    private static Set<String> told(String scrape) {
        Set<String> names = new TreeSet<>();
        TYPE.matcher(scrape).results().forEach(type -> {
            names.add(type.group(1));
            if (Set.of("summary", "histogram").contains(type.group(2))) {
                names.add(type.group(1) + "_count");
                names.add(type.group(1) + "_sum");
            }
            if (type.group(2).equals("histogram")) {
                names.add(type.group(1) + "_bucket");
            }
        });
        return names;
    }

    private static Set<String> ofTheDashboard() throws IOException {
        JsonNode dashboard = JsonMapper.shared()
                .readTree(Files.readString(Folders.project().resolve("deploy/grafana/stadttor.json")));
        return dashboard
                .path("panels")
                .valueStream()
                .flatMap(panel -> panel.path("targets").valueStream())
                .map(target -> target.path("expr").asString())
                .flatMap(expression -> METRIC.matcher(expression).results().map(found -> found.group()))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
