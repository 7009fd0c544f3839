package de.stadttor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import de.stadttor.testing.TestCertificates;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsCheckTests {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void nothingIsWrongWithATrustedCertificateForThatName() throws Exception {
        TestCertificates good = new TestCertificates(folder, "localhost", "-1d", 90);
        assertThat(problem(good, good.pem())).isEmpty();
    }

    @Test
    void saysWhenACertificateExpired() throws Exception {
        TestCertificates expired = new TestCertificates(folder, "localhost", "-90d", 80);
        assertThat(problem(expired, expired.pem())).get().asString().contains("expired on 20", "renew it");
    }

    @Test
    void saysThatACertificateExpiresWithinThirtyDays() throws Exception {
        TestCertificates soon = new TestCertificates(folder, "localhost", "-90d", 110);
        assertThat(problem(soon, soon.pem())).get().asString().contains("expires on 20", "renew it");
    }

    @Test
    void saysThatACertificateDoesNotCountYet() throws Exception {
        TestCertificates early = new TestCertificates(folder, "localhost", "+9d", 90);
        assertThat(problem(early, early.pem())).get().asString().contains("counts only from 20", "clocks");
    }

    @Test
    void namesTheFileForAnUnknownAuthority() throws Exception {
        assertThat(problem(new TestCertificates(folder, "localhost", "-1d", 90), null))
                .get()
                .asString()
                .contains("not trusted (CN=localhost, O=Test", "STADTTOR_CA_FILE");
    }

    @Test
    void saysThatACertificateIsForAnotherName() throws Exception {
        TestCertificates other = new TestCertificates(folder, "other.example", "-1d", 90);
        assertThat(problem(other, other.pem())).get().asString().contains("not for the name localhost");
    }

    @Test
    void saysThatNothingSpeaksTls() {
        assertThat(new TlsCheck(null, Clock.systemUTC()).problem(URI.create("https://localhost:1/x")))
                .get()
                .asString()
                .startsWith("no TLS with localhost");
        assertThat(new TlsCheck(null, Clock.systemUTC()).problem(URI.create("http://localhost:1/x")))
                .isEmpty();
    }

    private static Optional<String> problem(TestCertificates shown, @Nullable Path caFile) throws Exception {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(shown.server()));
        server.start();
        try {
            return new TlsCheck(caFile == null ? null : caFile.toString(), Clock.systemUTC())
                    .problem(URI.create(
                            "https://localhost:" + server.getAddress().getPort() + "/realms/x"));
        } finally {
            server.stop(0);
        }
    }
}
