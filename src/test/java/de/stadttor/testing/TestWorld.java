package de.stadttor.testing;

import de.stadttor.platform.Migrated;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import stadttor.demo.EmbeddedKeycloak;
import stadttor.demo.EmbeddedPostgres;
import stadttor.demo.Folders;

/**
 * The real PostgreSQL and the real Keycloak of the tests: one of each for a JVM, started when first asked for, on free
 * ports, stopped with the JVM.
 */
public final class TestWorld {

    private static final TestFolder FOLDER = TestFolder.own();

    /** Databases that are copied, and that nobody else connects to. */
    private static final Set<String> TEMPLATES = new HashSet<>();

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
        return database(randomName(), "");
    }

    /**
     * A new database of one's own on the shared server, with all tables and nobody in it: as a hub leaves it that was
     * started once. That takes a fifth of the time of the start itself.
     *
     * @return as {@link #freshDatabase()}
     */
    public static String migratedDatabase() {
        return migratedDatabase(Instant.now());
    }

    /** As {@link #migratedDatabase()}, for nodes whose clocks show this time. */
    public static synchronized String migratedDatabase(Instant at) {
        String template = "template_" + at.truncatedTo(ChronoUnit.DAYS).getEpochSecond();
        if (TEMPLATES.add(template)) {
            EmbeddedPostgres server = postgres();
            Migrated.make(new DriverManagerDataSource(database(template, ""), server.user(), server.password()), at);
        }
        return database(randomName(), " TEMPLATE " + template);
    }

    private static String randomName() {
        return "test_" + UUID.randomUUID().toString().replace('-', '_');
    }

    private static String database(String name, String how) {
        EmbeddedPostgres server = postgres();
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password())) {
            connection.createStatement().execute("CREATE DATABASE " + name + how);
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
