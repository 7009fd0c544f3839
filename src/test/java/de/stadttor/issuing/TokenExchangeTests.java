package de.stadttor.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.Employee;
import de.stadttor.testing.FakeFederation;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.TestClient.Answer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An application acts for a person whose token it was handed (RFC 8693). */
class TokenExchangeTests {

    private static final String GRANT = "urn:ietf:params:oauth:grant-type:token-exchange";
    private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

    private final FakeFederation federation = FakeFederation.shared();
    private final String issuer = federation.hub().issuer();
    private final TestClient bauantrag = new TestClient(issuer, "bauantrag");
    private final TestClient archive = new TestClient(issuer, "archiv");
    private final TestClient printing = new TestClient(issuer, "druck");
    private final Employee anna = federation.anna();

    @BeforeEach
    void register() {
        federation.change(TokenExchangeTests::registered);
    }

    @AfterEach
    void reset() {
        federation.reset();
    }

    /** Two services in a row: the archive exchanges tokens of Bauantrag digital, printing those of the archive. */
    private static String registered(String yaml) {
        return yaml.replace(
                        "\nreleases:\n",
                        "\n" + service("archiv", "bauantrag", "[token-exchange, client_credentials]")
                                + service("druck", "archiv", "[token-exchange]") + "releases:\n")
                .replace("\nrules:\n", """

                          - {provider: ebit-dresden, application: archiv, claims: [name]}
                          - {provider: ebit-dresden, application: druck, claims: [name]}
                        rules:
                          - {id: dd-archiv, provider: ebit-dresden, application: archiv, when: {group: /Bauaufsichtsamt/Sachbearbeitung}, grant: [ablegen]}
                          - {id: dd-druck, provider: ebit-dresden, application: druck, when: {group: /Bauaufsichtsamt/Sachbearbeitung}, grant: [ablegen]}
                        """.stripTrailing() + "\n");
    }

    private static String service(String id, String exchanges, String grants) {
        return """
                  - id: %s
                    name: {de: %s, en: %s}
                    client-authentication: [client_secret_basic]
                    client-secret: %s-demo-secret
                    grants: %s
                    exchanges-tokens-of: [%s]
                    scopes: [openid, profile, roles, organization]
                    roles: [{id: ablegen, name: {de: Ablegen, en: File}}]
                    access: {states: [DE-SN, DE-ST]}
                """.formatted(id, id, id, id, grants, exchanges).indent(2).replaceAll("(?m)^  (?=  )", "");
    }

