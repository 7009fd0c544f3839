package de.stadttor.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.stadttor.platform.Json;
import de.stadttor.platform.Sealer;
import de.stadttor.platform.Settings;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.Terminal;
import de.stadttor.testing.TestWorld;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What a backup holds, of which moment it is, and which files and databases a restore refuses. */
class RestoreTests {

    private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static final String ISSUER = "http://localhost:9000";
    private static final Sealer SEALER = new Sealer(Base64.getDecoder().decode(KEY));

    private static @Nullable Path good;

    @TempDir
    private static Path folder = Path.of("");

    @BeforeAll
    static void backUp() {
        String database = TestWorld.migratedDatabase();
        makePeople(database);
        good = backupOf(database);
    }

    private static DataSource at(String jdbcUrl) {
        return new DriverManagerDataSource(
                jdbcUrl, TestWorld.postgres().user(), TestWorld.postgres().password());
    }

    private static JdbcClient sql(String jdbcUrl) {
        return JdbcClient.create(at(jdbcUrl));
    }

    private static BackupWriter writer(String jdbcUrl) {
        return new BackupWriter(
                at(jdbcUrl), SEALER, new Settings(ISSUER, KEY, List.of(), List.of(), null, true), Clock.systemUTC());
    }

    private static Restoring restoring(String jdbcUrl) {
        DataSource database = at(jdbcUrl);
        return new Restoring(database, Flyway.configure().dataSource(database).load(), SEALER);
    }

    private static void makePeople(String jdbcUrl) {
        sql(jdbcUrl).sql("insert into provider (id, body) values ('a', '{}')").update();
        sql(jdbcUrl)
                .sql("insert into email_domain (domain, provider) values ('a.example', 'a')")
                .update();
        sql(jdbcUrl)
                .sql(
                        "insert into account (id, provider, upstream_subject, created_at)"
                                + " select gen_random_uuid(), 'a', E'tab\\t \\\\N \"' || n, now() from generate_series(1, 100) n")
                .update();
    }

    private static long count(String jdbcUrl, String table) {
        return sql(jdbcUrl)
                .sql("select count(*) from " + table)
                .query(Long.class)
                .single();
    }

    private static Path backupOf(String jdbcUrl) {
        Path file = folder.resolve("backup-" + jdbcUrl.substring(jdbcUrl.length() - 8));
        writer(jdbcUrl).write(file);
        return file;
    }

    private static Path goodBackup() {
        return Objects.requireNonNull(good);
    }

    /** The same backup with another content, as its owner with the key-encryption key could write it. */
    private static Path forged(Path backup, UnaryOperator<Map<String, byte[]>> change, UnaryOperator<Manifest> told)
            throws IOException {
        Map<String, byte[]> changed = change.apply(entriesOf(backup));
        Manifest before = Json.read(text(changed, Entries.MANIFEST), Manifest.class);
        Manifest manifest = told.apply(new Manifest(
                before.format(),
                before.schema(),
                before.issuer(),
                before.takenAt(),
                before.tables().stream()
                        .map(table -> new Manifest.Table(
                                table.name(),
                                table.columns(),
                                table.rows(),
                                Entries.hex(Entries.sha256()
                                        .digest(changed.getOrDefault(Entries.rowsOf(table.name()), new byte[0])))))
                        .toList()));
        byte[] written = Json.write(manifest).getBytes(StandardCharsets.UTF_8);
        changed.put(Entries.MANIFEST, written);
        changed.put(Entries.DIGEST, bytes(Entries.hex(Entries.sha256().digest(written))));
        changed.put(Entries.MAC, bytes(Entries.hex(Entries.purpose(SEALER).hash(written))));
        return zip(changed);
    }

    private static Map<String, byte[]> entriesOf(Path backup) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(backup.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        return entries;
    }

    private static Path zip(Map<String, byte[]> entries) throws IOException {
        Path file = Files.createTempFile(folder, "forged", "");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return file;
    }

