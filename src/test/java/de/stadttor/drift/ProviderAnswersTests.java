package de.stadttor.drift;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.drift.Finding.Kind;
import de.stadttor.platform.Actor;
import de.stadttor.platform.Json;
import de.stadttor.testing.FakeFederation;
import de.stadttor.testing.FakeProvider;
import de.stadttor.testing.TestWorld;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.Environment;

/** How a provider answers real sign-ins is measured, told and counted; the others are not concerned. */
class ProviderAnswersTests {

    private static final FakeFederation FEDERATION =
            FakeFederation.start(TestWorld.postgres(), TestWorld.migratedDatabase());
    private static final FakeProvider DRESDEN = FEDERATION.dresden();

    private final Drift drift = FEDERATION.hub().bean(Drift.class);

    @AfterEach
    void reset() {
        // what was measured is past
        FEDERATION.hub().clock().advance(Duration.ofHours(2));
        assertThat(kinds("ebit-dresden")).doesNotContain(Kind.PROVIDER_SLOW, Kind.PROVIDER_FAILING);
        FEDERATION.reset();
    }

    @AfterAll
    static void close() {
        FEDERATION.close();
    }

    private List<Kind> kinds(String provider) {
        return drift.report(provider, Actor.SYSTEM, Duration.ZERO).findings().stream()
                .map(Finding::kind)
                .toList();
    }

    private void signsIn() {
        FEDERATION.forgetDocumentsOf("ebit-dresden");
        FEDERATION.anna().opens("bauantrag");
    }

    @Test
    void aProviderThatAnswersSlowlyIsNamed() throws Exception {
        FEDERATION.eva().opens("bauantrag");
        DRESDEN.isSlow(Duration.ofMillis(1_100));
        signsIn();

        Finding slow = drift.report("ebit-dresden", Actor.SYSTEM, Duration.ZERO)
                .of(Kind.PROVIDER_SLOW)
                .getFirst();

        assertThat(Integer.parseInt(String.valueOf(slow.detail()))).isBetween(1_100, 4_000);
        assertThat(slow.count()).isGreaterThanOrEqualTo(3);
        assertThat(kinds("kid-magdeburg")).doesNotContain(Kind.PROVIDER_SLOW);
        FEDERATION.hub().bean(DriftMetrics.class).renew();
        assertThat(metric("stadttor.drift.findings?tag=provider:ebit-dresden&tag=kind:provider_slow"))
                .isEqualTo(1.0);
        assertThat(metric("stadttor.drift.findings?tag=provider:kid-magdeburg&tag=kind:provider_slow"))
                .isEqualTo(0.0);
        assertThat(metric("stadttor.provider.median?tag=provider:ebit-dresden")).isBetween(1.1, 4.0);
        assertThat(metric("stadttor.provider.calls?tag=provider:ebit-dresden&tag=outcome:answered"))
                .isGreaterThanOrEqualTo(3.0);
    }

    @Test
    void aProviderThatFailsIsNamedUntilItAnswersAgain() {
        signsIn();
        assertThat(kinds("ebit-dresden")).doesNotContain(Kind.PROVIDER_FAILING);
        DRESDEN.isDown();
        signsIn();
        signsIn();

        assertThat(kinds("ebit-dresden")).contains(Kind.PROVIDER_FAILING).doesNotContain(Kind.PROVIDER_SLOW);
        assertThat(kinds("lecos-leipzig")).doesNotContain(Kind.PROVIDER_FAILING);
        DRESDEN.behaves();
        for (int i = 0; i < 7; i++) {
            signsIn();
        }
        assertThat(kinds("ebit-dresden")).doesNotContain(Kind.PROVIDER_FAILING);
    }

    @Test
    void aSecretThatIsRefusedIsNamedUntilItIsAccepted() {
        DRESDEN.refusesClient();
        signsIn();

        assertThat(kinds("ebit-dresden").getFirst()).isEqualTo(Kind.SECRET_REFUSED);
        DRESDEN.behaves();
        signsIn();
        assertThat(kinds("ebit-dresden")).doesNotContain(Kind.SECRET_REFUSED);
    }

    /** Nothing of a person, and no more series than providers and kinds. */
    @Test
    void metricsNameProvidersAndKindsAlone() throws Exception {
        signsIn();
        FEDERATION.hub().bean(DriftMetrics.class).renew();

        Object tags = Json.readMap(body("stadttor.drift.findings")).get("availableTags");

        assertThat(String.valueOf(tags))
                .contains("provider", "kind", "ebit-dresden", "groups_cut_off")
                .doesNotContain("anna", "group_unused", "Bauaufsicht");
    }

    private static double metric(String path) throws Exception {
        Object measurements = Json.readMap(body(path)).get("measurements");
        return measurements instanceof List<?> list
                        && list.getFirst() instanceof Map<?, ?> first
                        && first.get("value") instanceof Number value
                ? value.doubleValue()
                : Double.NaN;
    }

    private static String body(String path) throws Exception {
        String port = FEDERATION.hub().bean(Environment.class).getRequiredProperty("management.server.port");
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/actuator/metrics/" + path))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        }
    }
}
