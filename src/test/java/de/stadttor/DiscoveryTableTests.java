package de.stadttor;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.application.Application;
import de.stadttor.platform.Json;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.TestClient;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import stadttor.demo.Folders;
import tools.jackson.databind.JsonNode;

/**
 * Every value that discovery advertises has a test that uses it, by the table of {@code docs/specifications.md}, and
 * whatever an application may be registered for is advertised. That the tests exist is for {@link SpecificationTableTests}.
 */
class DiscoveryTableTests {

    private static final String OPENID = "/.well-known/openid-configuration";
    private static final String OAUTH = "/.well-known/oauth-authorization-server";

    private static Map<String, Object> metadata(HubUnderTest hub, String path) {
        return new TestClient(hub.here(URI.create(hub.issuer())).toString(), "bauantrag")
                .get(path, null)
                .json();
    }

    /** Of a hub that clients reach without a certificate, and of one that they reach with one. */
    private static Set<String> advertised() {
        Set<String> advertised = new TreeSet<>();
        for (HubUnderTest hub : List.of(HubUnderTest.shared(), HubUnderTest.behindProxy())) {
            for (String path : List.of(OPENID, OAUTH)) {
                advertised.addAll(DiscoveryTable.advertised(metadata(hub, path)));
            }
        }
        return advertised;
    }

    @Test
    void everyValueThatIsAdvertisedHasATestAndNoOtherStandsInTheTable() throws Exception {
        Set<String> covered =
                DiscoveryTable.covered(Files.readString(Folders.project().resolve("docs/specifications.md")));

        assertThat(covered).containsExactlyElementsOf(advertised()).hasSizeGreaterThan(150);
    }

    @Test
    void valueThatTheTableLacksIsFound() {
        String table = """
                ## What discovery says

                | member | values | tests |
                |---|---|---|
                | `token_endpoint`, `jwks_uri` | its address | `HouseTests` |
                | `scopes_supported` | `openid`, `email` | `HouseTests` |
                | `claims_parameter_supported` | `true` | `HouseTests` |

                ## Another table

                | `scopes_supported` | `phone` | `HouseTests` |
                """;
        Map<String, Object> metadata = Map.of(
                "token_endpoint",
                "https://hub.example/token",
                "scopes_supported",
                List.of("openid", "email", "phone"),
                "claims_parameter_supported",
                false,
                "mtls_endpoint_aliases",
                Map.of("token_endpoint", "https://mtls.example/token"));

        Set<String> missing = new TreeSet<>(DiscoveryTable.advertised(metadata));
        missing.removeAll(DiscoveryTable.covered(table));

        assertThat(missing)
                .containsExactly(
                        "claims_parameter_supported=false",
                        "mtls_endpoint_aliases=token_endpoint",
                        "scopes_supported=phone");
    }

    /** What the document of RFC 8414 says, the one of OpenID Connect says, too, and in the same words. */
    @Test
    void bothDocumentsSayTheSame() {
        Map<String, Object> openid = metadata(HubUnderTest.behindProxy(), OPENID);

        assertThat(metadata(HubUnderTest.behindProxy(), OAUTH))
                .hasSizeGreaterThan(30)
                .allSatisfy((member, value) -> {
                    if (!member.equals("mtls_endpoint_aliases")) {
                        assertThat(openid).containsEntry(member, value);
                    }
                });
    }

    /** The schema of the configuration says what an application may be registered for. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            application/properties/client-authentication/items | token_endpoint_auth_methods_supported
            application/properties/client-authentication/items | revocation_endpoint_auth_methods_supported
            application/properties/grants/items                | grant_types_supported
            application/properties/scopes/items                | scopes_supported
            application/properties/subject                     | subject_types_supported
            application/properties/id-token-alg                | id_token_signing_alg_values_supported
            signature-alg                                      | userinfo_signing_alg_values_supported
            signature-alg                                      | introspection_signing_alg_values_supported
            signature-alg                                      | authorization_signing_alg_values_supported
            signature-alg                                      | request_object_signing_alg_values_supported
            signature-alg                                      | token_endpoint_auth_signing_alg_values_supported
            encryption/properties/alg                          | id_token_encryption_alg_values_supported
            encryption/properties/enc                          | id_token_encryption_enc_values_supported
            encryption/properties/alg                          | userinfo_encryption_alg_values_supported
            encryption/properties/enc                          | userinfo_encryption_enc_values_supported
            encryption/properties/alg                          | introspection_encryption_alg_values_supported
            encryption/properties/enc                          | introspection_encryption_enc_values_supported
            encryption/properties/alg                          | authorization_encryption_alg_values_supported
            encryption/properties/enc                          | authorization_encryption_enc_values_supported
            assurance                                          | acr_values_supported
            """)
    void whatAnApplicationMayBeRegisteredForIsAdvertised(String choice, String member) throws Exception {
        JsonNode schema = Json.read(
                Files.readString(Folders.project().resolve("src/main/resources/schema/configuration.schema.json")),
                JsonNode.class);
        List<String> possible = new ArrayList<>();
        for (JsonNode one : schema.at("/$defs/" + choice + "/enum")) {
            possible.add(
                    switch (one.asString()) {
                        case "device_code" -> Application.DEVICE_CODE;
                        case "token-exchange" -> Application.TOKEN_EXCHANGE;
                        default -> one.asString();
                    });
        }

        assertThat(metadata(HubUnderTest.behindProxy(), OPENID).get(member))
                .asInstanceOf(InstanceOfAssertFactories.list(String.class))
                .containsExactlyInAnyOrderElementsOf(possible);
    }
}