    private static String text(Map<String, byte[]> entries, String name) {
        return new String(entries.getOrDefault(name, new byte[0]), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String isRefused(Path file, String reason) {
        String empty = TestWorld.freshDatabase();

        assertThatThrownBy(() -> restoring(empty).restore(file))
                .isInstanceOf(BackupProblem.class)
                .hasMessageContaining(reason);

        assertThat(count(empty, "pg_tables where schemaname = 'public' and tablename <> 'flyway_schema_history'"))
                .isZero();
        return empty;
    }

    @Test
    void everyTableIsKeptOrPasses() {
        List<String> tables = sql(TestWorld.migratedDatabase())
                .sql("select relname from pg_class where relnamespace = 'public'::regnamespace"
                        + " and relkind in ('r', 'p') and not relispartition and relname <> 'flyway_schema_history'")
                .query(String.class)
                .list();

        assertThat(Stream.concat(TablesOfTheHub.KEPT.stream(), TablesOfTheHub.PASSING.stream()))
                .containsExactlyInAnyOrderElementsOf(tables);
    }

    @Test
    void everyRowComesBackAndCountingGoesOn() {
        String before = TestWorld.migratedDatabase();
        makePeople(before);
        sql(before)
                .sql(
                        "insert into decision (reference, account, provider, application, acr, inputs_hash, body, decided_at)"
                                + " select 'r' || n, gen_random_uuid(), 'a', 'b', '', '\\x00', '{\"ü\": \"\\n\"}', now()"
                                + " from generate_series(1, 3) n")
                .update();
        String after = TestWorld.freshDatabase();

        Manifest manifest = restoring(after).restore(backupOf(before));

        assertThat(manifest.rows("account")).isEqualTo(100);
        for (String table : TablesOfTheHub.KEPT) {
            String rows = "select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from " + table + " t"
                    + (table.equals("setting") ? " where name <> 'restored'" : "");
            assertThat(sql(after).sql(rows).query(String.class).single())
                    .as(table)
                    .isEqualTo(sql(before).sql(rows).query(String.class).single());
        }
        assertThat(sql(after)
                        .sql("insert into decision (reference, account, provider, application, acr, inputs_hash, body,"
                                + " decided_at) values ('next', gen_random_uuid(), 'a', 'b', '', '\\x00', '{}', now())"
                                + " returning id")
                        .query(Long.class)
                        .single())
                .isEqualTo(4);
    }

    /** A hub that works meanwhile: what it commits after the first row was read is in no table of the backup. */
    @Test
    void isOfOneMoment() throws Exception {
        String before = TestWorld.migratedDatabase();
        makePeople(before);
        Path file = folder.resolve("of-one-moment");
        boolean[] worked = {false};
        try (OutputStream out = new FilterOutputStream(Files.newOutputStream(file)) {
            @Override
            public void write(byte[] data, int from, int length) throws IOException {
                if (!worked[0]) {
                    worked[0] = true;
                    sql(before)
                            .sql("insert into setting (name, body) values ('later', '{}')")
                            .update();
                    sql(before).sql("delete from account").update();
                }
                super.write(data, from, length);
            }
        }) {
            writer(before).write(out);
        }
        String after = TestWorld.freshDatabase();

        restoring(after).restore(file);

        assertThat(worked[0]).isTrue();
        assertThat(count(after, "account")).isEqualTo(100);
        assertThat(count(after, "setting where name = 'later'")).isZero();
    }

    @Test
    void backupOfAnOlderHubIsMigrated() {
        String old = TestWorld.freshDatabase();
        Flyway.configure().dataSource(at(old)).target("18").load().migrate();
        makePeople(old);
        String after = TestWorld.freshDatabase();

        assertThat(restoring(after).restore(backupOf(old)).schema()).isEqualTo("18");

        Flyway now = Flyway.configure().dataSource(at(after)).load();
        assertThat(now.validateWithResult().validationSuccessful).isTrue();
        assertThat(now.info().pending()).isEmpty();
        assertThat(sql(after)
                        .sql("select reloptions::text from pg_class where relname = 'account'")
                        .query(String.class)
                        .single())
                .contains("fillfactor");
        assertThat(count(after, "account")).isEqualTo(100);
    }

    @Test
    void backupOfANewerHubIsRefused() throws IOException {
        Path backup = goodBackup();

        isRefused(
                forged(
                        backup,
                        UnaryOperator.identity(),
                        told -> new Manifest(1, "4711", told.issuer(), told.takenAt(), told.tables())),
                "by a newer hub (tables of version 4711)");
        isRefused(
                forged(
                        backup,
                        UnaryOperator.identity(),
                        told -> new Manifest(2, told.schema(), told.issuer(), told.takenAt(), told.tables())),
                "by a newer hub");
    }

    @Test
    void damagedFileIsRefused() throws IOException {
        Path backup = goodBackup();
        byte[] whole = Files.readAllBytes(backup);

        for (int length : List.of(0, 1, whole.length / 2, whole.length - 1)) {
            isRefused(Files.write(folder.resolve("cut-" + length), Arrays.copyOf(whole, length)), "no backup");
        }
        isRefused(zip(Map.of("letter.txt", bytes("Hello"))), "no backup");
        Map<String, byte[]> lost = entriesOf(backup);
        lost.remove(Entries.rowsOf("rule"));
        isRefused(zip(lost), "it lacks rule");
        isRefused(folder.resolve("none"), "cannot be read");
        isRefused(folder, "no backup");
    }

    /** Some bytes of a ZIP file say nothing: then all of it is good. */
    @Test
    void noByteThatChangedOnTheWayChangesWhatIsRead() throws IOException {
        byte[] whole = Files.readAllBytes(goodBackup());
        Path file = folder.resolve("flipped");
        Map<String, byte[]> written = entriesOf(goodBackup());
        int found = 0;
        for (int at = 0; at < whole.length; at += 3) {
            byte[] flipped = whole.clone();
            flipped[at] ^= 0x10;
            Files.write(file, flipped);
            try (BackupFile backup = BackupFile.open(file, SEALER)) {
                for (Manifest.Table table : backup.manifest().tables()) {
                    assertThat(backup.rows(table))
                            .as("%s, byte %d", table.name(), at)
                            .hasBinaryContent(written.getOrDefault(Entries.rowsOf(table.name()), new byte[0]));
                }
            } catch (BackupProblem e) {
                found++;
            }
        }

        assertThat(found).isGreaterThan(whole.length / 6);
    }

    /** Whoever can write to the place of the backups, but has no key-encryption key. */
    @Test
    void fileThatSomebodyElseWroteIsRefused() throws IOException {
        Path backup = goodBackup();
        Map<String, byte[]> entries = entriesOf(backup);
        Map<String, byte[]> moreRules = new LinkedHashMap<>(entries);
        moreRules.put(Entries.rowsOf("rule"), bytes("a\tevil\t1\t\\N\tstadttor\t{}\n"));
        isRefused(zip(moreRules), "what it holds of rule is not what was written");

        byte[] manifest = bytes(text(entries, Entries.MANIFEST).replace("a.example", "b.example") + " ");
        entries.put(Entries.MANIFEST, manifest);
        isRefused(zip(entries), "is damaged");
        entries.put(Entries.DIGEST, bytes(Entries.hex(Entries.sha256().digest(manifest))));
        isRefused(zip(entries), "another key-encryption key, or not by the hub");
        assertThatThrownBy(() -> new Restoring(
                                at(TestWorld.freshDatabase()),
                                Flyway.configure()
                                        .dataSource(at(TestWorld.freshDatabase()))
                                        .load(),
                                new Sealer(new byte[32]))
                        .restore(backup))
                .hasMessageContaining("set STADTTOR_KEY_ENCRYPTION_KEY");
    }

    @Test
    void keyOfThenStillOpensIt() {
        Path backup = goodBackup();
        String after = TestWorld.freshDatabase();

        Manifest manifest = new Restoring(
                        at(after),
                        Flyway.configure().dataSource(at(after)).load(),
                        new Sealer(new byte[32], Base64.getDecoder().decode(KEY)))
                .restore(backup);

        assertThat(manifest.rows("account")).isEqualTo(100);
    }

    /** What fails behind the last table leaves nothing of the first one, and no table either. */
    @Test
    void isAllOrNothing() throws IOException {
        Path backup = forged(
                goodBackup(),
                entries -> {
                    entries.put(Entries.rowsOf("email_domain"), bytes("x.example\tnobody\n"));
                    return entries;
                },
                UnaryOperator.identity());

        String empty =
                isRefused(backup, "could not be filled, and is empty as before: ERROR: insert or update on table");

        assertThat(restoring(empty).restore(goodBackup()).rows("account"))
                .as("into the same database, once there is a good file")
                .isEqualTo(100);
    }

    @Test
    void databaseThatIsNotEmptyIsLeftAlone() {
        Path backup = goodBackup();
        String own = TestWorld.freshDatabase();
        sql(own).sql("create table theirs (what text)").update();
        String hub = TestWorld.migratedDatabase();

        for (String database : List.of(own, hub)) {
            assertThatThrownBy(() -> restoring(database).restore(backup))
                    .isInstanceOf(BackupProblem.class)
                    .hasMessageContaining("not empty");
        }
        assertThat(count(own, "pg_tables where schemaname = 'public'")).isEqualTo(1);
        assertThat(count(hub, "account")).isZero();
    }

    @Test
    void commandsSayWhatIsWrong() throws IOException {
        String database = TestWorld.migratedDatabase();
        List<String> settings = HubUnderTest.settings(ISSUER, TestWorld.postgres(), database);
        Path taken = Files.writeString(folder.resolve("taken"), "somebody's");

        assertThat(run(settings, "backup", taken.toString()))
                .satisfies(said -> assertThat(said.exit()).isEqualTo(1))
                .satisfies(said -> assertThat(said.err())
                        .isEqualTo(taken + " exists already; a backup overwrites" + " nothing.\n"));
        assertThat(taken).hasContent("somebody's");
        assertThat(run(settings, "backup", folder.resolve("no/such").toString()).err())
                .contains("cannot be written");
        assertThat(run(settings, "restore", taken.toString()).err()).contains("is no backup of the hub");
        assertThat(run(settings, "backup").exit()).isEqualTo(2);
        assertThat(run(settings, "restore").exit()).isEqualTo(2);
        assertThat(run(settings, "restore", "--overwrite", taken.toString()).exit())
                .isEqualTo(2);
        List<String> emptyOne = HubUnderTest.settings(ISSUER, TestWorld.postgres(), TestWorld.freshDatabase());
        assertThat(run(emptyOne, "backup", folder.resolve("empty").toString()).err())
                .startsWith("The database is not that of this hub: ");
        assertThat(folder).isDirectoryNotContaining(file -> file.toString().contains("unfinished"));
        assertThat(folder).isDirectoryNotContaining("glob:**empty");
    }

    private static Terminal run(List<String> settings, String... command) {
        return Terminal.run(Stream.concat(Stream.of(command), settings.stream()).toArray(String[]::new));
    }

    @Test
    void isForTheEyesOfItsOwnerAlone() throws IOException {
        assertThat(Files.getPosixFilePermissions(goodBackup()))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }
}
