package de.stadttor.issuing;

import de.stadttor.person.AccountRow;
import de.stadttor.person.Person;
import de.stadttor.platform.Json;
import de.stadttor.session.HubSessions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * A grant as one statement reads it, with all that its worth depends on.
 *
 * @param alive whether it, and the session that it needs, live
 * @param person whose it is; null where the account is gone
 * @param sessionUsedAt last use of its session; null where that was not read: a grant that outlives the session needs none
 */
record GrantRow(
        Grant grant,
        boolean alive,
        @Nullable Person person,
        @Nullable Instant sessionUsedAt) {

    /** Of {@code grants g} and {@link #joined}. */
    static final String COLUMNS = """
            g.id, g.account, g.application, g.session, g.scopes, g.auth_time, g.acr, g.amr, g.offline, g.nonce,
            g.redirect_uri, g.code_challenge, g.expires_at, g.asked, g.binding,
            g.ended_at is null and g.expires_at > :now and (g.offline or coalesce(
                s.ended_at is null and s.expires_at > :now and s.last_access_at > :idleSince, false)) as alive,
            s.last_access_at as session_used_at,
            """ + AccountRow.COLUMNS;

    /** Never the person. */
    @Override
    public String toString() {
        return "GrantRow[grant=" + grant.id() + "]";
    }

    /**
     * What belongs to {@code grants g}. A grant that ends with its session ends on the same day.
     *
     * @param day of the grant, see {@link de.stadttor.platform.DayTables}
     */
    static String joined(String day) {
        return " left join hub_session" + day + " s on s.id = g.session left join account a on a.id = g.account ";
    }

    /** The parameters of {@link #COLUMNS}. */
    static StatementSpec at(Instant now, StatementSpec statement) {
        return statement
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("idleSince", now.minus(HubSessions.IDLE).atOffset(ZoneOffset.UTC));
    }

    static GrantRow read(ResultSet row, int number) throws SQLException {
        return new GrantRow(grant(row), row.getBoolean("alive"), AccountRow.read(row), instant(row, "session_used_at"));
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        java.sql.Timestamp timestamp = row.getTimestamp(column);
        return timestamp == null ? null : timestamp.toInstant();
    }

    private static Grant grant(ResultSet row) throws SQLException {
        String asked = row.getString("asked");
        String binding = row.getString("binding");
        return new Grant(
                row.getObject("id", UUID.class),
                row.getObject("account", UUID.class),
                row.getString("application"),
                row.getObject("session", UUID.class),
                Set.of((String[]) row.getArray("scopes").getArray()),
                row.getTimestamp("auth_time").toInstant(),
                row.getString("acr"),
                List.of((String[]) row.getArray("amr").getArray()),
                row.getBoolean("offline"),
                row.getString("nonce"),
                row.getString("redirect_uri"),
                row.getString("code_challenge"),
                row.getTimestamp("expires_at").toInstant(),
                asked == null ? Asked.NOTHING : Json.read(asked, Asked.class),
                binding == null ? null : Confirmation.ofStored(binding));
    }
}
