package de.stadttor.audit;

import de.stadttor.platform.Retention;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Erases the records that were kept long enough, each kind by its own time ({@code retention: audit} of the
 * configuration; where that says nothing, nothing is erased). Seals stay, and the erasing is itself in the chain.
 */
@Component
public class AuditRetention {

    private static final Logger LOG = LoggerFactory.getLogger(AuditRetention.class);
    private static final String SETTING = "audit";
    private static final int SEALS_AT_ONCE = 2_000;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final AuditSeals seals;
    private final ApplicationEventPublisher events;
    private final Retention retention;

    AuditRetention(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            AuditSeals seals,
            ApplicationEventPublisher events,
            Retention retention) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.seals = seals;
        this.events = events;
        this.retention = retention;
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT10M")
    void eraseInTheBackground() {
        try {
            erase();
        } catch (DataAccessException | TransactionException e) {
            LOG.warn(
                    "the audit's retention failed, trying again in an hour: {}",
                    e.getClass().getSimpleName());
        }
    }

    /** Erases all that is due; a few seals at a time, so that nobody waits for it. */
    public void erase() {
        Map<String, Period> periods = periods();
        for (String kind : kinds()) {
            Period period = periods.getOrDefault(kind, periods.get(""));
            if (period != null && !kind.equals(RecordsErased.KIND)) {
                Instant before = retention.before(period);
                boolean more = true;
                while (more) {
                    more = Boolean.TRUE.equals(transaction.execute(status -> eraseSome(kind, before)));
                }
            }
        }
    }

    /** By kind; the empty string for all others. */
    private Map<String, Period> periods() {
        Map<String, Period> periods = new TreeMap<>();
        retention.periods().forEach((name, period) -> {
            if (name.equals(SETTING) || name.equals(SETTING + "/default")) {
                periods.put("", period);
            } else if (name.startsWith(SETTING + "/")) {
                periods.put(name.substring(SETTING.length() + 1), period);
            }
        });
        return periods;
    }

    /** The kinds that there are, each found by one step in their index. */
    private List<String> kinds() {
        return jdbc.sql("""
                with recursive found as (
                    select min(kind) as kind from audit_event
                    union all
                    select (select min(kind) from audit_event where kind > found.kind) from found
                    where found.kind is not null)
                select kind from found where kind is not null
                """).query(String.class).list();
    }

    /**
     * @return whether there may be more
     */
    private boolean eraseSome(String kind, Instant before) {
        seals.lock();
        long erased = jdbc.sql("select through_seal from audit_erasure where kind = :kind")
                .param("kind", kind)
                .query(Long.class)
                .optional()
                .orElse(0L);
        long through = jdbc.sql("""
                with next as (
                    select number, sealed_at from audit_seal where number > :erased order by number limit :some)
                select coalesce(max(number), 0) from next
                where number < coalesce((select min(number) from next where sealed_at >= :before), number + 1)
                """)
                .param("erased", erased)
                .param("some", SEALS_AT_ONCE)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
        if (through == 0) {
            return false;
        }
        jdbc.sql("select set_config('stadttor.retention', 'on', true)")
                .query((rs, row) -> true)
                .single();
        int records = jdbc.sql("""
                delete from audit_event where kind = :kind
                    and position >= (select first_position from audit_seal where number > :erased
                        order by number limit 1)
                    and position < (select first_position + record_count from audit_seal where number = :through)
                """)
                .param("kind", kind)
                .param("erased", erased)
                .param("through", through)
                .update();
        jdbc.sql("""
                insert into audit_erasure (kind, through_seal) values (:kind, :through)
                on conflict (kind) do update set through_seal = excluded.through_seal
                """).param("kind", kind).param("through", through).update();
        if (records > 0) {
            dropLeaves(through);
            events.publishEvent(new RecordsErased(kind, through, records));
            seals.sealHere();
        }
        return true;
    }

    /** Hashes that nothing is left to be compared with. */
    private void dropLeaves(long through) {
        jdbc.sql("""
                update audit_seal s set leaves = null
                where leaves is not null and number <= :through and not exists (
                    select from unnest(s.kinds) as kept (kind) left join audit_erasure e on e.kind = kept.kind
                    where coalesce(e.through_seal, 0) < s.number)
                """).param("through", through).update();
    }
}
