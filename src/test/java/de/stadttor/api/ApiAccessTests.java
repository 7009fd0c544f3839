package de.stadttor.api;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.platform.Json;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.TestClient.Answer;
import de.stadttor.testing.TestWorld;
import de.stadttor.testing.Visitor;
import de.stadttor.testing.Visitor.Stop;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who reaches what through the API, with real tokens: nobody makes themselves more than they are. */
class ApiAccessTests {

    private static final String CONFIGURATION = "/api/v1/configuration";

    private final HubUnderTest hub = HubUnderTest.shared();
    private final TestClient stadttor = new TestClient(hub.issuer(), "stadttor");
    private final TestClient cli = new TestClient(hub.issuer(), "stadttor-cli");

    private static Stop signIn(TestClient client, String email) {
        Visitor visitor = new Visitor();
        Stop page = visitor.go(client.authorize(Map.of("login_hint", email)), TestClient.CALLBACK);
        return visitor.signIn(page, email.substring(0, email.indexOf('@')), TestClient.CALLBACK);
    }

    private Answer tokens(String email) {
        return stadttor.redeem(signIn(stadttor, email).parameter("code").orElseThrow());
    }

    private String operatorToken() {
        return cli.post("/oauth2/token", Map.of("grant_type", "client_credentials"))
                .text("access_token");
    }

    private Answer put(String token, String query, String document) {
        return stadttor.send(HttpRequest.newBuilder(URI.create(hub.issuer() + CONFIGURATION + query))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/yaml")
                .PUT(HttpRequest.BodyPublishers.ofString(document))
                .build());
    }

    private static String demo() {
        return HubUnderTest.demoConfiguration(TestWorld.keycloak().url());
    }

    /** The demo's configuration with what a provider's admin would like to be. */
    private static String withDirkAsOperator() {
        String rule = "when: {group: /IT/Administration}, grant: [provider-admin]";
        assertThat(demo()).contains(rule);
        return demo().replace(rule, "when: {group: /IT/Administration}, grant: [operator]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dirk.admin@dresden.example",
                "heiko.admin@magdeburg.example",
                "paul.revision@magdeburg.example",
                "bernd.vogel@dresden.example"
            })
    void nobodyButAnOperatorReadsOrChangesTheConfiguration(String email) {
        Answer tokens = tokens(email);
        String token = tokens.text("access_token");

        assertThat(put(token, "", withDirkAsOperator()).status()).isEqualTo(403);
        assertThat(put(token, "?dry-run=true", withDirkAsOperator()).status()).isEqualTo(403);
        assertThat(put(token, "?allow-removals=true", "version: 1\nrules: []\n").status())
                .isEqualTo(403);
        assertThat(stadttor.get(CONFIGURATION, token).status()).isEqualTo(403);
        Answer again = stadttor.refresh(tokens.text("refresh_token"));
        assertThat(again.claims("access_token").get("roles"))
                .isEqualTo(tokens.claims("access_token").get("roles"));
        assertThat(again.claims("access_token").get("roles")).isNotEqualTo(List.of("operator"));
    }

    @Test
    void aChangedRuleShowsInTheNextRefreshedTokenWithoutANewSignIn() {
        TestClient bauantrag = new TestClient(hub.issuer(), "bauantrag");
        Answer tokens = bauantrag.redeem(signIn(bauantrag, "anna.richter@dresden.example")
                .parameter("code")
                .orElseThrow());
        assertThat(tokens.claims("access_token")).containsEntry("roles", List.of("bearbeiten", "lesen"));
        String changed = withGrantOf("dd-bau-sachbearbeitung", List.of("lesen"));
        try {
            assertThat(put(operatorToken(), "", changed).json())
                    .containsEntry(
                            "text", "~ rule ebit-dresden/dd-bau-sachbearbeitung: grant [bearbeiten, lesen] → [lesen]");

            Answer refreshed = bauantrag.refresh(tokens.text("refresh_token"));

            assertThat(refreshed.claims("access_token")).containsEntry("roles", List.of("lesen"));
            assertThat(refreshed.claims("id_token")).containsEntry("roles", List.of("lesen"));
            assertThat(bauantrag.userinfo(refreshed.text("access_token")).json())
                    .containsEntry("roles", List.of("lesen"));
        } finally {
            hub.apply(demo());
        }
    }

