package de.stadttor.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import de.stadttor.platform.Sealer.NotSealed;
import de.stadttor.testing.TestWorld;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import stadttor.demo.Folders;

/** The change of the key-encryption key, on a database of its own. */
class ResealingTests {

    private static final byte[] OLD = key(1);
    private static final byte[] NEW = key(2);
    private static final int SESSIONS = 1_203;

    private final Sealer before = new Sealer(OLD);
    private final Sealer during = new Sealer(NEW, OLD);
    private final Sealer after = new Sealer(NEW);
    private final List<Object> events = new ArrayList<>();
    private HikariDataSource database;
    private JdbcClient jdbc;

    private static byte[] key(int number) {
        byte[] key = new byte[32];
        key[0] = (byte) number;
        return key;
    }

    private Resealing resealing(Sealer sealer) {
        return new Resealing(jdbc, new TransactionTemplate(new JdbcTransactionManager(database)), sealer, events::add);
    }

    @BeforeEach
    void fill() {
        database = new HikariDataSource();
        database.setJdbcUrl(TestWorld.migratedDatabase());
        database.setUsername(TestWorld.postgres().user());
        database.setPassword(TestWorld.postgres().password());
        database.setMaximumPoolSize(2);
        jdbc = JdbcClient.create(database);
        jdbc.sql("create table hub_session_all partition of hub_session default")
                .update();
        jdbc.sql("insert into signing_key (kid, alg, public_jwk, sealed, created_at, use_from)"
                        + " values ('k', 'ES256', '{}', :sealed, now(), now())")
                .param("sealed", before.purpose("signing-key").seal("a key"))
                .update();
        jdbc.sql("insert into provider (id, body, client_secret) values ('p', '{}', :sealed), ('without', '{}', null)")
                .param("sealed", before.purpose("provider-secret").seal("a secret"))
                .update();
        for (int i = 0; i < SESSIONS; i++) {
            jdbc.sql("""
                    insert into hub_session (id, secret_hash, account, provider, auth_time, amr, upstream_id_token,
                        created_at, last_access_at, expires_at)
                    values (:id, '\\x00', :id, 'p', now(), '{}', :sealed, now(), now(), now())
                    """)
                    .param("id", UUID.randomUUID())
                    .param("sealed", before.purpose("upstream-id-token").seal("token " + i))
                    .update();
        }
    }

    @AfterEach
    void close() {
        database.close();
    }

    private long opened(Sealer sealer, String sql, String purpose) {
        return jdbc.sql(sql).query(byte[].class).list().stream()
                .filter(value -> opens(sealer, value, purpose))
                .count();
    }

    private static boolean opens(Sealer sealer, byte[] sealed, String purpose) {
        try {
            sealer.purpose(purpose).open(sealed);
            return true;
        } catch (NotSealed e) {
            return false;
        }
    }

    private List<Long> underEach(Sealer sealer) {
        return List.of(
                opened(sealer, "select sealed from signing_key", "signing-key"),
                opened(sealer, "select client_secret from provider where client_secret is not null", "provider-secret"),
                opened(sealer, "select upstream_id_token from hub_session", "upstream-id-token"));
    }

    @Test
    void allOfItLiesUnderTheNewKeyAfterwards() {
        assertThat(underEach(during)).containsExactly(1L, 1L, (long) SESSIONS);
        assertThat(underEach(after)).containsExactly(0L, 0L, 0L);

        assertThat(resealing(during).reseal()).isEqualTo(2 + SESSIONS);

        assertThat(underEach(after)).containsExactly(1L, 1L, (long) SESSIONS);
        assertThat(underEach(before)).containsExactly(0L, 0L, 0L);
        assertThat(events).containsExactly(new Resealed(2, Actor.SYSTEM));
        assertThat(resealing(during).reseal()).as("the second time").isZero();
        assertThat(resealing(after).reseal()).as("without the old key").isZero();
    }

