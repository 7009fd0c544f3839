package de.stadttor.issuing;

import de.stadttor.platform.DayTables;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the database is asked of codes. The row of a code lies in the partition of its grant's day. */
@Component
class CodeRows {

    private final JdbcClient jdbc;
    private final DayTables days;

    CodeRows(JdbcClient jdbc, DayTables days) {
        this.jdbc = jdbc;
        this.days = days;
    }

    /** Stores a grant with its code. */
    void insert(NewGrant grant, byte[] key, Instant codeEnd) {
        grant.in(jdbc.sql("with granted as (" + NewGrant.INSERT + """
                )
                insert into token (key, kind, grant_id, issued_at, expires_at)
                select :key, 'code', id, :now, :codeEnd from granted
                """))
                .param("key", key)
                .param("codeEnd", codeEnd.atOffset(ZoneOffset.UTC))
                .update();
    }

    /**
     * A code that was unused until just now.
     *
     * @param row null where the grant's row lies in the partition of another day
     */
    record Burnt(UUID grant, Instant end, @Nullable GrantRow row) {

        private static Burnt read(ResultSet row, int number) throws SQLException {
            return new Burnt(
                    row.getObject("burnt_grant", UUID.class),
                    row.getTimestamp("code_end").toInstant(),
                    row.getObject("id", UUID.class) == null ? null : GrantRow.read(row, number));
        }
    }

    /** Uses a code up, and reads what it is good for; empty where it is unknown or was used before. */
    Optional<Burnt> burn(byte[] key, Instant now) {
        String day = days.of(key);
        String sql = "with burnt as (update token" + day + """
                 set used_at = :now where key = :key and kind = 'code' and used_at is null
                    returning grant_id, expires_at)
                select b.grant_id as burnt_grant, b.expires_at as code_end,
                """ + GrantRow.COLUMNS + "from burnt b left join grants"
                + day + " g on g.id = b.grant_id"
                + GrantRow.joined(day);
        return GrantRow.at(now, jdbc.sql(sql))
                .param("key", key)
                .query(Burnt::read)
                .optional();
    }

    /**
     * As {@link #burn}, and stores the first refresh token that it is good for. Empty also where the grant's row lies in
     * the partition of another day: the caller has to take everything back.
     */
    Optional<Burnt> exchange(byte[] key, byte[] refresh, Instant now) {
        String day = days.of(key);
        if (day.isEmpty()) {
            return Optional.empty();
        }
        String sql = "with burnt as (update token" + day + """
                 set used_at = :now where key = :key and kind = 'code' and used_at is null
                    returning grant_id, expires_at),
                next as (insert into token""" + day + """
                 (key, kind, grant_id, issued_at, expires_at)
                    select :refresh, 'refresh', g.id, :now, g.expires_at
                    from burnt join grants""" + day + """
                 g on g.id = burnt.grant_id)
                select b.grant_id as burnt_grant, b.expires_at as code_end,
                """ + GrantRow.COLUMNS
                + "from burnt b join grants" + day + " g on g.id = b.grant_id"
                + GrantRow.joined(day);
        return GrantRow.at(now, jdbc.sql(sql))
                .param("key", key)
                .param("refresh", refresh)
                .query(Burnt::read)
                .optional();
    }

    /** The grant of a code, used or not. */
    Optional<UUID> grantOf(byte[] key) {
        return jdbc.sql("select grant_id from token" + days.of(key) + " where key = :key and kind = 'code'")
                .param("key", key)
                .query(UUID.class)
                .optional();
    }
}
