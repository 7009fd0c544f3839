package de.stadttor.interop;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.TestClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import stadttor.demo.Folders;

/** Python's Authlib as Debian packages it, unchanged: login, userinfo, refresh, introspection, logout, revocation. */
class AuthlibTests {

    private static final Path PYTHON = Path.of("/usr/bin/python3");

    private final HubUnderTest hub = HubUnderTest.shared();

    @Test
    void annaGoesThroughLoginUserinfoRefreshAndLogout() {
        Debian.needs(Path.of("/usr/lib/python3/dist-packages/authlib"), "python3-authlib", "python3-requests");

        Map<String, Object> result = ForeignClient.run(
                List.of(
                        PYTHON.toString(),
                        "authlib_client.py",
                        hub.issuer(),
                        "bauantrag",
                        "bauantrag-demo-secret",
                        TestClient.CALLBACK,
                        "http://127.0.0.1:9100/"),
                Folders.project().resolve("src/test/interop"),
                new ForeignClient.Person());

        assertThat(result)
                .containsEntry("email", "anna.richter@dresden.example")
                .containsEntry("roles", List.of("bearbeiten", "lesen"))
                .containsEntry("rotated", true)
                .containsEntry("againEmail", "anna.richter@dresden.example")
                .containsEntry("active", true)
                .containsEntry("out", "good-bye")
                .containsEntry("refusal", "invalid_grant");
    }
}
