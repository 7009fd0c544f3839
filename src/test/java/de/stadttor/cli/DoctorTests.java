package de.stadttor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.federation.Providers;
import de.stadttor.platform.Actor;
import de.stadttor.testing.FakeProvider;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.Terminal;
import de.stadttor.testing.TestWorld;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class DoctorTests {

    private static final String DATABASE = TestWorld.freshDatabase();
    private static final HubUnderTest HUB = HubUnderTest.start(TestWorld.postgres(), DATABASE);
    private static final FakeProvider FAKE = FakeProvider.started("dresden");

    @BeforeAll
    static void federate() {
        HUB.bean(Providers.class).save(FAKE.provider(), FakeProvider.CLIENT_SECRET, null, Actor.SYSTEM);
    }

    @AfterEach
    void behave() {
        FAKE.behaves();
    }

    @AfterAll
    static void stop() {
        HUB.close();
        FAKE.close();
    }

    @Test
    void findsNothingWrongWithASoundSetUp() {
        Terminal doctor = doctor();
        assertThat(doctor.out().lines())
                .containsExactly(
                        "ok     settings",
                        "ok     database",
                        "ok     tables",
                        "ok     signing keys",
                        "ok     issuer " + HUB.issuer(),
                        "ok     provider dresden");
        assertThat(doctor.exit()).isZero();
    }

    @Test
    void namesEverySettingThatIsMissingAtOnce() {
        Terminal doctor = Terminal.run("doctor");
        assertThat(doctor.exit()).isEqualTo(1);
        assertThat(doctor.err().lines())
                .hasSize(3)
                .anyMatch(line -> line.startsWith("STADTTOR_ISSUER is not set"))
                .anyMatch(line -> line.startsWith("STADTTOR_KEY_ENCRYPTION_KEY is not set"))
                .anyMatch(line -> line.startsWith("STADTTOR_DATABASE_URL is not set"));
    }

    @Test
    void namesEverySettingThatIsUnsafeAtOnce() {
        Terminal doctor =
                doctor("--stadttor.issuer=ftp://x", "--stadttor.ca-file=/nowhere.pem", "--STADTTOR_PORT=many");
        assertThat(doctor.exit()).isEqualTo(1);
        assertThat(doctor.err().lines())
                .hasSize(3)
                .anyMatch(line -> line.startsWith("STADTTOR_ISSUER is ftp://x"))
                .anyMatch(line -> line.startsWith("STADTTOR_CA_FILE names /nowhere.pem"))
                .anyMatch(line -> line.startsWith("STADTTOR_PORT is many"));
    }

    @Test
    void refusesAnOptionThatIsNone() {
        assertThat(Terminal.run("doctor", "now").exit()).isEqualTo(2);
    }

    @Test
    void saysThatTheDatabaseDoesNotAnswer() {
        isWrong(
                doctor("--spring.datasource.url=jdbc:postgresql://localhost:1/stadttor"),
                "wrong  database: it does not answer (",
                "check STADTTOR_DATABASE_URL");
    }

    @Test
    void leavesAnEmptyDatabaseEmptyAndSaysWhatFillsIt() {
        String empty = TestWorld.freshDatabase();
        isWrong(doctor("--spring.datasource.url=" + empty), "wrong  tables: ", "start a hub once");
        isWrong(doctor("--spring.datasource.url=" + empty), "wrong  tables: ", "start a hub once");
    }

    @Test
    void saysThatANewerHubHasMigratedTheDatabase() {
        JdbcClient jdbc = HUB.bean(JdbcClient.class);
        jdbc.sql("insert into flyway_schema_history (installed_rank, version, description, type, script, checksum,"
                        + " installed_by, execution_time, success) values (999, '999', 'later', 'SQL', 'V999__later.sql',"
                        + " 1, 'x', 1, true)")
                .update();
        try {
            isWrong(doctor(), "wrong  tables: it has been migrated by a newer hub to version 999");
        } finally {
            jdbc.sql("delete from flyway_schema_history where installed_rank = 999")
                    .update();
        }
    }

    @Test
    void saysThatTheKeyEncryptionKeyIsAnother() {
        isWrong(
                doctor("--stadttor.key-encryption-key=HwECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHgA="),
                "wrong  signing keys: ",
                "another STADTTOR_KEY_ENCRYPTION_KEY");
    }

    @Test
    void saysThatNoHubAnswersAtTheIssuer() {
        isWrong(doctor("--stadttor.issuer=http://localhost:1"), "wrong  issuer http://localhost:1: ", "start the hub");
    }

    @Test
    void saysThatAnotherAnswersAtTheIssuer() {
        isWrong(doctor("--stadttor.issuer=" + FAKE.issuer()), "wrong  issuer ", "are not those of this database");
        isWrong(
                doctor("--stadttor.issuer=" + HUB.issuer().replace("localhost", "127.0.0.1")),
                "what answers there calls itself " + HUB.issuer());
    }

    @Test
    void saysThatAnotherHubAnswersAtTheIssuer() {
        String database = TestWorld.freshDatabase();
        try (HubUnderTest other = HubUnderTest.start(TestWorld.postgres(), database)) {
            isWrong(doctor("--stadttor.issuer=" + other.issuer()), "are not those of this database");
        }
    }

    @Test
    void saysThatAProviderDoesNotAcceptTheSecretAnyMore() {
        Providers providers = HUB.bean(Providers.class);
        providers.save(FAKE.provider(), "expired-secret", null, Actor.SYSTEM);
        try {
            isWrong(doctor(), "wrong  provider dresden: it does not accept the hub's client id and secret");
        } finally {
            providers.save(FAKE.provider(), FakeProvider.CLIENT_SECRET, null, Actor.SYSTEM);
        }
    }

    @Test
    void saysWhatIsWrongWithAProvider() {
        FAKE.publishes("issuer", "http://other.example");
        isWrong(doctor(), "wrong  provider dresden: the discovery document names another issuer");
        FAKE.behaves();
        FAKE.publishes("token_endpoint", 17);
        isWrong(doctor(), "wrong  provider dresden: the discovery document lacks token_endpoint");
        FAKE.behaves();
        FAKE.jwksAway();
        isWrong(doctor(), "wrong  provider dresden: keys answered with status 503");
        FAKE.behaves();
        FAKE.answersHtml();
        isWrong(doctor(), "wrong  provider dresden: ");
        FAKE.behaves();
        FAKE.isDown();
        isWrong(doctor(), "wrong  provider dresden: discovery: ", "cannot be reached", "STADTTOR_INTERNAL_TARGETS");
    }

    @Test
    void saysThatAProvidersClockIsWrong() {
        FAKE.tellsDate(Instant.now().minusSeconds(90));
        isWrong(doctor(), "wrong  provider dresden: its clock differs from this machine's by ", "time server");
    }

    private static void isWrong(Terminal doctor, String... words) {
        assertThat(doctor.exit()).isEqualTo(1);
        assertThat(doctor.out().lines().filter(line -> line.startsWith("wrong  ")))
                .singleElement()
                .asString()
                .contains(words);
        assertThat(doctor.out() + doctor.err()).doesNotContain("\tat ", FakeProvider.CLIENT_SECRET);
    }

    /** With the settings of the hub; further ones override. */
    private static Terminal doctor(String... further) {
        List<String> command = new ArrayList<>(List.of("doctor"));
        command.addAll(HubUnderTest.settings(HUB.issuer(), TestWorld.postgres(), DATABASE).stream()
                .filter(setting -> List.of(further).stream()
                        .noneMatch(other -> other.startsWith(setting.substring(0, setting.indexOf('=') + 1))))
                .toList());
        command.addAll(List.of(further));
        return Terminal.run(command.toArray(String[]::new));
    }
}
