package de.stadttor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.Terminal;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.TestWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code break-glass} and {@code audit verify}, as they are run beside a database. */
class AuditCommandTests {

    private final String database = TestWorld.migratedDatabase();
    private final List<String> settings =
            HubUnderTest.settings("http://localhost:9000", TestWorld.postgres(), database);

    @TempDir
    private Path folder = Path.of("");

    private Terminal run(String... command) {
        return Terminal.run(Stream.concat(Stream.of(command), settings.stream()).toArray(String[]::new));
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                database, TestWorld.postgres().user(), TestWorld.postgres().password());
    }

    private void sql(String... statements) throws SQLException {
        try (Connection connection = connect()) {
            for (String statement : statements) {
                connection.createStatement().execute(statement);
            }
        }
    }

    private Path head() throws SQLException, IOException {
        try (Connection connection = connect();
                ResultSet rs = connection
                        .createStatement()
                        .executeQuery("select jws from audit_seal order by number desc limit 1")) {
            assertThat(rs.next()).isTrue();
            return Files.writeString(folder.resolve("head"), rs.getString(1) + "\n");
        }
    }

    @Test
    void breakGlassTellsATokenAndVerifyFindsWhatWasDoneToItsRecord() throws Exception {
        Terminal token = run("break-glass", "--why", "no provider answers");
        assertThat(token.exit()).as(token.err()).isZero();
        assertThat(TestClient.claims(token.out().strip())).containsEntry("roles", List.of("operator"));
        assertThat(run("break-glass", "--end", "--why", "they answer again").err())
                .contains("1 tokens");
        Path head = head();

        Terminal good = run("audit", "verify", "--head", head.toString());
        assertThat(good.exit()).as(good.err()).isZero();
        assertThat(good.out()).startsWith("2 records under 2 seals, 0 not sealed yet: nothing was altered.");
        assertThat(good.out()).doesNotContain("--head FILE");

        sql("alter table audit_event disable trigger user", "alter table audit_seal disable trigger user");
        sql("update audit_event set body = jsonb_set(body, '{why}', '\"a drill\"') where position = 1");
        Terminal altered = run("audit", "verify");
        assertThat(altered.exit()).isEqualTo(1);
        assertThat(altered.out()).contains("--head FILE");
        assertThat(altered.err().lines())
                .singleElement()
                .asString()
                .matches("Record 1 \\(break-glass of .*\\) was altered\\.");

        sql("delete from audit_event", "delete from audit_seal");
        Terminal cut = run("audit", "verify", "--head", head.toString());
        assertThat(cut.exit()).isEqualTo(1);
        assertThat(cut.err()).contains("The end of the chain was cut off: it ends with seal 0");
    }

    @Test
    void breakGlassWantsAReason() {
        assertThat(Terminal.run("break-glass").exit()).isEqualTo(2);
        assertThat(Terminal.run("break-glass", "--why", " ").exit()).isEqualTo(2);
        assertThat(Terminal.run("break-glass", "--why", "two\nlines").exit()).isEqualTo(2);
        assertThat(Terminal.run("break-glass", "--why", "x".repeat(501)).exit()).isEqualTo(2);
    }

    @Test
    void saysThatAHeadCannotBeRead() {
        assertThat(Terminal.run(
                        "audit", "verify", "--head", folder.resolve("none").toString()))
                .satisfies(said -> assertThat(said.exit()).isEqualTo(1))
                .satisfies(said -> assertThat(said.err()).contains("cannot be read"));
        assertThat(Terminal.run("audit").exit()).isEqualTo(2);
    }
}
