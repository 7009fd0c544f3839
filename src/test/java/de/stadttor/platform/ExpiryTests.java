package de.stadttor.platform;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.audit.AuditSeals;
import de.stadttor.testing.Employee;
import de.stadttor.testing.FakeFederation;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.KeyClient;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.TestClient.Answer;
import de.stadttor.testing.TestDevice;
import de.stadttor.testing.TestKey;
import de.stadttor.testing.TestWorld;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Days and weeks on which people work: what they leave behind that ends by itself takes no more room from day to day, and
 * nothing is deleted row by row. Two people work for real through a hub whose clock is moved; each row that they leave is
 * then made so many times over, under keys of the same day, as one in a thousand of 200,000 people would leave.
 */
class ExpiryTests {

    private static final int PEOPLE_FOR_EACH = 100;

    /** The longest life is that of offline access, thirty days; then a day's rows go as a day's rows come. */
    private static final int DAYS = 45;

    private static final int WEEK = 7;

    private static final List<Passing> PASSING = Stream.concat(
                    Stream.of("hub_session", "grants", "logout_message").map(table -> new Passing(table, "id")),
                    Stream.of("token", "revoked_token", "pushed_request", "used_jti", "device_code")
                            .map(table -> new Passing(table, "key")))
            .toList();

    private static final String OFFLINE = "openid profile email organization roles offline_access";
    private static final TestKey KEY = TestKey.make("ES256");

    private static FakeFederation federation;
    private static HubUnderTest hub;
    private static JdbcClient jdbc;
    private static TestClient bauantrag;

    /** A table whose rows end by themselves, and the column that says on which day. */
    private record Passing(String table, String key) {

        Set<String> keys() {
            return new TreeSet<>(jdbc.sql("select " + key + "::text from " + table)
                    .query(String.class)
                    .list());
        }
    }

    @BeforeAll
    static void start() {
        federation = FakeFederation.start(TestWorld.postgres(), TestWorld.migratedDatabase());
        hub = federation.hub();
        jdbc = hub.bean(JdbcClient.class);
        bauantrag = new TestClient(hub.issuer(), "bauantrag");
        federation.change(TestDevice::registered);
        forbidDeleting();
        toNoon();
    }

    @AfterAll
    static void stop() {
        federation.close();
    }

