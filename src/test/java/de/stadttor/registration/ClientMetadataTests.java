package de.stadttor.registration;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.application.Application;
import de.stadttor.application.Applications;
import de.stadttor.application.Protocol.Answer;
import de.stadttor.application.Protocol.Demand;
import de.stadttor.platform.Json;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.Registrar;
import de.stadttor.testing.TestClient;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7591 section 2 and OpenID Connect Registration section 2, member by member. */
class ClientMetadataTests {

    private static final String KEYS = """
            {"keys": [{"kty": "EC", "crv": "P-256", "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
              "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}]}""";

    private final HubUnderTest hub = HubUnderTest.shared();
    private final Registrar registrar = new Registrar(hub);

    @AfterEach
    void takeAway() {
        registrar.close();
    }

    private Application application(TestClient.Answer registered) {
        return hub.bean(Applications.class).find(registered.text("client_id")).orElseThrow();
    }

    @Test
    void whatIsLeftOutHasTheDefaultOfTheSpecification() {
        TestClient.Answer answer = registrar.register(Map.of());

        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(answer.json())
                .containsEntry("application_type", "web")
                .containsEntry("token_endpoint_auth_method", "client_secret_basic")
                .containsEntry("grant_types", List.of("authorization_code"))
                .containsEntry("response_types", List.of("code"))
                .containsEntry("id_token_signed_response_alg", "RS256")
                .containsEntry("subject_type", "pairwise")
                .containsEntry("scope", "openid profile email organization roles offline_access")
                .containsEntry("client_secret_expires_at", 0)
                .doesNotContainKeys("jwks", "userinfo_signed_response_alg", "id_token_encrypted_response_alg");
    }

    @Test
    void everyMemberIsReadAndToldBack() {
        Map<String, Object> asked = Json.readMap("""
                {"redirect_uris": ["https://amt.example/cb"], "post_logout_redirect_uris": ["https://amt.example/"],
                 "application_type": "web", "grant_types": ["authorization_code", "refresh_token"],
                 "response_types": ["code"], "scope": "openid email", "contacts": ["technik@amt.example"],
                 "client_name": "Amt", "client_name#de-DE": "Das Amt", "client_uri": "https://amt.example/",
                 "logo_uri": "https://amt.example/logo.png", "logo_uri#en": "https://amt.example/en.png",
                 "policy_uri": "https://amt.example/privacy", "tos_uri": "https://amt.example/terms",
                 "jwks": %s, "subject_type": "public", "token_endpoint_auth_method": "private_key_jwt",
                 "token_endpoint_auth_signing_alg": "ES256", "id_token_signed_response_alg": "ES256",
                 "id_token_encrypted_response_alg": "ECDH-ES", "userinfo_signed_response_alg": "PS256",
                 "userinfo_encrypted_response_alg": "ECDH-ES+A256KW", "userinfo_encrypted_response_enc": "A256GCM",
                 "introspection_signed_response_alg": "ES256", "authorization_signed_response_alg": "ES256",
                 "request_object_signing_alg": "ES256", "require_signed_request_object": true,
                 "default_max_age": 600, "require_auth_time": true, "default_acr_values": ["substantial"],
                 "initiate_login_uri": "https://amt.example/start", "request_uris": ["https://amt.example/r#hash"],
                 "backchannel_logout_uri": "https://amt.example/out", "backchannel_logout_session_required": true,
                 "frontchannel_logout_uri": "https://amt.example/out?front=1",
                 "frontchannel_logout_session_required": true, "require_pushed_authorization_requests": true,
                 "dpop_bound_access_tokens": true, "authorization_details_types": ["bauakte"],
                 "software_id": "4NRB1", "software_version": "2.1"}
                """.formatted(KEYS));

        TestClient.Answer answer = registrar.register(registrar.token(1), Json.write(asked));

        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(answer.json())
                .containsAllEntriesOf(asked)
                .containsEntry("id_token_encrypted_response_enc", "A128CBC-HS256")
                .doesNotContainKey("client_secret");
        Application stored = application(answer);
        assertThat(stored.name("de")).isEqualTo("Das Amt");
        assertThat(stored.name("en")).isEqualTo("Amt");
        assertThat(stored.owners()).containsExactly(Registrar.OWNER);
        assertThat(stored.protocol().demands())
                .contains(Demand.PUSHED_REQUESTS, Demand.SIGNED_REQUESTS, Demand.DPOP)
                .doesNotContain(Demand.CERTIFICATE);
        assertThat(stored.protocol().of(Answer.USERINFO).encryptionEnc()).isEqualTo("A256GCM");
        assertThat(stored.protocol().defaultMaxAge()).isEqualTo(600);
        assertThat(stored.backchannelLogoutUri()).isEqualTo("https://amt.example/out");
        assertThat(stored.roles()).isEmpty();
    }

