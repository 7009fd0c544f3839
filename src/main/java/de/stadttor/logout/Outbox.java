package de.stadttor.logout;

import de.stadttor.platform.OpaqueKeys;
import de.stadttor.session.SessionEnded;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The logout messages that are to be delivered, in the database: written with the session's end or not at all, taken by
 * one node at a time. A node that dies with messages in its hands loses none: each is due again after {@link #LEASE}.
 */
@Component
class Outbox {

    /** How long a node has for one attempt; a call takes a few seconds at most. */
    static final Duration LEASE = Duration.ofSeconds(30);

    /** So much longer than anybody tries does a row last, for what came of the last attempt. */
    private static final Duration AFTERWARDS = Duration.ofHours(1);

    /** No row ends later, were another node's clock hours ahead: the look each second touches few partitions. */
    private static final Duration DAYS_TO_LOOK_AT = Duration.ofDays(3);

    private final JdbcClient jdbc;
    private final Clock clock;

    Outbox(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Adds a message for each of these applications, due at once; belongs into the transaction that ends the session. */
    void add(SessionEnded ended, List<String> applicationIds) {
        Instant now = clock.instant();
        Instant end = now.plus(RetryTimes.KEEP_TRYING).plus(AFTERWARDS);
        jdbc.sql("""
                insert into logout_message (id, application, account, session, created_at, next_at)
                select id, application, :account, :session, :now, :now
                from unnest(:ids, :applications) as told(id, application)
                """)
                .param(
                        "ids",
                        applicationIds.stream().map(id -> OpaqueKeys.newId(end)).toArray(UUID[]::new))
                .param("applications", applicationIds.toArray(new String[0]))
                .param("account", ended.accountId())
                .param("session", ended.sessionId())
                .param("now", utc(now))
                .update();
    }

    /**
     * Takes messages that are due, those of each application in turn: they are this node's for {@link #LEASE}.
     *
     * @param most how many at most
     * @param lanes how many of one application may be under way at a time
     * @param underWay how many of each application are under way at this node already
     */
    List<LogoutMessage> take(int most, int lanes, Map<String, Integer> underWay) {
        Instant now = clock.instant();
        return jdbc.sql("""
                with waiting as (
                    select due.application, :lanes - coalesce(busy.count, 0) as free
                    from (select distinct application from logout_message
                        where next_at <= :now and id >= :first and id < :behind) due
                    left join unnest(:names, :counts) as busy(application, count)
                        on busy.application = due.application),
                taken as materialized (
                    select message.id
                    from waiting cross join lateral (
                        select id from logout_message
                        where application = waiting.application and next_at <= :now
                            and id >= :first and id < :behind
                        order by next_at limit greatest(waiting.free, 0)
                        for update skip locked) message
                    limit :most)
                update logout_message m set next_at = :lease, attempts = m.attempts + 1
                from taken where m.id = taken.id and m.id >= :first and m.id < :behind
                returning m.id, m.application, m.account, m.session, m.created_at, m.attempts
                """)
                .param("now", utc(now))
                .param("first", OpaqueKeys.firstIdOf(now))
                .param("behind", OpaqueKeys.firstIdOf(now.plus(DAYS_TO_LOOK_AT)))
                .param("lanes", lanes)
                .param("names", underWay.keySet().toArray(new String[0]))
                .param("counts", underWay.values().toArray(new Integer[0]))
                .param("most", most)
                .param("lease", utc(now.plus(LEASE)))
                .query(Outbox::read)
                .list();
    }

    /** It is over; says nothing where another node has taken the message meanwhile. */
    void close(LogoutMessage message, Outcome outcome) {
        jdbc.sql("""
                update logout_message set next_at = null, outcome = :outcome
                where id = :id and attempts = :attempts and next_at is not null
                """)
                .param("id", message.id())
                .param("attempts", message.attempts())
                .param("outcome", outcome.code())
                .update();
    }

    /** It is tried again at that time; says nothing where another node has taken the message meanwhile. */
    void again(LogoutMessage message, Instant at) {
        jdbc.sql("""
                update logout_message set next_at = :at
                where id = :id and attempts = :attempts and next_at is not null
                """)
                .param("id", message.id())
                .param("attempts", message.attempts())
                .param("at", utc(at))
                .update();
    }

    /** For each application that waits for a message, for how long the oldest of them has waited. */
    Map<String, Duration> waiting() {
        Instant now = clock.instant();
        Map<String, Duration> oldest = new LinkedHashMap<>();
        jdbc.sql("""
                select application, min(created_at) as since from logout_message
                where next_at is not null and id >= :first group by application order by application
                """).param("first", OpaqueKeys.firstIdOf(now)).query(rs -> {
            Instant since = rs.getTimestamp("since").toInstant();
            oldest.put(rs.getString("application"), Duration.between(since, now));
        });
        return oldest;
    }

    private static LogoutMessage read(ResultSet rs, int row) throws SQLException {
        return new LogoutMessage(
                rs.getObject("id", UUID.class),
                rs.getString("application"),
                rs.getObject("account", UUID.class),
                rs.getObject("session", UUID.class),
                rs.getTimestamp("created_at").toInstant(),
                rs.getInt("attempts"));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
