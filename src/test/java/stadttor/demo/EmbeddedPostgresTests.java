package stadttor.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTests {

    @TempDir
    Path folder;

    @Test
    void keepsItsDataAndPortThroughARestart() throws SQLException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.at(folder, 0).start()) {
            try (Connection connection = connect(postgres)) {
                connection.createStatement().execute("CREATE TABLE kept AS SELECT 'ä' AS letter");
                postgres.stop();
                assertThatThrownBy(() -> connect(postgres)).isInstanceOf(SQLException.class);
            }
            String before = postgres.jdbcUrl();
            postgres.start();
            assertThat(postgres.jdbcUrl()).isEqualTo(before);
            assertThat(ask(postgres, "SELECT letter FROM kept")).isEqualTo("ä");
            assertThat(ask(postgres, "SHOW fsync")).isEqualTo("on");
            assertThat(ask(postgres, "SHOW server_version")).startsWith("18.");
        }
    }

    @Test
    void startsAlthoughALockFileNamesAnotherProcess() throws IOException, SQLException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.at(folder, 0).start()) {
            postgres.stop();
            Files.writeString(
                    folder.resolve("data/postmaster.pid"),
                    ProcessHandle.current().pid() + "\n");
            postgres.start();
            assertThat(ask(postgres, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void replacesAServerThatACrashedDemoLeftBehind() throws SQLException {
        try (EmbeddedPostgres left = EmbeddedPostgres.at(folder, 0).start();
                EmbeddedPostgres next = EmbeddedPostgres.at(folder, left.port()).start()) {
            assertThat(ask(next, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void startsBelowAFolderThatOnlyItsOwnerMayEnter() throws IOException, SQLException {
        Path closed = Files.createDirectory(
                folder.resolve("closed"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try (EmbeddedPostgres postgres =
                EmbeddedPostgres.at(closed.resolve("postgres"), 0).start()) {
            assertThat(ask(postgres, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void namesATakenPort() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                EmbeddedPostgres postgres = EmbeddedPostgres.at(folder, other.getLocalPort())) {
            assertThatThrownBy(postgres::start)
                    .isInstanceOf(DemoProblem.class)
                    .hasMessageContaining("Port " + other.getLocalPort());
        }
    }

    @Test
    void givesTheHubAnAccountWithoutRightsOverTheServer() throws SQLException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.at(folder, 0).start()) {
            assertThat(ask(postgres, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"))
                    .isEqualTo("f");
        }
    }

    private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
    }

    private static String ask(EmbeddedPostgres postgres, String query) throws SQLException {
        try (Connection connection = connect(postgres);
                var rows = connection.createStatement().executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