    @Test
    void changesNothingWhereOneValueCannotBeOpened() {
        jdbc.sql("update hub_session set upstream_id_token = :sealed where id = (select max(id::text)::uuid"
                        + " from hub_session)")
                .param("sealed", new Sealer(key(3)).purpose("upstream-id-token").seal("lost"))
                .update();

        assertThatThrownBy(() -> resealing(during).reseal())
                .isInstanceOf(Resealing.UnknownKey.class)
                .hasMessage("What lies in hub_session.upstream_id_token was sealed with another key than those that are"
                        + " set; nothing was changed.");
        assertThatThrownBy(() -> resealing(after).reseal())
                .isInstanceOf(Resealing.UnknownKey.class)
                .hasMessageStartingWith("What lies in signing_key.sealed ");

        assertThat(underEach(after)).containsExactly(0L, 0L, 0L);
        assertThat(events).isEmpty();
    }

    @Test
    void goesOnWhereItWasBrokenOff() {
        jdbc.sql("""
                create function break_off() returns trigger language plpgsql as $$
                begin
                    if new.id > 'c0000000-0000-0000-0000-000000000000' then raise exception 'power cut'; end if;
                    return new;
                end $$
                """).update();
        jdbc.sql("create trigger break_off before update on hub_session for each row execute function break_off()")
                .update();
        assertThatThrownBy(() -> resealing(during).reseal()).hasMessageContaining("power cut");
        List<Long> half = underEach(after);
        assertThat(half.subList(0, 2)).containsExactly(1L, 1L);
        assertThat(half.getLast()).isBetween(1L, SESSIONS - 1L);
        assertThat(underEach(during)).as("nodes go on").containsExactly(1L, 1L, (long) SESSIONS);

        jdbc.sql("drop trigger break_off on hub_session").update();
        assertThat(resealing(during).reseal()).isEqualTo(SESSIONS - half.getLast());

        assertThat(underEach(after)).containsExactly(1L, 1L, (long) SESSIONS);
    }

    @Test
    void nodesOnEitherSideOfTheChangeUnderstandOneAnother() throws NotSealed {
        Sealer next = new Sealer(OLD, NEW);
        byte[] data = "data".getBytes(StandardCharsets.UTF_8);
        for (List<Sealer> pair : List.of(List.of(before, next), List.of(next, during), List.of(during, after))) {
            Sealer.Purpose one = pair.getFirst().purpose("flow");
            Sealer.Purpose other = pair.getLast().purpose("flow");
            assertThat(other.openText(one.seal("a cookie"))).isEqualTo("a cookie");
            if (pair.getLast() != after) {
                assertThat(one.openText(other.seal("a cookie"))).isEqualTo("a cookie");
                assertThat(other.isHash(one.hash(data), data)).isTrue();
            }
        }
        assertThat(opens(after, before.purpose("flow").seal("x"), "flow")).isFalse();
        assertThat(after.purpose("flow").isHash(before.purpose("flow").hash(data), data))
                .isFalse();
        assertThat(opens(during, before.purpose("flow").seal("x"), "answer"))
                .as("another purpose")
                .isFalse();
    }

    /** Whoever seals something new says here whether it lies in the database. */
    @Test
    void whatLiesSealedInTheDatabaseIsSealedAnew() throws IOException {
        Set<String> passing = Set.of(
                "authorization-answer",
                "logout-return",
                "device-answer",
                "flow",
                "desk-form",
                "desk-kept-form",
                "desk-return",
                "seen-effect");
        Set<String> hashing = Set.of(
                "dpop-nonce",
                "user-code",
                "refresh-successor",
                "device-guess",
                "logout-question",
                "audit-inbox",
                "session-renewal",
                "proposal-mailbox",
                "backup",
                "refused-caller");
        Set<String> known = new TreeSet<>(Resealing.purposes());
        known.addAll(passing);
        known.addAll(hashing);

        Set<String> used = new TreeSet<>();
        Pattern purpose = Pattern.compile("(?:\\.purpose\\(|PURPOSE = )\"([a-z-]+)\"");
        try (Stream<Path> sources = Files.walk(Folders.project().resolve("src/main/java"))) {
            sources.filter(file -> file.toString().endsWith(".java"))
                    .map(ResealingTests::text)
                    .filter(text -> text.contains("Sealer"))
                    .flatMap(text -> purpose.matcher(text).results())
                    .forEach(found -> used.add(found.group(1)));
        }
        assertThat(used).isEqualTo(known);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
