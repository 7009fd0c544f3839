package de.stadttor.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.PublishedKeys;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.TestClient.Answer;
import de.stadttor.testing.TestDevice;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the hub says that it can, it can; what it cannot, it does not say. */
class DiscoveryTests {

    private static final String OPENID = "/.well-known/openid-configuration";
    private static final String OAUTH = "/.well-known/oauth-authorization-server";

    private static final List<String> ALGORITHMS = List.of("RS256", "ES256", "PS256", "EdDSA");

    private final HubUnderTest hub = HubUnderTest.shared();
    private final TestClient http = new TestClient(hub.issuer(), "bauantrag");

    private Map<String, Object> metadata(String path) {
        Answer answer = http.get(path, null);
        assertThat(answer.status()).isEqualTo(200);
        return new TreeMap<>(answer.json());
    }

    @ParameterizedTest
    @ValueSource(strings = {OPENID, OAUTH})
    void saysWhatIsSupported(String path) {
        assertThat(metadata(path))
                .containsEntry("issuer", hub.issuer())
                .containsEntry("authorization_endpoint", hub.issuer() + "/oauth2/authorize")
                .containsEntry("token_endpoint", hub.issuer() + "/oauth2/token")
                .containsEntry("introspection_endpoint", hub.issuer() + "/oauth2/introspect")
                .containsEntry("revocation_endpoint", hub.issuer() + "/oauth2/revoke")
                .containsEntry("jwks_uri", hub.issuer() + "/oauth2/jwks")
                .containsEntry("response_types_supported", List.of("code"))
                .containsEntry(
                        "response_modes_supported",
                        List.of("query", "fragment", "form_post", "jwt", "query.jwt", "fragment.jwt", "form_post.jwt"))
                .containsEntry(
                        "authorization_signing_alg_values_supported", List.of("RS256", "ES256", "PS256", "EdDSA"))
                .containsEntry("pushed_authorization_request_endpoint", hub.issuer() + "/oauth2/par")
                .containsEntry("require_pushed_authorization_requests", false)
                .containsEntry(
                        "grant_types_supported",
                        List.of(
                                "authorization_code",
                                "refresh_token",
                                "client_credentials",
                                TestDevice.GRANT,
                                "urn:ietf:params:oauth:grant-type:token-exchange"))
                .containsEntry("device_authorization_endpoint", hub.issuer() + "/oauth2/device_authorization")
                .containsEntry("code_challenge_methods_supported", List.of("S256"))
                .containsEntry(
                        "token_endpoint_auth_methods_supported",
                        List.of("client_secret_basic", "client_secret_post", "private_key_jwt", "none"))
                .containsEntry(
                        "introspection_endpoint_auth_methods_supported",
                        List.of("client_secret_basic", "client_secret_post", "private_key_jwt"))
                .containsEntry(
                        "revocation_endpoint_auth_methods_supported",
                        List.of("client_secret_basic", "client_secret_post", "private_key_jwt", "none"))
                .containsEntry("token_endpoint_auth_signing_alg_values_supported", ALGORITHMS)
                .containsEntry("introspection_endpoint_auth_signing_alg_values_supported", ALGORITHMS)
                .containsEntry("revocation_endpoint_auth_signing_alg_values_supported", ALGORITHMS)
                .containsEntry("dpop_signing_alg_values_supported", List.of("ES256", "PS256", "EdDSA"))
                .containsEntry("authorization_response_iss_parameter_supported", true)
                .containsEntry("scopes_supported", AuthorizationRequests.SCOPES);
    }

    @Test
    void openIdConnectSaysMore() {
        assertThat(metadata(OPENID))
                .containsEntry("userinfo_endpoint", hub.issuer() + "/userinfo")
                .containsEntry("end_session_endpoint", hub.issuer() + "/connect/logout")
                .containsEntry("subject_types_supported", List.of("pairwise", "public"))
                .containsEntry("id_token_signing_alg_values_supported", List.of("RS256", "ES256", "PS256", "EdDSA"))
                .containsEntry("request_parameter_supported", true)
                .containsEntry("request_uri_parameter_supported", true)
                .containsEntry("require_request_uri_registration", true)
                .containsEntry(
                        "request_object_signing_alg_values_supported", List.of("RS256", "ES256", "PS256", "EdDSA"))
                .containsEntry("claims_parameter_supported", true)
                .containsEntry("claims_supported", AuthorizationRequests.CLAIMS)
                .containsEntry("acr_values_supported", List.of("low", "substantial", "high"));
    }

    @ParameterizedTest
    @ValueSource(strings = {OPENID, OAUTH})
    void promisesNothingThatIsNotThere(String path) {
        assertThat(metadata(path))
                .doesNotContainKeys(
                        "registration_endpoint",
                        "backchannel_authentication_endpoint",
                        "check_session_iframe",
                        "tls_client_certificate_bound_access_tokens",
                        "mtls_endpoint_aliases",
                        "backchannel_logout_supported",
                        "frontchannel_logout_supported");
    }

    @ParameterizedTest
    @ValueSource(strings = {OPENID, OAUTH})
    void everyAdvertisedEndpointAnswers(String path) {
        Map<String, Object> endpoints = metadata(path);
        endpoints.keySet().removeIf(name -> !name.endsWith("_endpoint") && !name.endsWith("_uri"));

        assertThat(endpoints).isNotEmpty().allSatisfy((name, address) -> {
            String local = address.toString().substring(hub.issuer().length());
            int byGet = http.get(local, null).status();
            int byPost = http.post(local, Map.of()).status();
            assertThat(List.of(byGet, byPost))
                    .as(name)
                    .isNotEqualTo(List.of(404, 404))
                    .allMatch(status -> status < 500);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/oauth2/device_verification",
                "/oauth2/register",
                "/connect/register",
                "/.well-known/oauth-protected-resource"
            })
    void endpointsThatAreNotSupportedAreNotThere(String path) {
        assertThat(http.get(path, null).status()).isEqualTo(404);
        assertThat(http.post(path, Map.of()).status()).isIn(404, 405);
    }

    @ParameterizedTest
    @ValueSource(strings = {OPENID, OAUTH})
    void addressesAreThoseOfTheIssuerWhateverTheRequestSays(String path) {
        Answer answer = http.send(HttpRequest.newBuilder(URI.create(hub.issuer() + path))
                .header("X-Forwarded-Host", "evil.example")
                .header("X-Forwarded-Proto", "https")
                .build());

        assertThat(answer.json()).containsEntry("issuer", hub.issuer());
        assertThat(answer.body()).doesNotContain("evil.example");
    }

    @Test
    void noAnswerNamesADocumentThatDoesNotExist() {
        Answer refused = http.userinfo("nonsense");

        assertThat(refused.response().headers().firstValue("WWW-Authenticate").orElse(""))
                .doesNotContain("resource_metadata");
    }

    @Test
    void onlyPublicHalvesOfKeysArePublished() {
        PublishedKeys published = PublishedKeys.of(hub);

        for (String member : List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k")) {
            assertThat(published.json()).doesNotContain("\"" + member + "\"");
        }
        assertThat(published.keys().getKeys()).allSatisfy(key -> {
            assertThat(key.isPrivate()).isFalse();
            assertThat(key.getKeyUse()).isEqualTo(KeyUse.SIGNATURE);
            assertThat(key.getKeyID()).isEqualTo(key.computeThumbprint().toString());
        });
        assertThat(published.keys().getKeys().stream().map(JWK::getAlgorithm).map(Object::toString))
                .containsExactlyInAnyOrder("RS256", "ES256", "PS256", "EdDSA");
    }
}
