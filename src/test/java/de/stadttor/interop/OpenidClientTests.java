package de.stadttor.interop;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.TestClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The library openid-client (certified, on Node.js), unchanged: login, userinfo, refresh, logout. */
class OpenidClientTests {

    private final HubUnderTest hub = HubUnderTest.shared();

    @Test
    void annaGoesThroughLoginUserinfoRefreshAndLogout(@TempDir Path work) {
        Map<String, Object> result = ForeignClient.run(
                List.of(
                        Node.program("node"),
                        "openid-client.mjs",
                        hub.issuer(),
                        "bauantrag",
                        "bauantrag-demo-secret",
                        TestClient.CALLBACK,
                        "http://127.0.0.1:9100/"),
                Node.folderFor("openid-client.mjs", work),
                new ForeignClient.Person());

        assertThat(result)
                .containsEntry("email", "anna.richter@dresden.example")
                .containsEntry("roles", List.of("bearbeiten", "lesen"))
                .containsEntry("rotated", true)
                .containsEntry("againEmail", "anna.richter@dresden.example")
                .containsEntry("out", "good-bye")
                .containsEntry("refusal", "invalid_grant");
    }
}
