package stadttor.bench.scale;

import de.stadttor.access.StoredDecisions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import stadttor.bench.operations.BenchProblem;
import stadttor.bench.operations.HubProgram;

/**
 * Fills the store of a hub that runs: first with applications, then, when one person has signed in at {@link
 * HubProgram#ES256}, with people like that one. The hub is told of the applications as another node would tell it.
 */
final class Fill {

    /** The person whose rows are copied; no other number contains this one. */
    static final int MODEL = 7_777_777;

    private static final Duration LONGEST_SEALING = Duration.ofSeconds(60);

    private final Connection database;
    private final World world;
    private final Copies copies;

    Fill(Connection database, World world) throws SQLException {
        this.database = database;
        this.world = world;
        this.copies = new Copies(database);
        execute("set synchronous_commit = off");
        execute("set work_mem = '256MB'");
        execute("set maintenance_work_mem = '512MB'");
    }

    /** Each like {@link HubProgram#ES256}, with the same secret under a salt of its own. */
    void applications(String secret) throws SQLException {
        String each = "cross join generate_series(0, " + (world.applications() - 1) + ") n (i) where t.";
        String of = HubProgram.ES256;
        String salt = "substring(" + seed("salt") + " from 1 for length(t.secret_salt))";
        copies.make(
                "application",
                each + "id = '" + of + "'",
                Map.of(
                        "id",
                        "'app-' || n.i",
                        "body",
                        "replace(t.body::text, '" + of + "', 'app-' || n.i)::jsonb",
                        "secret_salt",
                        salt,
                        "secret_hash",
                        "sha256(" + salt + " || convert_to('" + secret + "', 'UTF8'))"));
        copies.make(
                "release",
                each + "application = '" + of + "'",
                Map.of(
                        "application",
                        "'app-' || n.i",
                        "body",
                        "replace(t.body::text, '" + of + "', 'app-' || n.i)::jsonb"));
        rules(of);
        for (String changed : new String[] {"application:", "release:", "rules:"}) {
            execute("select pg_notify('stadttor', '" + changed + "')");
        }
        execute("vacuum analyze");
    }

    /** The first two are those that hold; a new version of the provider's rules brings all. */
    private void rules(String of) throws SQLException {
        execute("update rule_set set version = version + 1");
        copies.make(
                "rule_set_version",
                "join rule_set s on s.provider = t.provider and t.version = s.version - 1",
                Map.of("version", "s.version"));
        copies.make(
                "rule",
                "join rule_set s using (provider)"
                        + " cross join generate_series(0, " + (world.applications() - 1) + ") n (i)"
                        + " cross join generate_series(0, " + (world.rules() - 1) + ") r (i)"
                        + " where t.id = '" + of + "-' || case when r.i < 2 then r.i else 2 + r.i % 48 end",
                Map.of(
                        "id", "'app-' || n.i || '-' || r.i",
                        "since_version", "s.version",
                        "application", "'app-' || n.i",
                        "body",
                                "case when r.i < 2 then t.body else"
                                        + " jsonb_set(t.body, '{when,group}', to_jsonb('/Amt ' || r.i || '/Sachgebiet')) end"));
    }

