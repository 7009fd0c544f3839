package de.stadttor.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import de.stadttor.platform.Json;
import de.stadttor.platform.OutgoingCalls;
import de.stadttor.platform.Settings;
import de.stadttor.testing.TestCertificates;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenID Connect Registration section 5: a sector counts only where its own document lists each redirect URI. */
class SectorsTests {

    private static final String REDIRECT = "https://amt.example/cb";

    @TempDir
    private Path folder;

    private HttpsServer sector;
    private OutgoingCalls inside;
    private final OutgoingCalls outside =
            new OutgoingCalls(new Settings("https://hub.example", "", List.of(), List.of(), null, false));

    @BeforeEach
    void start() throws Exception {
        TestCertificates certificates = new TestCertificates(folder, "localhost", "-1d", 10);
        sector = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        sector.setHttpsConfigurator(new HttpsConfigurator(certificates.server()));
        sector.start();
        inside = new OutgoingCalls(new Settings(
                "https://hub.example",
                "",
                List.of(),
                List.of("127.0.0.0/8", "::1"),
                certificates.pem().toString(),
                false));
    }

    @AfterEach
    void stop() {
        sector.stop(0);
        inside.close();
        outside.close();
    }

    private void answers(int status, String body) {
        sector.createContext("/sector", exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            if (status == 302) {
                exchange.getResponseHeaders().set("Location", "/elsewhere");
            }
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    private Metadata read(OutgoingCalls calls, String address, String... redirects) {
        Metadata registered = new Metadata();
        registered.put("redirect_uris", List.of(redirects));
        Fields asked = Fields.parse(
                Json.write(Map.of("sector_identifier_uri", address)).getBytes(StandardCharsets.UTF_8));
        new Sectors(new Targets(calls, false), calls).read(asked, registered);
        return registered;
    }

    private String address() {
        return "https://localhost:" + sector.getAddress().getPort() + "/sector";
    }

    @Test
    void countsWhereItsDocumentListsEachRedirectUri() {
        answers(200, "[\"" + REDIRECT + "\", \"https://dort.example/cb\"]");

        assertThat(read(inside, address(), REDIRECT, "https://dort.example/cb").text("sector_identifier_uri"))
                .isEqualTo(address());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            200 | ["https://dort.example/cb"]          | lacks one of redirect_uris
            200 | []                                   | lacks one of redirect_uris
            200 | {"redirect_uris": []}                | no array
            200 | ["https://amt.example/cb"            | no array
            404 | ["https://amt.example/cb"]           | no array
            302 | ["https://amt.example/cb"]           | no array
            """)
    void refusesDocument(int status, String body, String why) {
        answers(status, body);

        assertThat(catchThrowableOfType(InvalidClientMetadata.class, () -> read(inside, address(), REDIRECT)))
                .hasMessageStartingWith("sector_identifier_uri: ")
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://localhost/s",
                "https://hub.localhost/s",
                "https://127.0.0.1/s",
                "https://[::1]/s",
                "https://169.254.169.254/latest/meta-data",
                "https://10.0.0.1/s",
                "https://[fe80::1]/s"
            })
    void callsNothingInternal(String address) {
        assertThat(catchThrowableOfType(InvalidClientMetadata.class, () -> read(outside, address, REDIRECT)))
                .hasMessageContaining("no internal address");
        Keys keys = new Keys(new Targets(outside, false));
        Metadata registered = new Metadata();
        registered.put("token_endpoint_auth_method", "private_key_jwt");
        Fields asked = Fields.parse(Json.write(Map.of("jwks_uri", address)).getBytes(StandardCharsets.UTF_8));
        assertThat(catchThrowableOfType(InvalidClientMetadata.class, () -> keys.read(asked, registered)))
                .hasMessageContaining("jwks_uri: the hub calls no internal address");
    }
}
