package de.stadttor.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import stadttor.demo.EmbeddedKeycloak;
import stadttor.demo.EmbeddedPostgres;
import stadttor.demo.Folders;

/**
 * The real PostgreSQL and the real Keycloak of the tests: one of each for a JVM, started when first asked for, on free
 * ports, stopped with the JVM.
 */
public final class TestWorld {

    private static final TestFolder FOLDER = TestFolder.own();

    private static @Nullable EmbeddedPostgres postgres;
    private static @Nullable EmbeddedKeycloak keycloak;

    private TestWorld() {}

    /** Where this JVM's servers keep what they keep; no other JVM uses it meanwhile. */
    public static Path folder() {
        return FOLDER.path();
    }

    /** The server that all tests share; a test that stops one starts its own. */
    public static synchronized EmbeddedPostgres postgres() {
        if (postgres == null) {
            EmbeddedPostgres started =
                    EmbeddedPostgres.at(folder().resolve("postgres"), 0).start();
            atTheEnd(() -> {
                started.stop();
                Folders.delete(folder().resolve("postgres"));
            });
            postgres = started;
        }
        return postgres;
    }

    /**
     * A new, empty database on the shared server.
     *
     * @return its JDBC address; user and password are those of {@link #postgres()}
     */
    public static String freshDatabase() {
        EmbeddedPostgres server = postgres();
        String name = "test_" + UUID.randomUUID().toString().replace('-', '_');
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password())) {
            connection.createStatement().execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return server.jdbcUrl(name);
    }

    /** Keycloak with the three realms; what is set up there stays for the other tests and for the next run. */
    public static synchronized EmbeddedKeycloak keycloak() {
        if (keycloak == null) {
            Path realms = Folders.project().resolve("realm-config");
            EmbeddedKeycloak started = EmbeddedKeycloak.at(
                            folder().resolve("keycloak-" + fingerprint(realms)), 0, realms, System.out::println)
                    .start();
            atTheEnd(started::stop);
            keycloak = started;
        }
        return keycloak;
    }

    private static void atTheEnd(Runnable end) {
        Runtime.getRuntime().addShutdownHook(new Thread(end));
    }

    /** A changed realm is imported anew. */
    private static String fingerprint(Path realms) {
        try (Stream<Path> files = Files.list(realms)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path file : files.sorted().toList()) {
                digest.update(Files.readAllBytes(file));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 4);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
