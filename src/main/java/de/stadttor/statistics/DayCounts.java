package de.stadttor.statistics;

import de.stadttor.platform.GermanDays;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How often something happened on a day. Counted in memory and added to the database once a minute, so that a sign-in
 * costs no statement; a node that dies loses a minute of it at most.
 */
@Component
class DayCounts implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(DayCounts.class);
    private static final int KEPT_DAYS = 400;
    private static final int MOST = 20_000;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Map<Key, Long> waiting = new ConcurrentHashMap<>();

    private record Key(String provider, LocalDate day, String measure) {}

    /** How often on which day. */
    record Counted(LocalDate day, String measure, long count) {}

    DayCounts(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * It happened now.
     *
     * @param provider to whose people
     * @param measure a word of ours, never of a person
     */
    void add(String provider, String measure) {
        Key key = new Key(provider, today(), measure);
        if (waiting.size() < MOST || waiting.containsKey(key)) {
            waiting.merge(key, 1L, Long::sum);
        }
    }

    LocalDate today() {
        return GermanDays.today(clock);
    }

    /** Those since that day, what this node has not yet written included. */
    List<Counted> since(String provider, LocalDate first) {
        flush();
        return jdbc.sql("select day, measure, count from day_count where provider = :provider and day >= :first")
                .param("provider", provider)
                .param("first", first)
                .query((row, number) -> new Counted(
                        row.getObject("day", LocalDate.class), row.getString("measure"), row.getLong("count")))
                .list();
    }

    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT1M")
    void flushInTheBackground() {
        try {
            flush();
        } catch (DataAccessException | TransactionException e) {
            LOG.warn(
                    "the day's counts could not be written, trying again: {}",
                    e.getClass().getSimpleName());
        }
    }

    /** All of it, or nothing: what could not be written is kept for the next time. */
    void flush() {
        Map<Key, Long> taken = take();
        if (taken.isEmpty()) {
            return;
        }
        try {
            transaction.executeWithoutResult(status -> taken.forEach(this::write));
        } catch (DataAccessException | TransactionException e) {
            taken.forEach((key, count) -> waiting.merge(key, count, Long::sum));
            throw e;
        }
    }

    /** In one order on every node, so that two cannot wait for one another. */
    private Map<Key, Long> take() {
        Map<Key, Long> taken = new TreeMap<>(java.util.Comparator.comparing(Key::provider)
                .thenComparing(Key::day)
                .thenComparing(Key::measure));
        for (Key key : List.copyOf(waiting.keySet())) {
            Long count = waiting.remove(key);
            if (count != null) {
                taken.put(key, count);
            }
        }
        return taken;
    }

    /** A provider that was removed meanwhile has no counts. */
    private void write(Key key, long count) {
        jdbc.sql("""
                insert into day_count (provider, day, measure, count)
                select id, :day, :measure, :count from provider where id = :provider
                on conflict (provider, day, measure) do update set count = day_count.count + excluded.count
                """)
                .param("provider", key.provider())
                .param("day", key.day())
                .param("measure", key.measure())
                .param("count", count)
                .update();
    }

    @Scheduled(fixedDelayString = "PT6H", initialDelayString = "PT15M")
    void forget() {
        try {
            jdbc.sql("delete from day_count where day < :before")
                    .param("before", today().minusDays(KEPT_DAYS))
                    .update();
        } catch (DataAccessException e) {
            LOG.warn("old counts could not be deleted: {}", e.getClass().getSimpleName());
        }
    }

    @Override
    public void destroy() {
        flushInTheBackground();
    }
}
