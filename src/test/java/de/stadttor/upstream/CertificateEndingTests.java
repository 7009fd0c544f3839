package de.stadttor.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import de.stadttor.drift.Drift;
import de.stadttor.drift.Finding;
import de.stadttor.platform.Actor;
import de.stadttor.platform.OutgoingCalls;
import de.stadttor.platform.Settings;
import de.stadttor.testing.FakeFederation;
import de.stadttor.testing.TestCertificates;
import de.stadttor.testing.TestWorld;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A provider's certificate that is about to end is told a month ahead, to that provider's admins. */
class CertificateEndingTests {

    private static final FakeFederation FEDERATION =
            FakeFederation.start(TestWorld.postgres(), TestWorld.migratedDatabase());

    private final Drift drift = FEDERATION.hub().bean(Drift.class);

    @AfterAll
    static void close() {
        FEDERATION.close();
    }

    /** The hub calls a provider whose certificate is valid for so many days from now. */
    private static void calls(String provider, int days, Path folder) throws Exception {
        TestCertificates certificates = new TestCertificates(folder, "localhost", "-1d", days + 1);
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
        try (OutgoingCalls trusting = new OutgoingCalls(settings, OutgoingCalls.Limits.DEFAULT)) {
            new ProviderCalls(trusting, FEDERATION.hub().bean(Responsiveness.class))
                    .get(
                            provider,
                            URI.create(
                                    "https://localhost:" + server.getAddress().getPort() + "/"),
                            Map.of());
        } finally {
            server.stop(0);
        }
    }

    private List<Finding> ending(String provider) {
        return drift.report(provider, Actor.SYSTEM, Duration.ZERO).of(Finding.Kind.CERTIFICATE_ENDING);
    }

    @Test
    void isNamedWithItsDayAndOnlyAMonthAhead(@TempDir Path folder) throws Exception {
        calls("ebit-dresden", 20, folder);
        calls("kid-magdeburg", 60, folder);
        LocalDate today = LocalDate.ofInstant(FEDERATION.hub().clock().instant(), ZoneId.of("Europe/Berlin"));

        assertThat(ending("ebit-dresden"))
                .singleElement()
                .extracting(Finding::until)
                .isEqualTo(today.plusDays(20));
        assertThat(ending("kid-magdeburg")).isEmpty();
        assertThat(ending("lecos-leipzig")).isEmpty();

        FEDERATION.hub().clock().advance(Duration.ofDays(31));
        assertThat(ending("kid-magdeburg"))
                .singleElement()
                .extracting(Finding::until)
                .isEqualTo(today.plusDays(60));
        assertThat(ending("ebit-dresden")).as("it is over").hasSize(1);
    }

    @Test
    void isForgottenWhenAnotherIsShown(@TempDir Path folder) throws Exception {
        calls("lecos-leipzig", 5, folder);
        assertThat(ending("lecos-leipzig")).hasSize(1);

        calls("lecos-leipzig", 400, folder);
        assertThat(ending("lecos-leipzig")).isEmpty();
    }
}