    /** What ends within minutes ends on the same day. */
    private static void toNoon() {
        Instant now = hub.clock().instant();
        Instant noon = now.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofHours(36));
        hub.clock().advance(Duration.between(now, noon));
        hub.bean(Partitions.class).maintain();
    }

    /** Partitions that are made later have the trigger, too. */
    private static void forbidDeleting() {
        jdbc.sql("create function deletes_a_row() returns trigger language plpgsql as"
                        + " $$ begin raise exception 'a row of % is deleted', tg_table_name; end $$")
                .update();
        tables().forEach(table -> jdbc.sql("create trigger no_deleting before delete on " + table
                        + " for each row execute function deletes_a_row()")
                .update());
    }

    private static List<String> tables() {
        return PASSING.stream().map(Passing::table).toList();
    }

    /** What a day brings, each kind of row at least once. */
    private static void works(Employee person) {
        Answer tokens = person.tokens("bauantrag");
        for (int hour = 0; hour < 3; hour++) {
            tokens = bauantrag.refresh(tokens.text("refresh_token"));
            assertThat(tokens.status()).as(tokens.body()).isEqualTo(200);
        }
        assertThat(bauantrag.revoke(tokens.text("access_token")).status()).isEqualTo(200);
        Answer offline = person.redeems("bauantrag", person.opens("bauantrag", Map.of("scope", OFFLINE)));
        assertThat(bauantrag.refresh(offline.text("refresh_token")).status()).isEqualTo(200);
        push();
        new TestDevice(hub.issuer(), bauantrag).asks();
        bind(person.opens("bauantrag").code().orElseThrow());
        person.browser()
                .go(
                        URI.create(hub.issuer() + "/connect/logout?id_token_hint=" + offline.text("id_token")
                                + "&post_logout_redirect_uri=http%3A%2F%2F127.0.0.1%3A9100%2F"),
                        "http://127.0.0.1:9100/");
    }

    private static void push() {
        Map<String, String> form = new LinkedHashMap<>(Map.of(
                "response_type", "code",
                "redirect_uri", TestClient.CALLBACK,
                "scope", "openid roles",
                "code_challenge", TestClient.challenge(),
                "code_challenge_method", "S256"));
        assertThat(bauantrag.post("/oauth2/par", form).status()).isEqualTo(201);
    }

    /** To a key, whose proof counts once. */
    private static void bind(String code) {
        KeyClient client = new KeyClient(hub, "bauantrag");
        Answer bound = client.token(
                client.redemption(code),
                "Authorization",
                TestClient.basic("bauantrag", "bauantrag-demo-secret"),
                "DPoP",
                client.tokenProof(KEY));
        assertThat(bound.status()).as(bound.body()).isEqualTo(200);
    }

    /** The rows that came today, over and over. */
    private static void everybodyElseWorks(Passing passing, Set<String> before) {
        Set<String> today = passing.keys();
        today.removeAll(before);
        assertThat(today).as("new rows of %s", passing.table()).isNotEmpty();
        String anew = passing.key().equals("id")
                ? "(left(id::text, 4) || substr(md5(random()::text), 1, 28))::uuid"
                : "substring(key from 1 for 2) || sha256(random()::text::bytea)";
        List<String> columns = columns(passing.table());
        List<String> copied = columns.stream()
                .map(column -> column.equals(passing.key()) ? anew : copied(column))
                .toList();
        jdbc.sql("insert into %s (%s) select %s from %s cross join generate_series(1, %d) where %s::text in (:today)"
                        .formatted(
                                passing.table(),
                                String.join(", ", columns),
                                String.join(", ", copied),
                                passing.table(),
                                PEOPLE_FOR_EACH,
                                passing.key()))
                .param("today", today)
                .update();
    }

    /** Messages that are over: the hub need not try to deliver all of them. */
    private static String copied(String column) {
        return switch (column) {
            case "next_at" -> "null";
            case "outcome" -> "'delivered'";
            default -> column;
        };
    }

    private static List<String> columns(String table) {
        return jdbc.sql("select attname from pg_attribute where attrelid = :table::regclass and attnum > 0"
                        + " and not attisdropped order by attnum")
                .param("table", table)
                .query(String.class)
                .list();
    }

    /** How much lies in each of these tables, with its indexes, in all partitions together. */
    private static long bytes() {
        return jdbc.sql("select sum(pg_total_relation_size(inhrelid)) from pg_inherits"
                        + " where inhparent::regclass::text in (:tables)")
                .param("tables", tables())
                .query(Long.class)
                .single();
    }

    private static long partitions() {
        return jdbc.sql("select count(*) from pg_inherits where inhparent::regclass::text in (:tables)")
                .param("tables", tables())
                .query(Long.class)
                .single();
    }

    /** Of every table of the hub. */
    private static Map<String, Long> rows() {
        Map<String, Long> rows = new TreeMap<>();
        jdbc.sql("select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')"
                        + " and not relispartition")
                .query(String.class)
                .list()
                .forEach(table -> rows.put(
                        table,
                        jdbc.sql("select count(*) from " + table)
                                .query(Long.class)
                                .single()));
        return rows;
    }

    @Test
    void weeksOfWorkTakeNoMoreRoomThanOneMonth() {
        List<Long> bytes = new ArrayList<>();
        List<Long> partitions = new ArrayList<>();
        List<Map<String, Long>> rows = new ArrayList<>();
        for (int day = 0; day < DAYS; day++) {
            Map<Passing, Set<String>> before =
                    PASSING.stream().collect(Collectors.toMap(Function.identity(), Passing::keys));
            works(federation.anna());
            works(federation.eva());
            before.forEach(ExpiryTests::everybodyElseWorks);
            hub.bean(AuditSeals.class).seal();
            bytes.add(bytes());
            partitions.add(partitions());
            rows.add(rows());
            hub.clock().advance(Duration.ofDays(1));
            hub.bean(Partitions.class).maintain();
        }

        List<Long> week = bytes.subList(DAYS - WEEK, DAYS);
        List<Long> weekBefore = bytes.subList(DAYS - 2 * WEEK, DAYS - WEEK);
        assertThat(max(week)).as("bytes by day: %s", bytes).isLessThanOrEqualTo(max(weekBefore) * 102 / 100);
        assertThat(max(week)).as("people were here: %s", bytes).isGreaterThan(bytes.getFirst());
        assertThat(Set.copyOf(partitions.subList(2, DAYS)))
                .as("partitions by day: %s", partitions)
                .hasSize(1);
        assertThat(grown(rows.get(DAYS - 1 - WEEK), rows.get(DAYS - 1)))
                .as("what is kept: the audit as long as the configuration says, and what people are counted by")
                .isSubsetOf("audit_event", "audit_seal", "day_count", "signing_key");
    }

    private static long max(List<Long> figures) {
        return figures.stream().mapToLong(Long::longValue).max().orElse(0);
    }

    private static Set<String> grown(Map<String, Long> before, Map<String, Long> after) {
        Set<String> grown = new TreeSet<>();
        after.forEach((table, count) -> {
            if (count > before.getOrDefault(table, 0L)) {
                grown.add(table);
            }
        });
        return grown;
    }
}
