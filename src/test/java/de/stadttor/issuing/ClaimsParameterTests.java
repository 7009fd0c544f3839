package de.stadttor.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.Employee;
import de.stadttor.testing.FakeFederation;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.TestClient.Answer;
import de.stadttor.testing.Visitor.Stop;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** OpenID Connect Core section 5.5: single claims by the {@code claims} parameter, never past the release. */
class ClaimsParameterTests {

    private final FakeFederation federation = FakeFederation.shared();
    private final Employee anna = federation.anna();

    @AfterEach
    void reset() {
        federation.reset();
    }

    private Answer tokens(String application, String scope, String claims) {
        return anna.redeems(application, anna.opens(application, Map.of("scope", scope, "claims", claims)));
    }

    private Map<String, Object> userinfo(Answer tokens) {
        return anna.application("bauantrag")
                .userinfo(tokens.text("access_token"))
                .json();
    }

    @Test
    void essentialNameIsInUserinfoAndNotInTheIdToken() {
        Answer tokens = tokens("bauantrag", "openid", """
                {"userinfo": {"name": {"essential": true}}}""");

        assertThat(userinfo(tokens)).containsEntry("name", "Anna Richter").doesNotContainKeys("email", "given_name");
        assertThat(tokens.claims("id_token")).doesNotContainKey("name");
    }

    @Test
    void emailIsInTheIdTokenWhereItIsAskedFor() {
        Answer tokens = tokens("bauantrag", "openid", """
                {"id_token": {"email": null, "email_verified": null}}""");

        assertThat(tokens.claims("id_token"))
                .containsEntry("email", "anna.richter@dresden.example")
                .containsEntry("email_verified", true)
                .doesNotContainKey("name");
        assertThat(userinfo(tokens)).doesNotContainKey("email");
    }

    @Test
    void nothingLeavesThatIsNotReleased() {
        federation.change(yaml -> yaml.replace(
                "{provider: ebit-dresden, application: bauantrag, claims: [name, email, org_unit]",
                "{provider: ebit-dresden, application: bauantrag, claims: [org_unit]"));

        Answer tokens = tokens("bauantrag", "openid", """
                {"userinfo": {"name": {"essential": true}}, "id_token": {"email": {"essential": true}}}""");

        assertThat(userinfo(tokens)).doesNotContainKey("name");
        assertThat(tokens.claims("id_token")).doesNotContainKey("email");
    }

    @Test
    void nothingLeavesWhoseScopeTheApplicationIsNotRegisteredFor() {
        federation.change(yaml -> {
            int at = yaml.indexOf("- id: bauantrag");
            int scopes = yaml.indexOf("scopes: [", at);
            return yaml.substring(0, scopes)
                    + "scopes: [openid, roles]"
                    + yaml.substring(yaml.indexOf(']', scopes) + 1);
        });

        Answer tokens = tokens("bauantrag", "openid", """
                {"userinfo": {"name": {"essential": true}, "ags": null}}""");

        assertThat(userinfo(tokens)).doesNotContainKeys("name", "ags");
    }

    @Test
    void claimsThatNobodyKnowsAreLeftOut() {
        assertThat(userinfo(tokens("bauantrag", "openid", """
                        {"userinfo": {"groups": {"essential": true}, "http://schema.example/shoe": null}}"""))).containsOnlyKeys("sub");
    }

    @Test
    void authTimeIsThereAnyway() {
        assertThat(tokens("bauantrag", "openid", """
                        {"id_token": {"auth_time": {"essential": true}}}""").claims("id_token")).containsKey("auth_time");
    }

    @Test
    void anotherPersonThanTheOneWhoIsAskedForIsNotAnsweredFor() {
        anna.tokens("bauantrag");
        String claims = """
                {"id_token": {"sub": {"value": "somebody-else"}}}""";

        Stop silent = anna.asks("bauantrag", Map.of("prompt", "none", "claims", claims));
        Stop asked = anna.opens("bauantrag", Map.of("claims", claims));

        assertThat(silent.parameter("error")).contains("login_required");
        assertThat(asked.parameter("error")).contains("login_required");
    }

    @Test
    void personWhoIsAskedForIsAnsweredFor() {
        String subject =
                String.valueOf(anna.tokens("bauantrag").claims("id_token").get("sub"));

        Stop stop = anna.asks("bauantrag", Map.of("prompt", "none", "claims", """
                {"id_token": {"sub": {"value": "%s"}}}""".formatted(subject)));

        assertThat(stop.code()).isPresent();
    }

    @Test
    void consentShowsWhatIsAskedForByName() {
        Stop page = anna.opens("bauantrag", Map.of("prompt", "consent", "scope", "openid", "claims", """
                {"id_token": {"email": null}, "userinfo": {"name": null}}"""));

        assertThat(page.body())
                .contains("data-claim=\"email\"", "data-claim=\"name\"")
                .doesNotContain("data-claim=\"given_name\"", "data-claim=\"ags\"");
    }

    @Test
    void idTokenHintOfThePersonGoesThroughWithoutAPage() {
        String idToken = anna.tokens("bauantrag").text("id_token");

        assertThat(anna.asks("bauantrag", Map.of("prompt", "none", "id_token_hint", idToken))
                        .code())
                .isPresent();
    }

    @Test
    void idTokenHintOfSomebodyElseNeedsASignIn() {
        String evas = federation.eva().tokens("bauantrag").text("id_token");
        anna.tokens("bauantrag");

        assertThat(anna.asks("bauantrag", Map.of("prompt", "none", "id_token_hint", evas))
                        .parameter("error"))
                .contains("login_required");
        assertThat(anna.opens("bauantrag", Map.of("id_token_hint", evas)).parameter("error"))
                .contains("login_required");
    }

    @Test
    void idTokenOfAnotherApplicationIsNoHint() {
        federation.change(yaml -> yaml.replace("\nrules:\n", """

                rules:
                  - id: building-too
                    provider: ebit-dresden
                    application: meldeauskunft
                    when: {group: /Bauaufsichtsamt/Sachbearbeitung}
                    grant: [auskunft]
                """));
        String other = new TestClient(federation.hub().issuer(), "meldeauskunft")
                .redeem(anna.opens("meldeauskunft", Map.of("scope", "openid"))
                        .code()
                        .orElseThrow())
                .text("id_token");

        assertThat(anna.asks("bauantrag", Map.of("prompt", "none", "id_token_hint", other))
                        .parameter("error"))
                .contains("login_required");
    }
}
