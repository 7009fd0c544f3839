package stadttor.demo;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.TestWorld;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedKeycloakTests {

    @ParameterizedTest
    @ValueSource(strings = {"ebit-dresden", "kid-magdeburg", "lecos-leipzig"})
    void servesTheRealm(String realm) throws IOException, InterruptedException {
        String issuer = TestWorld.keycloak().issuer(realm);
        try (HttpClient http = HttpClient.newHttpClient()) {
            String discovery = http.send(
                            HttpRequest.newBuilder(URI.create(issuer + "/.well-known/openid-configuration"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            assertThat(discovery).contains("\"issuer\":\"" + issuer + "\"").contains("\"substantial\"");
        }
    }
}