    @Test
    void unknownMembersAndUnknownScopesAreIgnored() {
        TestClient.Answer answer = registrar.register(
                Map.of("favourite_colour", "blue", "scope", "openid address phone", "client_id", "bauantrag"));

        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(answer.json()).doesNotContainKey("favourite_colour").containsEntry("scope", "openid");
        assertThat(answer.text("client_id")).isNotEqualTo("bauantrag");
    }

    /** What stands there as null is left out (RFC 7592 section 2.2). */
    @Test
    void nullIsAsGoodAsNothing() {
        TestClient.Answer answer = registrar.register(
                registrar.token(1),
                "{\"redirect_uris\": [\"https://amt.example/cb\"], \"client_name\": null, \"jwks\": null}");

        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(answer.json()).doesNotContainKeys("client_name", "jwks");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            javascript:alert(1)                  | is not allowed
            data:text/html,hello                 | is not allowed
            http://amt.example/cb                | expected https
            https://amt.example/cb#code=1        | fragment
            https://amt.example/cb#              | fragment
            https://*.amt.example/cb             | wildcard
            https://amt.example/a/../cb          | climbs
            https://amt.example/a/..;/cb         | climbs
            https://amt.example/%2e%2e/cb        | climbs
            https://user@amt.example/cb          | no user name
            https://AMT.example/cb               | lower case
            https://amt.example./cb              | lower case
            https://amt@@evil.example/cb         | host is missing
            de.example.app:/cb                   | is not allowed
            myapp://cb                           | is not allowed
            /cb                                  | no absolute address
            """)
    void refusesRedirectUri(String address, String why) {
        TestClient.Answer answer = registrar.register(Map.of("redirect_uris", List.of(address)));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("error")).isEqualTo("invalid_redirect_uri");
        assertThat(answer.text("error_description"))
                .startsWith("redirect_uris: ")
                .contains(why);
    }

    @ParameterizedTest
    @CsvSource({"javascript:alert(1)", "http://amt.example/cb", "myapp:/cb", "https://a.example/#x"})
    void refusesRedirectUriOfNativeApplication(String address) {
        TestClient.Answer answer =
                registrar.register(Map.of("application_type", "native", "redirect_uris", List.of(address)));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("error")).isEqualTo("invalid_redirect_uri");
    }

    @Test
    void nativeApplicationsMayHaveASchemeOfTheirOwnAndNeedPkce() {
        TestClient.Answer answer = registrar.register(Map.of(
                "application_type", "native",
                "token_endpoint_auth_method", "none",
                "redirect_uris", List.of("de.example.app:/cb", "http://127.0.0.1/cb")));

        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(answer.json()).doesNotContainKeys("client_secret", "client_secret_expires_at");
        assertThat(application(answer).requirePkce()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"redirect_uris": null}                             | redirect_uris     | is missing
            {"redirect_uris": []}                               | redirect_uris     | is missing
            """)
    void refusesToGoWithoutRedirectUri(String further, String member, String why) {
        TestClient.Answer answer = registrar.register(Json.readMap(further));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("error")).isEqualTo("invalid_redirect_uri");
        assertThat(answer.text("error_description")).startsWith(member + ": ").contains(why);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"redirect_uris": "https://amt.example/"}           | redirect_uris     | array of texts
            {"redirect_uris": [1]}                              | redirect_uris     | array of texts
            {"application_type": "desktop"}                     | application_type  | native, web
            {"post_logout_redirect_uris": ["javascript:x"]}     | post_logout_redirect_uris | is not allowed
            {"grant_types": []}                                 | grant_types       | is empty
            {"grant_types": ["implicit"]}                       | grant_types       | authorization_code
            {"grant_types": ["password"]}                       | grant_types       | is not supported
            {"grant_types": ["urn:ietf:params:oauth:grant-type:token-exchange"]} | grant_types | is not supported
            {"grant_types": ["refresh_token"]}                  | grant_types       | alone is of no use
            {"grant_types": ["client_credentials"], "token_endpoint_auth_method": "none"} | grant_types | confidential
            {"response_types": ["token"]}                       | response_types    | expected some of code
            {"response_types": ["code id_token"]}               | response_types    | expected some of code
            {"response_types": []}                              | response_types    | does not fit grant_types
            {"grant_types": ["client_credentials"], "response_types": ["code"]} | response_types | does not fit
            {"scope": "address phone"}                          | scope             | names none that is known
            {"scope": ["openid"]}                               | scope             | expected a text
            {"subject_type": "secret"}                          | subject_type      | pairwise, public
            {"redirect_uris": ["https://a.example/", "https://b.example/"]} | subject_type | sector_identifier_uri
            {"token_endpoint_auth_method": "client_secret_jwt"} | token_endpoint_auth_method | is not supported
            {"token_endpoint_auth_method": "private_key_jwt"}   | token_endpoint_auth_method | jwks or jwks_uri
            {"token_endpoint_auth_method": "self_signed_tls_client_auth"} | token_endpoint_auth_method | jwks
            {"token_endpoint_auth_method": "tls_client_auth"}   | token_endpoint_auth_method | exactly one of
            {"tls_client_auth_subject_dn": "CN=x"}              | tls_client_auth_subject_dn | tls_client_auth alone
            {"token_endpoint_auth_signing_alg": "HS256"}        | token_endpoint_auth_signing_alg | is not supported
            {"token_endpoint_auth_signing_alg": "ES256"}        | token_endpoint_auth_signing_alg | jwks
            {"id_token_signed_response_alg": "none"}            | id_token_signed_response_alg | ES256
            {"id_token_signed_response_alg": "HS256"}           | id_token_signed_response_alg | is not supported
            {"id_token_encrypted_response_alg": "RSA1_5"}       | id_token_encrypted_response_alg | is not supported
            {"id_token_encrypted_response_alg": "RSA-OAEP"}     | id_token_encrypted_response_alg | jwks
            {"id_token_encrypted_response_enc": "A128GCM"}      | id_token_encrypted_response_enc | expected both
            {"userinfo_signed_response_alg": "none"}            | userinfo_signed_response_alg | is not supported
            {"request_object_signing_alg": "none"}              | request_object_signing_alg | is not supported
            {"request_object_signing_alg": "RS256"}             | request_object_signing_alg | jwks
            {"require_signed_request_object": true}             | require_signed_request_object | jwks
            {"jwks": {"keys": []}}                              | jwks              | no key in it
            {"jwks": {"schlüssel": 1}}                          | jwks              | no JWK Set
            {"jwks": "x"}                                       | jwks              | expected an object
            {"jwks": {"keys": [{"kty": "oct", "k": "AAAA"}]}}   | jwks              | private or secret
            {"jwks_uri": "http://amt.example/jwks"}             | jwks_uri          | https
            {"jwks_uri": "ftp://amt.example/jwks"}              | jwks_uri          | https
            {"jwks_uri": "https://169.254.169.254/jwks"}        | jwks_uri          | no internal address
            {"jwks_uri": "https://10.0.0.7/jwks"}               | jwks_uri          | no internal address
            {"jwks_uri": "https://192.168.1.1/jwks"}            | jwks_uri          | no internal address
            {"jwks_uri": "https://[fd00::1]/jwks"}              | jwks_uri          | no internal address
            {"jwks_uri": "https://[::ffff:10.0.0.1]/jwks"}      | jwks_uri          | no internal address
            {"sector_identifier_uri": "http://amt.example/s"}   | sector_identifier_uri | https
            {"sector_identifier_uri": "https://169.254.169.254/"} | sector_identifier_uri | no internal address
            {"sector_identifier_uri": "https://10.1.2.3/s"}     | sector_identifier_uri | no internal address
            {"backchannel_logout_uri": "https://10.0.0.7/out"}  | backchannel_logout_uri | no internal address
            {"backchannel_logout_uri": "https://a.example/#x"}  | backchannel_logout_uri | fragment
            {"request_uris": ["https://172.16.0.1/r"]}          | request_uris      | no internal address
            {"frontchannel_logout_uri": "https://b.example/"}   | frontchannel_logout_uri | one of redirect_uris
            {"initiate_login_uri": "javascript:alert(1)"}       | initiate_login_uri | https
            {"logo_uri": "javascript:alert(1)"}                 | logo_uri          | https
            {"logo_uri": "data:image/png;base64,AA"}            | logo_uri          | https
            {"client_uri": "http://amt.example/"}               | client_uri        | https
            {"policy_uri#de": "javascript:alert(1)"}            | policy_uri#de     | https
            {"tos_uri": 7}                                      | tos_uri           | expected a text
            {"client_name": "a\\u0000b"}                         | client_name       | control characters
            {"client_name": "\\u202egnp"}                        | client_name       | control characters
            {"client_name": " "}                                | client_name       | 1 to 2000 characters
            {"client_name#!": "x"}                              | client_name       | no language
            {"default_max_age": -1}                             | default_max_age   | whole number
            {"default_max_age": "600"}                          | default_max_age   | whole number
            {"default_acr_values": ["urn:x"]}                   | default_acr_values | high, low, substantial
            {"require_auth_time": "yes"}                        | require_auth_time | true or false
            {"require_pushed_authorization_requests": 1}        | require_pushed_authorization_requests | true or false
            {"dpop_bound_access_tokens": true, "tls_client_certificate_bound_access_tokens": true} | dpop_bound_access_tokens | in one way
            """)
    void refusesMetadata(String further, String member, String why) {
        TestClient.Answer answer = registrar.register(Json.readMap(further));

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.text("error")).isEqualTo("invalid_client_metadata");
        assertThat(answer.text("error_description")).startsWith(member + ": ").contains(why);
        assertThat(answer.response().headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void refusesKeysInTwoPlacesAndPrivateOnes() {
        TestClient.Answer twice =
                registrar.register(Map.of("jwks", Json.readMap(KEYS), "jwks_uri", "https://amt.example/jwks"));
        TestClient.Answer secret = registrar.register(Map.of(
                "jwks",
                Json.readMap(KEYS.replace("\"x\"", "\"d\": \"870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE\", \"x\""))));

        assertThat(twice.text("error_description")).startsWith("jwks_uri: ").contains("either of both");
        assertThat(secret.text("error_description")).startsWith("jwks: ").contains("private or secret");
        assertThat(secret.body()).doesNotContain("870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE");
    }

    /** Wherever it stands: a database takes no character 0, and no half of a pair. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"kid\": \"a\\u0000\",",
                "\"kid\": \"\\ud800\",",
                "\"x-\\u0000\": 1,",
                "\"of\": {\"it\": [\"\\u0000\"]},"
            })
    void refusesKeysWithTextThatCannotBeStored(String member) {
        TestClient.Answer answer = registrar.register(
                registrar.token(1),
                "{\"redirect_uris\": [\"https://amt.example/cb\"], \"jwks\": "
                        + KEYS.replace("\"kty\"", member + " \"kty\"") + "}");

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.text("error_description")).startsWith("jwks: ").contains("control characters");
    }

    /** RFC 7591 section 3.2.2. */
    @Test
    void trustsNoSoftwareStatement() {
        TestClient.Answer answer = registrar.register(Map.of("software_statement", "eyJhbGciOiJub25lIn0.e30."));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("error")).isEqualTo("unapproved_software_statement");
    }

    @Test
    void refusesWhatIsNoObjectTooLongOrTooMuch() {
        String token = registrar.token(1);
        assertThat(registrar.register(token, "").status()).isEqualTo(400);
        assertThat(registrar.register(token, "[]").status()).isEqualTo(400);
        assertThat(registrar.register(token, "null").status()).isEqualTo(400);
        assertThat(registrar
                        .register(token, "{\"scope\": \"openid\", \"scope\": \"email\"}")
                        .text("error"))
                .isEqualTo("invalid_client_metadata");
        assertThat(registrar.register(token, "{\"a\": ".repeat(5_000)).status()).isEqualTo(400);
        assertThat(registrar
                        .register(token, "{\"a\": \"" + "x".repeat(70_000) + "\"}")
                        .status())
                .isEqualTo(413);
        assertThat(registrar
                        .register(Map.of("contacts", Collections.nCopies(101, "a@b.example")))
                        .text("error_description"))
                .contains("at most 100");
    }

    /** OpenID Connect Core section 8.1: without a sector identifier it is the host of the redirect URIs. */
    @Test
    void sectorIsTheHostOfTheRedirectUris() {
        TestClient.Answer one = registrar.register(
                Map.of("redirect_uris", List.of("https://amt.example/a", "https://amt.example:8443/b")));
        TestClient.Answer loopback = registrar.register(Map.of());
        TestClient.Answer several = registrar.register(
                Map.of("subject_type", "public", "redirect_uris", List.of("https://a.example/", "https://b.example/")));

        assertThat(application(one).sectorIdentifierUri()).isEqualTo("https://amt.example");
        assertThat(application(loopback).sectorIdentifierUri()).isNull();
        assertThat(several.status()).isEqualTo(201);
    }

    @Test
    void confidentialApplicationsNeedPkceOnlyWhereTheTokenDemandsIt() {
        TestClient.Answer free = registrar.register(Map.of());
        TestClient.Answer demanded = registrar.register(
                registrar.token(new InitialAccessOrder(Registrar.OWNER, 1, Duration.ofHours(1), true, List.of())),
                Json.write(Registrar.metadata(Map.of())));

        assertThat(application(free).requirePkce()).isFalse();
        assertThat(application(demanded).requirePkce()).isTrue();
    }

    @Test
    void registeredApplicationHasNoPowersBeyondSigningIn() {
        Application stored = application(registrar.register(Map.of(
                "grant_types", List.of("authorization_code", "client_credentials"),
                "audience", "stadttor",
                "service-roles", List.of("operator"),
                "roles", List.of("operator"))));

        assertThat(stored.tokenAudience()).isEqualTo(stored.id());
        assertThat(stored.serviceRoles()).isEmpty();
        assertThat(stored.protocol().exchangesTokensOf()).isEmpty();
        assertThat(stored.clientAuthentication()).isEqualTo(Set.of("client_secret_basic"));
    }
}
