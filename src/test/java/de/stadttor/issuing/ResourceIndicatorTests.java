package de.stadttor.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.Employee;
import de.stadttor.testing.FakeFederation;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.TestClient.Answer;
import de.stadttor.testing.Visitor;
import de.stadttor.testing.Visitor.Stop;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Access tokens that are good for one API alone (RFC 8707). */
class ResourceIndicatorTests {

    private static final String PLANS = "https://plans.example/api";
    private static final String MAPS = "https://maps.example/api";
    private static final String ELSEWHERE = "https://elsewhere.example/api";

    private final FakeFederation federation = FakeFederation.shared();
    private final String issuer = federation.hub().issuer();
    private final TestClient bauantrag = new TestClient(issuer, "bauantrag");
    private final TestClient other = new TestClient(issuer, "meldeauskunft");
    private final Employee anna = federation.anna();

    @BeforeEach
    void nameTheApis() {
        federation.change(yaml -> with(with(yaml, "bauantrag", PLANS + ", " + MAPS), "meldeauskunft", ELSEWHERE));
    }

    @AfterEach
    void reset() {
        federation.reset();
    }

    private static String with(String yaml, String application, String resources) {
        String entry = "  - id: " + application + "\n    name:";
        assertThat(yaml).contains(entry);
        return yaml.replace(entry, "  - id: " + application + "\n    resources: [" + resources + "]\n    name:");
    }

    private String code(String... resources) {
        StringBuilder request = new StringBuilder(
                bauantrag.authorize(Map.of("idp_hint", "ebit-dresden")).toString());
        for (String resource : resources) {
            request.append('&').append(Visitor.encode(Map.of("resource", resource)));
        }
        Stop back = anna.typesPassword(anna.goes(URI.create(request.toString())));
        return back.code().orElseThrow(() -> new AssertionError(back.uri() + "\n" + back.body()));
    }

    private static Object audience(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return Objects.requireNonNull(answer.claims("access_token").get("aud"));
    }

