package de.stadttor.access;

import de.stadttor.platform.Retention;
import java.time.Instant;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Erases decisions that were kept long enough ({@code retention: decisions} of the configuration). The latest one for a
 * person and an application may be old and still stand, so it stays for as long as the person has signed in meanwhile.
 */
@Component
class DecisionRetention {

    private static final Logger LOG = LoggerFactory.getLogger(DecisionRetention.class);
    private static final int AT_ONCE = 10_000;

    private final JdbcClient jdbc;
    private final Retention retention;

    DecisionRetention(JdbcClient jdbc, Retention retention) {
        this.jdbc = jdbc;
        this.retention = retention;
    }

    @Scheduled(fixedDelayString = "PT6H", initialDelayString = "PT20M")
    void eraseInTheBackground() {
        try {
            erase();
        } catch (DataAccessException | TransactionException e) {
            LOG.warn(
                    "old decisions could not be erased, trying again in six hours: {}",
                    e.getClass().getSimpleName());
        }
    }

    /** A few at a time, so that nobody waits for it. */
    void erase() {
        retention.before("decisions").ifPresent(before -> {
            int erased = 0;
            for (int some = AT_ONCE; some == AT_ONCE; erased += some) {
                some = eraseSome(before);
            }
            if (erased > 0) {
                LOG.info("erased {} decisions that were kept long enough", erased);
            }
        });
    }

    private int eraseSome(Instant before) {
        return jdbc.sql("""
                delete from decision where reference in (
                    select d.reference from decision d left join account a on a.id = d.account
                    where d.decided_at < :before and (
                        coalesce(a.claims_read_at < :before, true)
                        or exists (select from decision later where later.account = d.account
                            and later.application = d.application and later.acr = d.acr and later.id > d.id))
                    limit :some for update of d skip locked)
                """)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("some", AT_ONCE)
                .update();
    }
}
