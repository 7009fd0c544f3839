package de.stadttor.testing;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Refuses a second connection to a thread that holds one. As many such threads at once as the pool has connections would
 * each wait for another that nobody gives back; one alone would never be noticed.
 */
final class OneConnection implements BeanPostProcessor, ApplicationListener<ApplicationReadyEvent> {

    private static final ThreadLocal<@Nullable Taken> LATEST = new ThreadLocal<>();

    private volatile boolean ready;

    /** Before that, Flyway takes two, alone. */
    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        ready = true;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource pool ? new Guarded(pool) : bean;
    }

    private record Taken(Guarded pool, Connection connection, Exception where) {}

    private final class Guarded extends DelegatingDataSource {

        Guarded(DataSource pool) {
            super(pool);
        }

        @Override
        public Connection getConnection() throws SQLException {
            Taken before = LATEST.get();
            if (ready
                    && before != null
                    && this == before.pool()
                    && !before.connection().isClosed()) {
                throw new IllegalStateException("this thread holds a connection still, taken as below", before.where());
            }
            Connection connection = super.getConnection();
            LATEST.set(new Taken(this, connection, new Exception("taken here")));
            return connection;
        }
    }
}
