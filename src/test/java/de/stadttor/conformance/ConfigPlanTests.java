package de.stadttor.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.PublishedKeys;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.TestClient.Answer;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** The plan "Config". */
class ConfigPlanTests {

    private final HubUnderTest hub = HubUnderTest.shared();
    private final TestClient anybody = new TestClient(hub.issuer(), "anybody");

    /** oidcc-discovery-endpoint-verification: OpenID Connect Discovery sections 3 and 4. */
    @Test
    void discoverySaysWhatEveryProviderHasToSay() {
        Answer answer = anybody.get("/.well-known/openid-configuration", null);
        Map<String, Object> metadata = answer.json();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.response().headers().firstValue("Content-Type")).contains("application/json");
        assertThat(metadata).containsEntry("issuer", hub.issuer());
        for (String endpoint : List.of("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")) {
            assertThat(metadata.get(endpoint)).asString().startsWith(hub.issuer() + "/");
        }
        assertThat(metadata.get("response_types_supported"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .contains("code");
        assertThat(metadata.get("scopes_supported"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .contains("openid");
        assertThat(metadata.get("id_token_signing_alg_values_supported"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .contains("RS256");
        assertThat(metadata.get("subject_types_supported"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .isSubsetOf("public", "pairwise")
                .isNotEmpty();
        assertThat(metadata.get("claims_supported"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .contains("sub", "auth_time", "acr");
        assertThat(metadata.get("grant_types_supported"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .contains("authorization_code");
        assertThat(metadata.get("code_challenge_methods_supported")).isInstanceOf(List.class);
        assertThat(metadata).containsEntry("claims_parameter_supported", true);
    }

    /** The same module on the key set: no key twice, no private half, each fit for what it says. */
    @Test
    void publishedKeysAreUsable() {
        PublishedKeys published = PublishedKeys.of(hub);

        assertThat(published.keys().getKeys()).isNotEmpty().allSatisfy(key -> {
            assertThat(key.isPrivate()).isFalse();
            assertThat(key.getKeyID()).isNotBlank();
            assertThat(key.getAlgorithm()).isNotNull();
        });
        assertThat(published.keys().getKeys().stream().map(key -> key.getKeyID()))
                .doesNotHaveDuplicates();
    }
}
