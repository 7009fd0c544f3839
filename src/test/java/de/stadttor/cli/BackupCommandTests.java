package de.stadttor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.configuration.Configuration;
import de.stadttor.issuing.BreakGlass;
import de.stadttor.platform.Actor;
import de.stadttor.testing.Employee;
import de.stadttor.testing.FakeFederation;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.PublishedKeys;
import de.stadttor.testing.Terminal;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.TestClient.Answer;
import de.stadttor.testing.TestWorld;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * {@code stadttor backup} of a hub that people work with, {@code stadttor restore} into a new database, and the hub again
 * on that.
 */
class BackupCommandTests {

    @TempDir
    private Path folder = Path.of("");

    private static Terminal run(HubUnderTest hub, String database, String... command) {
        List<String> settings = HubUnderTest.settings(hub.issuer(), TestWorld.postgres(), database);
        Terminal said = Terminal.run(
                Stream.concat(Stream.of(command), settings.stream()).toArray(String[]::new));
        assertThat(said.exit()).as(said.err()).isZero();
        return said;
    }

    private static long count(HubUnderTest hub, String what) {
        return hub.bean(JdbcClient.class)
                .sql("select count(*) from " + what)
                .query(Long.class)
                .single();
    }

    /** Whatever counted when the backup was taken may have ended since; nobody can know, so none of it counts. */
    private static void countsNoMore(HubUnderTest hub, Map<String, String> refreshTokens, Answer before, String code) {
        TestClient bauantrag = new TestClient(hub.issuer(), "bauantrag");
        refreshTokens.forEach((what, token) -> assertThat(bauantrag.refresh(token))
                .as(what)
                .satisfies(answer -> assertThat(answer.status()).isEqualTo(400))
                .satisfies(answer -> assertThat(answer.text("error")).isEqualTo("invalid_grant")));
        assertThat(bauantrag.redeem(code).text("error")).isEqualTo("invalid_grant");
        assertThat(bauantrag.userinfo(before.text("access_token")).status()).isEqualTo(401);
        assertThat(bauantrag.introspect(before.text("access_token")).json()).isEqualTo(Map.of("active", false));
    }

