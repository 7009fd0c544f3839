package de.stadttor.issuing;

import de.stadttor.platform.DayTables;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the database is asked of refresh tokens. Their rows lie in the partition of their grant's day. */
@Component
class RefreshTokenRows {

    private final JdbcClient jdbc;
    private final DayTables days;

    RefreshTokenRows(JdbcClient jdbc, DayTables days) {
        this.jdbc = jdbc;
        this.days = days;
    }

    /**
     * A token's row with its grant.
     *
     * @param usedAt null where it is unused
     */
    record Found(GrantRow row, Instant end, @Nullable Instant usedAt) {

        private static Found read(ResultSet row, int number) throws SQLException {
            return new Found(
                    GrantRow.read(row, number),
                    row.getTimestamp("token_end").toInstant(),
                    GrantRow.instant(row, "used_at"));
        }
    }

    Optional<Found> find(byte[] key, Instant now) {
        return find(key, now, "");
    }

    /** As {@link #find}; whoever comes with the same token waits for the end of this transaction. */
    Optional<Found> lock(byte[] key, Instant now) {
        return find(key, now, " for update of t");
    }

    private Optional<Found> find(byte[] key, Instant now, String lock) {
        String day = days.of(key);
        String sql = "select t.expires_at as token_end, t.used_at, " + GrantRow.COLUMNS + "from token" + day
                + " t join grants" + day + " g on g.id = t.grant_id" + GrantRow.joined(day)
                + "where t.key = :key and t.kind = 'refresh'" + lock;
        return GrantRow.at(now, jdbc.sql(sql))
                .param("key", key)
                .query(Found::read)
                .optional();
    }

    /**
     * Uses up a token that was unused until just now, stores the one that follows, and reads what it is good for. Empty
     * where it is unknown, over or was used before, and where the grant's row lies in the partition of another day: the
     * caller has to take everything back.
     */
    Optional<Found> exchange(byte[] key, byte[] next, Instant now) {
        String day = days.of(key);
        String sql = "with used as (update token" + day + """
                 set used_at = :now
                    where key = :key and kind = 'refresh' and used_at is null and expires_at > :now
                    returning grant_id, expires_at),
                next as (insert into token""" + day + """
                 (key, kind, grant_id, parent, issued_at, expires_at)
                    select :next, 'refresh', grant_id, :key, :now, expires_at from used)
                select u.expires_at as token_end, null::timestamptz as used_at,
                """ + GrantRow.COLUMNS + "from used u join grants"
                + day + " g on g.id = u.grant_id"
                + GrantRow.joined(day);
        return GrantRow.at(now, jdbc.sql(sql))
                .param("key", key)
                .param("next", next)
                .query(Found::read)
                .optional();
    }

    /** Whether there is such a token and it is unused, which it stays until the end of this transaction. */
    boolean lockUnused(byte[] key) {
        return jdbc.sql("select used_at is null from token" + days.of(key) + " where key = :key for update")
                .param("key", key)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    /** The first of its family. */
    void insert(byte[] key, Grant grant, Instant now) {
        jdbc.sql("insert into token" + days.of(key) + """
                 (key, kind, grant_id, issued_at, expires_at)
                values (:key, 'refresh', :grant, :now, :end)
                """)
                .param("key", key)
                .param("grant", grant.id())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("end", grant.expiresAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Uses up a token that this transaction has locked, and stores the one that follows. */
    void rotate(byte[] key, byte[] next, Grant grant, Instant now) {
        jdbc.sql("with used as (update token" + days.of(key)
                        + " set used_at = :now where key = :key returning grant_id)"
                        + " insert into token" + days.of(next) + """
                         (key, kind, grant_id, parent, issued_at, expires_at)
                        select :next, 'refresh', grant_id, :key, :now, :end from used
                        """)
                .param("key", key)
                .param("next", next)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("end", grant.expiresAt().atOffset(ZoneOffset.UTC))
                .update();
    }
}
