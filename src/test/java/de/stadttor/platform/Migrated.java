package de.stadttor.platform;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What a hub's first start makes of an empty database, and its start of each day. */
public final class Migrated {

    private Migrated() {}

    /** Tables, and partitions as they are at this time. */
    public static void make(DataSource database, Instant at) {
        Flyway.configure().dataSource(database).load().migrate();
        new Partitions(
                JdbcClient.create(database),
                new TransactionTemplate(new JdbcTransactionManager(database)),
                Clock.fixed(at, ZoneOffset.UTC));
    }
}