    private static void refused(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.text("error")).isEqualTo("invalid_target");
    }

    @Test
    void tokenIsForTheResourceAndItsApplicationTellsItsRoles() {
        Answer tokens = bauantrag.redeem(code(PLANS));

        assertThat(audience(tokens)).isEqualTo(PLANS);
        assertThat(tokens.claims("access_token")).containsEntry("roles", List.of("bearbeiten", "lesen"));
        assertThat(tokens.claims("id_token")).containsEntry("aud", "bauantrag");
    }

    @Test
    void ofSeveralEachTokenRequestChooses() {
        Answer narrow = bauantrag.redeem(code(PLANS, MAPS), Map.of("resource", MAPS));
        assertThat(audience(narrow)).isEqualTo(MAPS);

        Answer all = bauantrag.refresh(narrow.text("refresh_token"));
        assertThat(audience(all)).isEqualTo(List.of(PLANS, MAPS));

        Answer one = bauantrag.refresh(all.text("refresh_token"), Map.of("resource", PLANS));
        assertThat(audience(one)).isEqualTo(PLANS);
    }

    @Test
    void withoutOneAtTheAuthorizationEndpointTheTokenRequestMayName() {
        Answer tokens = bauantrag.redeem(code(), Map.of("resource", PLANS));
        assertThat(audience(tokens)).isEqualTo(PLANS);
        assertThat(audience(bauantrag.refresh(tokens.text("refresh_token")))).isEqualTo("bauantrag");
    }

    @Test
    void codeThatWasGrantedLessIsBurnt() {
        String code = code(PLANS);
        refused(bauantrag.redeem(code, Map.of("resource", MAPS)));
        assertThat(bauantrag.redeem(code).text("error")).isEqualTo("invalid_grant");
    }

    @Test
    void refusedRefreshConsumesNothing() {
        String refreshToken = bauantrag.redeem(code(PLANS)).text("refresh_token");
        refused(bauantrag.refresh(refreshToken, Map.of("resource", MAPS)));
        refused(bauantrag.refresh(refreshToken, Map.of("resource", "https://nobody.example")));

        assertThat(audience(bauantrag.refresh(refreshToken))).isEqualTo(PLANS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ELSEWHERE,
                "https://plans.example/api/",
                "https://plans.example/api#part",
                "HTTPS://plans.example/api",
                "bauantrag",
                "%"
            })
    void whatIsNotTheApplicationsOwnIsRefusedEverywhere(String resource) {
        Stop back = anna.opens("bauantrag", Map.of("resource", resource));
        assertThat(back.parameter("error")).contains("invalid_target");

        String code = code();
        refused(bauantrag.redeem(code, Map.of("resource", resource)));
        assertThat(bauantrag.redeem(code).status())
                .as("the code was not touched")
                .isEqualTo(200);
    }

    @Test
    void oneWrongAmongSeveralIsRefused() {
        String form = Visitor.encode(Map.of("grant_type", "authorization_code", "code", "c", "resource", PLANS)) + "&"
                + Visitor.encode(Map.of("resource", ELSEWHERE));
        refused(bauantrag.postText("/oauth2/token", form, TestClient.basic("bauantrag", "bauantrag-demo-secret")));
    }

    @Test
    void userinfoIsAResourceOfItsOwn() {
        String userinfo = issuer + "/userinfo";
        Answer tokens = bauantrag.redeem(code(PLANS, userinfo), Map.of("resource", PLANS));
        Answer refused = bauantrag.userinfo(tokens.text("access_token"));
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.response().headers().firstValue("WWW-Authenticate").orElse(""))
                .contains("invalid_token");

        Answer next = bauantrag.refresh(tokens.text("refresh_token"), Map.of("resource", userinfo));
        assertThat(bauantrag.userinfo(next.text("access_token")).text("given_name"))
                .isEqualTo("Anna");
    }

    @Test
    void onlyTheApplicationWhoseResourceItIsMayInspectIt() {
        String token = bauantrag.redeem(code(PLANS)).text("access_token");

        assertThat(bauantrag.introspect(token).json())
                .containsEntry("active", true)
                .containsEntry("aud", List.of(PLANS));
        assertThat(other.introspect(token).json()).containsExactly(Map.entry("active", false));
    }

    @Test
    void serviceRestrictsItsTokenToTheApisOfItsAudience() {
        federation.change(yaml ->
                with(with(yaml, "bauantrag", PLANS), "meldeauskunft", ELSEWHERE).replace("\nreleases:\n", """

                          - id: planer
                            name: {de: Planer, en: Planner}
                            client-secret: planer-demo-secret
                            grants: [client_credentials]
                            audience: bauantrag
                            service-roles: [lesen]
                            scopes: [roles]
                        releases:
                        """));
        TestClient planner = new TestClient(issuer, "planer");

        Answer token = planner.clientCredentials(Map.of("resource", PLANS));
        assertThat(audience(token)).isEqualTo(PLANS);
        assertThat(bauantrag.introspect(token.text("access_token")).json())
                .containsEntry("active", true)
                .containsEntry("roles", List.of("lesen"));
        assertThat(other.introspect(token.text("access_token")).json()).containsExactly(Map.entry("active", false));
        refused(planner.clientCredentials(Map.of("resource", ELSEWHERE)));
        refused(planner.clientCredentials(Map.of("resource", issuer + "/userinfo")));
    }

    @Test
    void resourceThatIsNoLongerRegisteredIsGivenToNobody() {
        String refreshToken = bauantrag.redeem(code(PLANS)).text("refresh_token");
        federation.change(yaml -> with(yaml, "bauantrag", MAPS));

        refused(bauantrag.refresh(refreshToken));
    }

    @Test
    void pushedRequestNamesSeveral() {
        Map<String, String> request = new LinkedHashMap<>(Visitor.query(bauantrag.authorize(Map.of())));
        request.put("resource", PLANS);
        String form = Visitor.encode(request) + "&" + Visitor.encode(Map.of("resource", MAPS));
        Answer pushed = bauantrag.postText("/oauth2/par", form, TestClient.basic("bauantrag", "bauantrag-demo-secret"));
        assertThat(pushed.status()).as(pushed.body()).isEqualTo(201);

        Stop back = anna.chooses(anna.goes(URI.create(issuer + "/oauth2/authorize?"
                + Visitor.encode(Map.of("client_id", "bauantrag", "request_uri", pushed.text("request_uri"))))));
        assertThat(audience(bauantrag.redeem(back.code().orElseThrow()))).isEqualTo(List.of(PLANS, MAPS));
    }
}
