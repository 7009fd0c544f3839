package stadttor.bench.faults;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What the store holds.
 *
 * @param sessions ids of those that live
 * @param refreshTokens keys, hexadecimal, of those that are unused and whose grant lives
 * @param marks what the marked rule said in each version of it
 * @param signIns session of each event of a sign-in that began one
 * @param applied how many events of a configuration that was applied
 * @param branched tokens and codes that more than one refresh token follows
 */
record Stored(
        Set<String> sessions,
        Set<String> refreshTokens,
        List<String> marks,
        List<String> signIns,
        long applied,
        List<String> branched) {

    private static final String EVENTS =
            "(select kind, body from audit_inbox where not refused union all select kind, body from audit_event) e";

    static Stored read(Connection database) throws SQLException {
        return new Stored(
                Set.copyOf(texts(database, "select id::text from hub_session where ended_at is null")),
                Set.copyOf(texts(database, """
                        select encode(t.key, 'hex') from token t join grants g on g.id = t.grant_id
                        where t.kind = 'refresh' and t.used_at is null and g.ended_at is null
                        """)),
                texts(database, "select coalesce(body ->> 'why', '') from rule where id = '" + Configured.MARKED + "'"),
                texts(
                        database,
                        "select body ->> 'sessionId' from " + EVENTS
                                + " where kind = 'sign-in' and body ->> 'again' = 'false'"),
                Long.parseLong(texts(
                                database,
                                "select count(*)::text from " + EVENTS
                                        + " where body ->> 'event' = 'ConfigurationApplied'")
                        .getFirst()),
                texts(database, """
                        select 'token ' || left(encode(parent, 'hex'), 12) from token where parent is not null
                        group by parent having count(*) > 1
                        union all
                        select 'grant ' || grant_id from token where kind = 'refresh' and parent is null
                        group by grant_id having count(*) > 1
                        """));
    }

    private static List<String> texts(Connection database, String sql) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }
}