    /** Each with what the model has since the sign-in. */
    StoredPeople people() throws SQLException {
        awaitSealing();
        String account = text("select id::text from account where upstream_subject = 'person-" + MODEL + "'");
        String session = text("select id::text from hub_session where account = '" + account + "'");
        String grant = text("select id::text from grants where account = '" + account + "'");
        String day = session.substring(0, 4);
        String each = "cross join generate_series(0, " + (world.sessions() - 1) + ") n (i) where t.";
        String accountOf = id("", "account");
        String sessionOf = id(day, "session");
        String grantOf = id(day, "grant");
        String applicationOf = "'app-' || n.i % " + world.applications();
        copies.make(
                "account",
                each + "id = '" + account + "'",
                Map.of(
                        "id",
                        accountOf,
                        "upstream_subject",
                        "'person-' || n.i",
                        "claims",
                        "replace(t.claims::text, '" + MODEL + "', n.i::text)::jsonb"));
        // Nobody's last use is due to be noted while it is measured: that is once a minute, however many there are.
        copies.make(
                "hub_session",
                each + "id = '" + session + "'",
                Map.of(
                        "id",
                        sessionOf,
                        "secret_hash",
                        "sha256(" + seed("cookie") + ")",
                        "account",
                        accountOf,
                        "upstream_sid",
                        accountOf + "::text",
                        "last_access_at",
                        "t.last_access_at + interval '3 hours'"));
        copies.make(
                "grants",
                each + "id = '" + grant + "'",
                Map.of("id", grantOf, "account", accountOf, "application", applicationOf, "session", sessionOf));
        for (String kind : new String[] {"code", "refresh"}) {
            copies.make(
                    "token",
                    each + "grant_id = '" + grant + "' and t.kind = '" + kind + "'",
                    Map.of("key", tokenKey(day, kind), "grant_id", grantOf));
        }
        String body = text("select body::text from decision where account = '" + account + "'");
        // A text of the model as it is told of somebody else.
        UnaryOperator<String> told =
                text -> "replace(replace(replace(replace(" + text + ", '" + MODEL + "', n.i::text), '"
                        + account + "', " + accountOf + "::text), '" + session + "', " + sessionOf + "::text), '"
                        + HubProgram.ES256 + "', " + applicationOf + ")";
        copies.make(
                "decision",
                each + "account = '" + account + "'",
                Map.of(
                        "account",
                        accountOf,
                        "application",
                        applicationOf,
                        "reference",
                        reference(),
                        "body",
                        told.apply("t.body::text") + "::jsonb",
                        "inputs_hash",
                        "sha256(convert_to(" + told.apply("'" + StoredDecisions.hashed(body) + "'") + ", 'UTF8'))"));
        // Before the first of the chain: what is sealed meanwhile goes on behind the last.
        copies.make(
                "audit_event",
                each + "account = '" + account + "'",
                Map.of(
                        "position",
                        "-1000 * (n.i::bigint + 1) - t.position",
                        "account",
                        accountOf,
                        "actor",
                        told.apply("t.actor"),
                        "body",
                        told.apply("t.body::text") + "::jsonb"));
        execute("vacuum analyze");
        return new StoredPeople(world, (short) Integer.parseInt(session.substring(0, 4), 16));
    }

    // Written out: functions of PostgreSQL's would take most of the time.

    private static String seed(String kind) {
        return "sha256(convert_to('stored " + kind + " ' || n.i::text, 'UTF8'))";
    }

    /** @param day in hexadecimal, that the key begins with */
    private static String id(String day, String kind) {
        return "('" + day + "' || encode(substring(" + seed(kind) + " from 1 for " + (16 - day.length() / 2)
                + "), 'hex'))::uuid";
    }

    /** The key under which the hub stores a secret, from the secret's text. */
    private static String tokenKey(String day, String kind) {
        String bytes = "'\\x" + day + "'::bytea";
        return bytes + " || sha256(convert_to(translate(rtrim(encode(" + bytes + " || " + seed(kind)
                + ", 'base64'), '='), '+/', '-_'), 'UTF8'))";
    }

    /** Of a different one for each number, in no order. */
    private static String reference() {
        String hex = "upper(lpad(to_hex((n.i::bigint * 2654435761) & 4294967295), 8, '0'))";
        return "substring(" + hex + " from 1 for 4) || '-' || substring(" + hex + " from 5)";
    }

    private void awaitSealing() throws SQLException {
        long end = System.nanoTime() + LONGEST_SEALING.toNanos();
        while (Long.parseLong(text("select count(*) from audit_inbox")) > 0) {
            if (System.nanoTime() > end) {
                throw new BenchProblem("the hub does not seal its audit");
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofMillis(200));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchProblem("interrupted", e);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
    }

    private String text(String sql) throws SQLException {
        try (PreparedStatement statement = database.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            if (!rows.next() || rows.getString(1) == null) {
                throw new BenchProblem("the hub wrote nothing to be copied: " + sql);
            }
            String first = rows.getString(1);
            if (rows.next()) {
                throw new BenchProblem("the hub wrote more than one row to be copied: " + sql);
            }
            return first;
        }
    }
}