    @Test
    void hubOnARestoredDatabaseKnowsEverybodyAndHonoursNothingOfBefore() {
        String database = TestWorld.migratedDatabase();
        Path file = folder.resolve("stadttor.backup");
        try (FakeFederation federation = FakeFederation.start(TestWorld.postgres(), database)) {
            HubUnderTest first = federation.hub();
            TestClient bauantrag = new TestClient(first.issuer(), "bauantrag");
            Employee anna = federation.anna();
            Employee eva = federation.eva();
            Answer annas = anna.tokens("bauantrag");
            Answer evas = eva.tokens("bauantrag");
            Answer used = eva.tokens("bauantrag");
            Answer revoked = eva.tokens("bauantrag");
            String code = eva.opens("bauantrag").code().orElseThrow();
            String glass = first.bean(BreakGlass.class).open("to see whether it comes back");
            assertThat(anna.opens("foerdermittel").attribute("data-reason")).contains("no_role");
            String configuration = first.bean(Configuration.class).exportYaml(Actor.SYSTEM);
            String keys = PublishedKeys.of(first).json();
            long decisions = count(first, "decision");
            assertThat(decisions).isPositive();

            Terminal backup = run(first, database, "backup", file.toString());

            assertThat(backup.out())
                    .contains("holds 3 providers, 5 applications, 2 people and ")
                    .contains("Not in it are the key-encryption key");
            Answer successor = bauantrag.refresh(used.text("refresh_token"));
            assertThat(successor.status()).isEqualTo(200);
            assertThat(bauantrag.revoke(revoked.text("refresh_token")).status()).isEqualTo(200);
            anna.browser()
                    .go(
                            URI.create(first.issuer() + "/connect/logout?id_token_hint="
                                    + annas.text("id_token")
                                    + "&post_logout_redirect_uri=http%3A%2F%2F127.0.0.1%3A9100%2F"),
                            "http://127.0.0.1:9100/");
            assertThat(eva.hasSession()).isTrue();
            first.close();

            String restored = TestWorld.freshDatabase();
            Terminal restore = run(first, restored, "restore", file.toString());
            assertThat(restore.out())
                    .startsWith("Restored: 3 providers, 5 applications, 2 people and ")
                    .contains("Nobody is signed in")
                    .doesNotContain("The backup is of");

            try (HubUnderTest second = first.again(TestWorld.postgres(), restored)) {
                countsNoMore(
                        second,
                        Map.of(
                                "a session that ended since", annas.text("refresh_token"),
                                "good, and used by nobody", evas.text("refresh_token"),
                                "used since", used.text("refresh_token"),
                                "its successor", successor.text("refresh_token"),
                                "revoked since", revoked.text("refresh_token")),
                        evas,
                        code);
                assertThat(bauantrag.get("/api/v1/configuration", glass).status())
                        .isEqualTo(401);
                assertThat(anna.hasSession()).isFalse();
                assertThat(eva.hasSession()).isFalse();

                assertThat(second.bean(Configuration.class).exportYaml(Actor.SYSTEM))
                        .isEqualTo(configuration);
                assertThat(PublishedKeys.of(second).json()).isEqualTo(keys);
                assertThat(anna.idToken("bauantrag", anna.opens("bauantrag")))
                        .containsEntry("sub", annas.claims("id_token").get("sub"))
                        .containsEntry("roles", annas.claims("id_token").get("roles"));
                assertThat(eva.tokens("bauantrag").claims("id_token").get("sub"))
                        .isEqualTo(evas.claims("id_token").get("sub"));
                assertThat(anna.opens("foerdermittel").attribute("data-reason")).contains("no_role");
                assertThat(count(second, "account")).isEqualTo(2);
                assertThat(count(second, "decision")).as("decided as before").isEqualTo(decisions);
                assertThat(count(second, "audit_event where kind = 'restore' and actor = 'system'"))
                        .isEqualTo(1);
                assertThat(count(second, "setting where name = 'restored'")).isZero();
                assertThat(run(second, restored, "audit", "verify").out()).contains(": nothing was altered.");
            }
        }
    }

    @Test
    void restoreThatWasKilledBeforeItsEndIsInTheAuditAllTheSame() {
        String database = TestWorld.migratedDatabase();
        JdbcClient.create(new DriverManagerDataSource(
                        database,
                        TestWorld.postgres().user(),
                        TestWorld.postgres().password()))
                .sql("insert into setting (name, body) values ('restored',"
                        + " '{\"takenAt\": \"2026-11-29T10:00:00Z\", \"schema\": \"19\"}')")
                .update();

        try (HubUnderTest hub = HubUnderTest.start(TestWorld.postgres(), database)) {
            assertThat(
                            count(
                                            hub,
                                            "audit_inbox where kind = 'restore' and body ->> 'takenAt' = '2026-11-29T10:00:00Z'")
                                    + count(
                                            hub,
                                            "audit_event where kind = 'restore' and body ->> 'takenAt' = '2026-11-29T10:00:00Z'"))
                    .isEqualTo(1);
        }
    }

    @Test
    void saysThatTheBackupIsOfAHubAtAnotherAddress() {
        String database = TestWorld.migratedDatabase();
        Path file = folder.resolve("stadttor.backup");
        List<String> settings = HubUnderTest.settings("http://localhost:9000", TestWorld.postgres(), database);
        assertThat(Terminal.run(Stream.concat(Stream.of("backup", file.toString()), settings.stream())
                                .toArray(String[]::new))
                        .exit())
                .isZero();

        List<String> other =
                HubUnderTest.settings("http://localhost:4711", TestWorld.postgres(), TestWorld.freshDatabase());
        Terminal restore = Terminal.run(Stream.concat(Stream.of("restore", file.toString()), other.stream())
                .toArray(String[]::new));

        assertThat(restore.exit()).as(restore.err()).isZero();
        assertThat(restore.out()).contains("The backup is of http://localhost:9000, this hub is http://localhost:4711");
    }
}
