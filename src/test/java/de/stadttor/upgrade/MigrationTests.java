package de.stadttor.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import stadttor.demo.Folders;

/**
 * Migrations expand, and contract a release later: while nodes are replaced, the previous release works on tables that
 * this one has migrated already.
 */
class MigrationTests {

    /**
     * The last migration of each release. Version 0.1.0 will be the first; until it is out, nobody has nodes to replace,
     * and its number grows with the migrations.
     */
    private static final List<Integer> RELEASES = List.of(19);

    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");
    private static final Path BROKEN = Path.of("src/test/resources/stadttor/broken/migration");

    private static List<Migration> in(Path folder) {
        try (Stream<Path> files = Files.list(Folders.project().resolve(folder))) {
            return files.sorted()
                    .map(file -> Migration.of(file.getFileName().toString(), read(file)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theHubsTakeNothingFromTheReleaseBefore() {
        List<Migration> all = in(MIGRATIONS);

        assertThat(all).hasSizeGreaterThan(10);
        assertThat(all.stream().flatMap(migration -> migration.breaches(RELEASES).stream()))
                .isEmpty();
    }

    @Test
    void theSampleBreaksWithEachStatementButTheContractAndWhatExpands() {
        List<String> breaches = in(BROKEN).stream()
                .flatMap(migration -> migration.breaches(List.of(19, 25)).stream())
                .toList();

        assertThat(breaches).hasSize(14).allMatch(line -> line.contains("bad"));
    }

    /** Also what the first release did to itself: the rule reads real migrations. */
    @Test
    void theFirstReleasesOwnMigrationsWouldBreakIt() {
        assertThat(in(MIGRATIONS).stream().flatMap(migration -> migration.breaches(List.of(1)).stream()))
                .anyMatch(line -> line.contains("drop table audit_event"))
                .anyMatch(line -> line.contains("alter column use_from set not null"));
    }

    @Test
    void beforeTheFirstReleaseEverythingMayChange() {
        assertThat(new Migration(3, "drop table bad;").breaches(List.of(3))).isEmpty();
        assertThat(new Migration(3, "drop table bad;").breaches(List.of())).isEmpty();
        assertThat(new Migration(4, "drop table bad;").breaches(List.of(3))).hasSize(1);
    }

    @Test
    void aContractNamesWhatAReleaseBeforeHasExpanded() {
        String sql =
                "-- contract of V%d: the release of V25 reads the new column alone\nalter table t drop column bad;";

        assertThat(new Migration(30, sql.formatted(22)).breaches(List.of(19, 25)))
                .isEmpty();
        assertThat(new Migration(30, sql.formatted(26)).breaches(List.of(19, 25)))
                .as("expanded in the same release")
                .hasSize(1);
        assertThat(new Migration(30, "-- contract of V22:\nalter table t drop column bad;").breaches(List.of(19, 25)))
                .as("without a reason")
                .hasSize(1);
    }
}