    private static Answer exchange(TestClient client, String subject, Map<String, String> further) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", GRANT);
        form.put("subject_token", subject);
        form.put("subject_token_type", ACCESS_TOKEN);
        form.putAll(further);
        form.values().removeIf(String::isEmpty);
        return client.post("/oauth2/token", form);
    }

    private String annasToken() {
        return anna.tokens("bauantrag").text("access_token");
    }

    private Answer exchanged() {
        Answer answer = exchange(archive, annasToken(), Map.of());
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private static void refused(Answer answer, String error) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.text("error")).as(answer.body()).isEqualTo(error);
    }

    @Test
    void applicationGetsATokenOfItsOwnForThePerson() {
        String subject = annasToken();
        Answer answer = exchange(archive, subject, Map.of());

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json())
                .containsEntry("issued_token_type", ACCESS_TOKEN)
                .containsEntry("token_type", "Bearer")
                .containsEntry("scope", "openid organization profile roles")
                .doesNotContainKeys("refresh_token", "id_token");
        assertThat(answer.claims("access_token"))
                .containsEntry("aud", "archiv")
                .containsEntry("client_id", "archiv")
                .containsEntry("roles", List.of("ablegen"))
                .containsEntry("municipality", "Dresden")
                .containsEntry("act", Map.of("sub", "archiv"));
        assertThat(answer.claims("access_token").get("sub"))
                .as("pairwise, its own")
                .isNotEqualTo(TestClient.claims(subject).get("sub"));
    }

    @Test
    void whoActedBeforeStaysNamed() {
        Answer second = exchange(printing, exchanged().text("access_token"), Map.of());

        assertThat(second.status()).as(second.body()).isEqualTo(200);
        assertThat(second.claims("access_token"))
                .containsEntry("act", Map.of("sub", "druck", "act", Map.of("sub", "archiv")));
    }

    @Test
    void tokenEndsWithTheOneItWasGivenFor() {
        String subject = annasToken();
        federation.hub().clock().advance(Duration.ofMinutes(4));
        Answer answer = exchange(archive, subject, Map.of());

        assertThat(TestClient.seconds(answer.claims("access_token"), "exp"))
                .isEqualTo(TestClient.seconds(TestClient.claims(subject), "exp"));
        assertThat(Integer.parseInt(answer.text("expires_in"))).isLessThanOrEqualTo(60);
    }

    @Test
    void userinfoAndIntrospectionKnowIt() {
        String token = exchanged().text("access_token");

        assertThat(archive.userinfo(token).json())
                .containsEntry("name", "Anna Richter")
                .doesNotContainKey("email");
        assertThat(archive.introspect(token).json())
                .containsEntry("active", true)
                .containsEntry("act", Map.of("sub", "archiv"));
        assertThat(bauantrag.introspect(token).json()).containsEntry("active", false);
    }

    @Test
    void tokenIsDeadOnceWhatItCameFromIs() {
        String token = exchanged().text("access_token");
        federation.database().sql("update hub_session set ended_at = now()").update();

        assertThat(archive.introspect(token).json()).containsEntry("active", false);
        assertThat(archive.userinfo(token).status()).isEqualTo(401);
    }

    @Test
    void tokenIsDeadOnceThePersonHasLostEitherApplication() {
        String token = exchanged().text("access_token");
        federation.change(yaml -> registered(yaml)
                .replace(
                        "  - {provider: ebit-dresden, application: bauantrag, claims: [name, email, org_unit], legal-basis: \"§ 5 EGovG\"}\n",
                        ""));
        assertThat(archive.introspect(token).json()).containsEntry("active", false);

        federation.change(yaml ->
                registered(yaml).replace("  - {provider: ebit-dresden, application: archiv, claims: [name]}\n", ""));
        assertThat(archive.introspect(token).json()).containsEntry("active", false);
    }

    @Test
    void withoutAReleaseThereIsNothing() {
        String subject = annasToken();
        federation.change(yaml ->
                registered(yaml).replace("  - {provider: ebit-dresden, application: archiv, claims: [name]}\n", ""));
        Answer answer = exchange(archive, subject, Map.of());

        refused(answer, "invalid_grant");
        assertThat(answer.text("error_description")).isEqualTo("not_released");
    }

    @Test
    void whoHasNoRoleThereIsNotHandedOn() {
        String subject = annasToken();
        federation.change(yaml -> registered(yaml).replaceAll("  - \\{id: dd-archiv,.*\n", ""));
        Answer answer = exchange(archive, subject, Map.of());

        refused(answer, "invalid_grant");
        assertThat(answer.text("error_description")).isEqualTo("no_role");
    }

    @Test
    void applicationThatIsNotRegisteredForTheGrantIsRefused() {
        refused(exchange(bauantrag, annasToken(), Map.of()), "unauthorized_client");
    }

    @Test
    void tokenOfAnApplicationThatIsNotListedIsRefused() {
        refused(exchange(printing, annasToken(), Map.of()), "invalid_request");
    }

    @Test
    void tokenWithoutAPersonIsRefused() {
        Answer service = archive.clientCredentials(Map.of());
        assertThat(service.status()).isEqualTo(200);

        refused(exchange(printing, service.text("access_token"), Map.of()), "invalid_request");
    }

    @Test
    void expiredTokenIsRefused() {
        String subject = annasToken();
        federation.hub().clock().advance(Duration.ofMinutes(6));

        refused(exchange(archive, subject, Map.of()), "invalid_request");
    }

    @Test
    void tokenThatWasTakenBackIsRefused() {
        String subject = annasToken();
        bauantrag.revoke(subject);

        refused(exchange(archive, subject, Map.of()), "invalid_request");
    }

    @Test
    void otherTokensOfThePersonAreRefused() {
        Answer tokens = anna.tokens("bauantrag");

        refused(exchange(archive, tokens.text("id_token"), Map.of()), "invalid_request");
        refused(exchange(archive, tokens.text("refresh_token"), Map.of()), "invalid_request");
        refused(exchange(archive, "nonsense", Map.of()), "invalid_request");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            subject_token        |                                                  | invalid_request
            subject_token_type   |                                                  | invalid_request
            subject_token_type   | urn:ietf:params:oauth:token-type:id_token        | invalid_request
            requested_token_type | urn:ietf:params:oauth:token-type:refresh_token   | invalid_request
            requested_token_type | urn:ietf:params:oauth:token-type:jwt             | invalid_request
            actor_token          | some-token                                       | invalid_request
            actor_token_type     | urn:ietf:params:oauth:token-type:access_token    | invalid_request
            resource             | https://elsewhere.example/                       | invalid_target
            audience             | bauantrag                                        | invalid_target
            audience             | stadttor                                         | invalid_target
            scope                | openid email                                     | invalid_scope
            scope                | telephone                                        | invalid_scope
            scope                | offline_access                                   | invalid_scope
            """)
    void wrongRequestIsRefused(String name, String value, String error) {
        refused(exchange(archive, annasToken(), Map.of(name, value == null ? "" : value)), error);
    }

    @Test
    void ownAudienceAndFewerScopesCanBeAskedFor() {
        Answer answer = exchange(archive, annasToken(), Map.of("audience", "archiv", "scope", "roles"));

        assertThat(answer.text("scope")).isEqualTo("roles");
    }

    @Test
    void nobodyBecomesAnybodyAtTheHubItself() {
        String subject = annasToken();
        federation.change(yaml -> registered(yaml).replace("- id: archiv\n", "- id: archiv\n    audience: stadttor\n"));

        refused(exchange(archive, subject, Map.of()), "invalid_target");
    }

    @Test
    void whoCannotProveWhoTheyAreIsRefused() {
        Map<String, String> form =
                Map.of("grant_type", GRANT, "subject_token", annasToken(), "subject_token_type", ACCESS_TOKEN);

        assertThat(archive.post("/oauth2/token", form, TestClient.basic("archiv", "wrong"))
                        .status())
                .isEqualTo(401);
    }
}
