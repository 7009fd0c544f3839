package de.stadttor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import de.stadttor.platform.StartCheck;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1ContainerPort;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.openapi.models.V1Probe;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1TopologySpreadConstraint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.mock.env.MockEnvironment;

/** The Kustomize base is what Kubernetes takes, and its parts fit one another and the hub. */
class KubernetesTests {

    private static final Path BASE = Path.of("deploy/kubernetes");
    private static final Path SAMPLES = Path.of("src/test/resources/kubernetes");
    private static final String KUSTOMIZATION = "kustomization.yaml";
    private static final int GRACEFUL_SHUTDOWN_SECONDS = 30;

    static List<KubernetesManifest> base() throws IOException {
        return files().stream()
                .flatMap(file -> KubernetesManifest.of(BASE.resolve(file)).stream())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("base")
    void isValid(KubernetesManifest manifest) {
        assertThat(manifest.parsed()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "misspelled-field.yaml, readOnlyRootFilesytem",
        "missing-field.yaml, selector",
        "wrong-type.yaml, two",
        "unknown-kind.yaml, apps/v1beta1 Deployment",
    })
    void aBrokenSampleIsRefused(String file, String named) {
        KubernetesManifest sample = KubernetesManifest.of(SAMPLES.resolve(file)).getFirst();
        assertThatThrownBy(sample::parsed)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(named);
    }

    @Test
    void everyFileIsListed() throws IOException {
        Map<?, ?> kustomization =
                KubernetesManifest.of(BASE.resolve(KUSTOMIZATION)).getFirst().content();
        assertThat(kustomization.get("resources")).asInstanceOf(LIST).containsExactlyInAnyOrderElementsOf(files());
    }

    @Test
    void everySelectorFindsTheHub() throws IOException {
        Map<String, String> labels =
                deployment().getSpec().getTemplate().getMetadata().getLabels();
        V1Service service = only(V1Service.class);
        assertThat(service.getSpec().getSelector()).isEqualTo(labels);
        assertThat(only(V1PodDisruptionBudget.class).getSpec().getSelector().getMatchLabels())
                .isEqualTo(labels);
        assertThat(deployment().getSpec().getSelector().getMatchLabels()).isEqualTo(labels);
        assertThat(pod().getTopologySpreadConstraints())
                .isNotEmpty()
                .extracting(V1TopologySpreadConstraint::getLabelSelector)
                .allMatch(selector -> labels.equals(selector.getMatchLabels()));
    }

    @Test
    void whatIsNotNamedIsDenied() throws IOException {
        assertThat(all(V1NetworkPolicy.class))
                .anyMatch(policy ->
                        policy.getSpec().getPodSelector().getMatchLabels().isEmpty()
                                && policy.getSpec().getIngress().isEmpty()
                                && policy.getSpec().getEgress().isEmpty()
                                && policy.getSpec().getPolicyTypes().containsAll(List.of("Ingress", "Egress")));
    }

    @Test
    void portsAreThoseOfTheHub() throws IOException {
        assertThat(hub().getPorts())
                .extracting(V1ContainerPort::getName, V1ContainerPort::getContainerPort)
                .containsExactly(tuple("http", 9000), tuple("management", 9009));
        assertThat(only(V1Service.class).getSpec().getPorts())
                .singleElement()
                .satisfies(
                        port -> assertThat(port.getTargetPort().getStrValue()).isEqualTo("http"));
        assertThat(Stream.of(hub().getStartupProbe(), hub().getLivenessProbe(), hub().getReadinessProbe()))
                .extracting(V1Probe::getHttpGet)
                .allMatch(get -> get.getPort().getStrValue().equals("management"));
    }

    @Test
    void aStoppingNodeHasTheTimeToFinish() throws IOException {
        long drained = hub().getLifecycle().getPreStop().getSleep().getSeconds();
        assertThat(pod().getTerminationGracePeriodSeconds()).isGreaterThan(drained + GRACEFUL_SHUTDOWN_SECONDS);
    }

    @Test
    void theHubStartsWithTheseSettings() throws IOException {
        MockEnvironment settings = new MockEnvironment();
        for (String line : Files.readAllLines(BASE.resolve("hub.env"))) {
            int equals = line.indexOf('=');
            settings.setProperty(line.substring(0, equals), line.substring(equals + 1));
        }
        assertThat(StartCheck.problems(settings))
                .singleElement()
                .asString()
                .startsWith("STADTTOR_KEY_ENCRYPTION_KEY is not set");
    }

    private static List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(BASE)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(file -> file.endsWith(".yaml") && !file.equals(KUSTOMIZATION))
                    .sorted()
                    .toList();
        }
    }

    private static <T> List<T> all(Class<T> kind) throws IOException {
        return base().stream()
                .map(KubernetesManifest::parsed)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    private static <T> T only(Class<T> kind) throws IOException {
        List<T> all = all(kind);
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private static V1Deployment deployment() throws IOException {
        return only(V1Deployment.class);
    }

    private static V1PodSpec pod() throws IOException {
        return deployment().getSpec().getTemplate().getSpec();
    }

    private static V1Container hub() throws IOException {
        return pod().getContainers().getFirst();
    }
}
