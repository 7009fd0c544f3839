package de.stadttor.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.Employee;
import de.stadttor.testing.FakeFederation;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.TestClient.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rich authorization requests (RFC 9396), with types that the application registered. */
class AuthorizationDetailsTests {

    private static final String DETAILS = """
            [{"type": "bauakte", "identifier": "63-2026-0815", "actions": ["read", "annotate"]}]""";

    private final FakeFederation federation = FakeFederation.shared();
    private final TestClient client = new TestClient(federation.hub().issuer(), "bauantrag");
    private final Employee anna = federation.anna();

    @BeforeEach
    void registers() {
        federation.change(yaml -> {
            int at = yaml.indexOf("    redirect-uris:", yaml.indexOf("- id: bauantrag"));
            return yaml.substring(0, at) + "    authorization-details-types: [bauakte]\n" + yaml.substring(at);
        });
    }

    @AfterEach
    void reset() {
        federation.reset();
    }

    private Answer tokens() {
        return anna.redeems("bauantrag", anna.opens("bauantrag", Map.of("authorization_details", DETAILS)));
    }

    private static final List<Map<String, Object>> GRANTED =
            List.of(Map.of("type", "bauakte", "identifier", "63-2026-0815", "actions", List.of("read", "annotate")));

    @Test
    void areInTheAnswerTheTokenAndItsIntrospection() {
        Answer tokens = tokens();

        assertThat(tokens.json()).containsEntry("authorization_details", GRANTED);
        assertThat(tokens.claims("access_token")).containsEntry("authorization_details", GRANTED);
        assertThat(client.introspect(tokens.text("access_token")).json())
                .containsEntry("authorization_details", GRANTED);
    }

    @Test
    void outliveARefresh() {
        Answer refreshed = client.refresh(tokens().text("refresh_token"));

        assertThat(refreshed.claims("access_token")).containsEntry("authorization_details", GRANTED);
    }

    @Test
    void areNotThereWhereNobodyAsked() {
        assertThat(anna.tokens("bauantrag").json()).doesNotContainKey("authorization_details");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "{}",
                "[]",
                "[1]",
                "[{\"identifier\": \"x\"}]",
                "[{\"type\": \"payment\"}]",
                "[{\"type\": \"bauakte\"}, {\"type\": \"payment\"}]",
                "[{\"type\": \"bauakte\", \"actions\": \"read\"}]",
                "[{\"type\": \"bauakte\", \"locations\": [1]}]",
                "[{\"type\": \"bauakte\", \"identifier\": 1}]"
            })
    void whatDoesNotConformIsRefused(String details) {
        assertThat(anna.asks("bauantrag", Map.of("prompt", "none", "authorization_details", details))
                        .parameter("error"))
                .contains("invalid_authorization_details");
    }
}
