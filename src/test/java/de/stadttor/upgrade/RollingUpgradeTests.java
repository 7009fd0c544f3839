package de.stadttor.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.Employee;
import de.stadttor.testing.FakeFederation;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.PublishedKeys;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.TestClient.Answer;
import de.stadttor.testing.TestDevice;
import de.stadttor.testing.TestWorld;
import de.stadttor.testing.Visitor.Stop;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import stadttor.demo.Ports;

/**
 * While nodes are replaced one after the other, the previous release and this one work on one database: whatever one of
 * them began, the other goes on with. The database was the previous release's, and this one has migrated it meanwhile.
 */
class RollingUpgradeTests {

    @TempDir
    static Path logs;

    private static PreviousRelease before;
    private static FakeFederation federation;
    private static HubUnderTest after;

    private final Employee anna = federation.anna();
    private final TestClient atBefore = new TestClient(before.address(), "bauantrag");
    private final TestClient atAfter = new TestClient(after.issuer(), "bauantrag");

    @BeforeAll
    static void upgrade() {
        int port = Ports.free();
        String database = TestWorld.freshDatabase();
        before = PreviousRelease.start("http://localhost:" + port, database, logs.resolve("before.log"));
        federation = FakeFederation.start(TestWorld.postgres(), database, port);
        after = federation.hub();
    }

    @AfterAll
    static void stop() {
        before.close();
        federation.close();
    }

    @AfterEach
    void reset() {
        federation.reset();
    }