    /** The whole configuration as exported (JSON is YAML), with another grant in that rule. */
    private String withGrantOf(String ruleId, List<String> roles) {
        Map<String, Object> exported =
                stadttor.get(CONFIGURATION, operatorToken()).json();
        if (!(exported.get("rules") instanceof List<?> rules)) {
            throw new AssertionError("no rules");
        }
        List<Map<String, Object>> changed = new ArrayList<>();
        for (Object rule : rules) {
            Map<String, Object> copy = new LinkedHashMap<>(Json.readMap(Json.write(rule)));
            copy.computeIfPresent("grant", (name, grant) -> ruleId.equals(copy.get("id")) ? roles : grant);
            changed.add(copy);
        }
        return Json.write(Map.of("version", 1, "rules", changed));
    }

    @Test
    void aTokenForAnotherApplicationIsNoneForTheApi() {
        TestClient bauantrag = new TestClient(hub.issuer(), "bauantrag");
        Answer tokens = bauantrag.redeem(signIn(bauantrag, "bernd.vogel@dresden.example")
                .parameter("code")
                .orElseThrow());

        assertThat(stadttor.get("/api/v1/providers", tokens.text("access_token"))
                        .status())
                .isEqualTo(403);
        assertThat(stadttor.get("/api/v1/providers", tokens.text("id_token")).status())
                .isEqualTo(401);
        assertThat(stadttor.get("/api/v1/providers", tokens.text("refresh_token"))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void theSessionOfABrowserIsNoWayIntoTheApi() {
        Visitor visitor = new Visitor();
        visitor.signIn(
                visitor.go(stadttor.authorize(Map.of("idp_hint", "lecos-leipzig")), TestClient.CALLBACK),
                "olga.betrieb",
                TestClient.CALLBACK);

        assertThat(visitor.go(URI.create(hub.issuer() + CONFIGURATION), TestClient.CALLBACK)
                        .status())
                .isEqualTo(401);
    }

    @Test
    void adminsAndAuditorsSeeTheirOwnProviderAndItsDecisionsAlone() {
        String eva = signIn(stadttor, "eva.schulze@magdeburg.example")
                .attribute("data-reference")
                .orElseThrow();
        String anna = signIn(stadttor, "anna.richter@dresden.example")
                .attribute("data-reference")
                .orElseThrow();
        String dirk = tokens("dirk.admin@dresden.example").text("access_token");
        String paul = tokens("paul.revision@magdeburg.example").text("access_token");
        String bernd = tokens("bernd.vogel@dresden.example").text("access_token");

        assertThat(stadttor.get("/api/v1/decisions/" + anna, dirk).status()).isEqualTo(200);
        assertThat(stadttor.get("/api/v1/decisions/" + eva, dirk).status()).isEqualTo(404);
        assertThat(stadttor.get("/api/v1/decisions/" + eva, paul).status()).isEqualTo(200);
        assertThat(stadttor.get("/api/v1/decisions/" + anna, paul).status()).isEqualTo(404);
        assertThat(stadttor.get("/api/v1/decisions/" + anna, bernd).status()).isEqualTo(404);
        assertThat(stadttor.get("/api/v1/decisions/" + eva, operatorToken()).json())
                .containsEntry("reason", "no_role")
                .doesNotContainKeys("name", "email");
        assertThat(stadttor.get("/api/v1/providers", dirk).body())
                .contains("ebit-dresden")
                .doesNotContain("kid-magdeburg", "lecos-leipzig");
    }

    @Test
    void aRefusalAtARefreshCanBeLookedUpToo() {
        TestClient bauantrag = new TestClient(hub.issuer(), "bauantrag");
        Answer tokens = bauantrag.redeem(signIn(bauantrag, "ines.lehmann@leipzig.example")
                .parameter("code")
                .orElseThrow());
        try {
            hub.apply(demo().replace("when: {group: A63-SB}", "when: {group: A63-gone}"));

            assertThat(bauantrag.refresh(tokens.text("refresh_token")).json())
                    .containsEntry("error", "invalid_grant")
                    .containsEntry("error_description", "no_role");

            String reference = hub.bean(JdbcClient.class)
                    .sql("select reference from decision where provider = 'lecos-leipzig' order by id desc limit 1")
                    .query(String.class)
                    .single();
            assertThat(stadttor.get("/api/v1/decisions/" + reference, operatorToken())
                            .json())
                    .containsEntry("application", "bauantrag")
                    .containsEntry("reason", "no_role");
        } finally {
            hub.apply(demo());
        }
    }
}
