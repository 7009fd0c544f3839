package de.stadttor.person;

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
 * Forgets what a provider told of people who have not signed in for so long ({@code retention: claims} of the
 * configuration): name, e-mail address, groups. The account stays, so that they are the same to every application when
 * they come again.
 */
@Component
class ClaimsRetention {

    private static final Logger LOG = LoggerFactory.getLogger(ClaimsRetention.class);
    private static final int AT_ONCE = 1_000;

    private final JdbcClient jdbc;
    private final Retention retention;

    ClaimsRetention(JdbcClient jdbc, Retention retention) {
        this.jdbc = jdbc;
        this.retention = retention;
    }

    @Scheduled(fixedDelayString = "PT6H", initialDelayString = "PT15M")
    void forgetInTheBackground() {
        try {
            forget();
        } catch (DataAccessException | TransactionException e) {
            LOG.warn(
                    "claims could not be forgotten, trying again in six hours: {}",
                    e.getClass().getSimpleName());
        }
    }

    /** A few at a time, so that nobody who signs in waits for it. */
    void forget() {
        retention.before("claims").ifPresent(before -> {
            int forgotten = 0;
            for (int some = AT_ONCE; some == AT_ONCE; forgotten += some) {
                some = forgetSome(before);
            }
            if (forgotten > 0) {
                LOG.info("forgot what was told of {} people who have not signed in for long", forgotten);
            }
        });
    }

    private int forgetSome(Instant before) {
        return jdbc.sql("""
                update account set claims = null, claims_read_at = null where id in (
                    select id from account where claims is not null and claims_read_at < :before
                    limit :some for update skip locked)
                """)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("some", AT_ONCE)
                .update();
    }
}