    private static Answer good(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    /** Each at the node that did not give the token. */
    private static void count(String token, TestClient... nodes) {
        for (TestClient node : nodes) {
            assertThat(node.introspect(token).json()).containsEntry("active", true);
            assertThat(good(node.userinfo(token)).json()).containsKey("sub");
        }
    }

    private static void countNoMore(String token, TestClient... nodes) {
        for (TestClient node : nodes) {
            assertThat(node.introspect(token).json()).isEqualTo(Map.of("active", false));
            assertThat(node.userinfo(token).status()).isEqualTo(401);
        }
    }

    private String silently(boolean there) {
        URI request = atAfter.authorize(Map.of("prompt", "none"));
        return anna.goes(there ? before.here(request) : request).code().orElseThrow();
    }

    @Test
    void signInUnderWayGoesOnAtTheOther() {
        for (boolean startsBefore : List.of(true, false)) {
            Employee somebody = federation.anna();
            Stop page = somebody.asks("bauantrag", Map.of());
            URI toProvider = page.link("data-provider", "ebit-dresden");
            URI answer = somebody.browser()
                    .go(startsBefore ? before.here(toProvider) : toProvider, after.issuer() + "/login/callback/")
                    .uri();

            Stop back = somebody.goes(startsBefore ? answer : before.here(answer));

            assertThat(back.parameter("iss")).contains(after.issuer());
            assertThat(somebody.idToken("bauantrag", back)).containsEntry("municipality", "Dresden");
            assertThat(somebody.hasSession()).isTrue();
        }
    }

    @Test
    void codesAndTokensOfOneCountAtTheOther() {
        anna.opens("bauantrag");
        Answer tokens = good(atBefore.redeem(silently(false)));
        PublishedKeys.of(after).verified(tokens.text("id_token"));
        count(tokens.text("access_token"), atBefore, atAfter);
        for (int turn = 0; turn < 3; turn++) {
            tokens = good(atAfter.refresh(tokens.text("refresh_token")));
            count(tokens.text("access_token"), atBefore, atAfter);
            tokens = good(atBefore.refresh(tokens.text("refresh_token")));
            count(tokens.text("access_token"), atBefore, atAfter);
        }
        count(good(atAfter.redeem(silently(true))).text("access_token"), atBefore, atAfter);
    }

    @Test
    void nothingCountsTwiceAndWhatIsTakenBackIsTakenBack() {
        anna.opens("bauantrag");
        String code = silently(true);
        good(atAfter.redeem(code));
        assertThat(atBefore.redeem(code).text("error")).isEqualTo("invalid_grant");

        for (boolean revokedBefore : List.of(true, false)) {
            TestClient one = revokedBefore ? atBefore : atAfter;
            TestClient other = revokedBefore ? atAfter : atBefore;
            Answer tokens = good(other.redeem(silently(revokedBefore)));
            assertThat(one.revoke(tokens.text("access_token")).status()).isEqualTo(200);
            countNoMore(tokens.text("access_token"), atBefore, atAfter);
            Answer next = good(other.refresh(tokens.text("refresh_token")));
            assertThat(one.revoke(next.text("refresh_token")).status()).isEqualTo(200);
            assertThat(other.refresh(next.text("refresh_token")).text("error")).isEqualTo("invalid_grant");
            countNoMore(next.text("access_token"), atBefore, atAfter);
        }
    }

    @Test
    void sessionThatEndsAtOneIsOverAtTheOther() {
        for (boolean endsBefore : List.of(true, false)) {
            Employee somebody = federation.anna();
            Answer tokens = somebody.tokens("bauantrag");
            URI logout = URI.create(after.issuer() + "/connect/logout?id_token_hint=" + tokens.text("id_token")
                    + "&post_logout_redirect_uri=http%3A%2F%2F127.0.0.1%3A9100%2F");

            somebody.browser().go(endsBefore ? before.here(logout) : logout, "http://127.0.0.1:9100/");

            assertThat(somebody.hasSession()).isFalse();
            assertThat(atBefore.refresh(tokens.text("refresh_token")).text("error"))
                    .isEqualTo("invalid_grant");
            assertThat(atAfter.refresh(tokens.text("refresh_token")).text("error"))
                    .isEqualTo("invalid_grant");
            countNoMore(tokens.text("access_token"), atBefore, atAfter);
        }
    }

    @Test
    void applicationsOwnTokensCountAtBoth() {
        for (String node : List.of(before.address(), after.issuer())) {
            Answer tokens = good(new TestClient(node, "stadttor-cli").clientCredentials(Map.of()));
            for (String other : List.of(before.address(), after.issuer())) {
                assertThat(new TestClient(other, "stadttor")
                                .get("/api/v1/providers", tokens.text("access_token"))
                                .status())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void changedRuleCountsAtBoth() {
        anna.opens("bauantrag");
        Answer tokens = good(atBefore.redeem(silently(true)));
        assertThat(tokens.claims("access_token").get("roles")).isEqualTo(List.of("bearbeiten", "lesen"));

        federation.change(document -> document.replace("grant: [lesen, bearbeiten]", "grant: [lesen]"));

        String[] refresh = {tokens.text("refresh_token")};
        Awaitility.await().untilAsserted(() -> {
            Answer next = good(atBefore.refresh(refresh[0]));
            refresh[0] = next.text("refresh_token");
            assertThat(next.claims("access_token").get("roles")).isEqualTo(List.of("lesen"));
        });
    }

    @Test
    void pushedRequestIsOpenedAtTheOther() {
        Map<String, String> form = new LinkedHashMap<>(Map.of(
                "response_type", "code",
                "redirect_uri", TestClient.CALLBACK,
                "scope", "openid roles",
                "state", "state-1",
                "code_challenge", TestClient.challenge(),
                "code_challenge_method", "S256",
                "idp_hint", "ebit-dresden"));
        for (boolean pushedBefore : List.of(true, false)) {
            Answer pushed = (pushedBefore ? atBefore : atAfter).post("/oauth2/par", form);
            assertThat(pushed.status()).as(pushed.body()).isEqualTo(201);
            URI request = URI.create(
                    after.issuer() + "/oauth2/authorize?client_id=bauantrag&request_uri=" + pushed.text("request_uri"));

            Stop back = anna.goes(pushedBefore ? request : before.here(request));

            good(atAfter.redeem(back.code().orElseThrow()));
        }
    }

    @Test
    void deviceIsLetInAtTheOther() {
        federation.change(TestDevice::registered);
        TestDevice device = new TestDevice(before.address(), atBefore);
        Answer[] asked = new Answer[1];
        Awaitility.await().untilAsserted(() -> asked[0] = good(device.asks(Map.of())));

        new TestDevice(after.issuer(), atAfter).letIn(anna, asked[0]);

        count(good(device.polls(asked[0])).text("access_token"), atBefore, atAfter);
    }

    /** The way back: its nodes start on tables that have a migration more than they know. */
    @Test
    void releaseBeforeStartsOnTablesOfThisOne() {
        String database = TestWorld.migratedDatabase();
        JdbcClient.create(new DriverManagerDataSource(
                        database,
                        TestWorld.postgres().user(),
                        TestWorld.postgres().password()))
                .sql("insert into flyway_schema_history (installed_rank, version, description, type, script, checksum,"
                        + " installed_by, execution_time, success) select max(installed_rank) + 1, '99999',"
                        + " 'of the future', 'SQL', 'V99999__of_the_future.sql', 0, 'hub', 1, true"
                        + " from flyway_schema_history")
                .update();

        try (PreviousRelease node =
                PreviousRelease.start("http://localhost:" + Ports.free(), database, logs.resolve("back.log"))) {
            assertThat(new TestClient(node.address(), "bauantrag")
                            .get("/.well-known/openid-configuration", null)
                            .status())
                    .isEqualTo(200);
        }
    }
}
