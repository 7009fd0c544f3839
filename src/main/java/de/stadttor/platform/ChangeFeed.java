package de.stadttor.platform;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Tells the caches of every node what has changed: a {@link Change} published in a transaction reaches this node's
 * listeners as it commits, and the other nodes' by LISTEN/NOTIFY. After a broken connection, one that was
 * dropped without a word included, everything counts as changed, since what was said meanwhile is lost.
 */
@Component
public class ChangeFeed implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeFeed.class);
    private static final String CHANNEL = "stadttor";
    private static final int WAIT_MILLIS = 500;
    private static final long RECONNECT_MILLIS = 500;
    private static final int ANSWER_MILLIS = 5_000;

    /** With the wait for an answer: how late a connection is found that was dropped without a word. */
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private final DataSource dataSource;
    private final JdbcClient jdbc;
    private final Duration silence;
    private final Map<String, List<Consumer<String>>> listeners = new ConcurrentHashMap<>();
    private volatile @Nullable Thread thread;

    @Autowired
    ChangeFeed(DataSource dataSource, JdbcClient jdbc) {
        this(dataSource, jdbc, SILENCE);
    }

    /**
     * @param silence how long nothing may be heard before PostgreSQL is asked whether it is still there
     */
    ChangeFeed(DataSource dataSource, JdbcClient jdbc, Duration silence) {
        this.dataSource = dataSource;
        this.jdbc = jdbc;
        this.silence = silence;
    }

    /**
     * @param listener gets the key of what changed, the empty string when it may be anything; must not block
     */
    public void onChange(String topic, Consumer<String> listener) {
        listeners.computeIfAbsent(topic, t -> new CopyOnWriteArrayList<>()).add(listener);
    }

    @EventListener
    void carry(Change change) {
        jdbc.sql("select pg_notify(:channel, :change)")
                .param("channel", CHANNEL)
                .param("change", change.topic() + ":" + change.key())
                .query((rs, row) -> true)
                .single();
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    tell(change.topic(), change.key());
                }
            });
        } else {
            tell(change.topic(), change.key());
        }
    }

    private void tell(String topic, String key) {
        listeners.getOrDefault(topic, List.of()).forEach(listener -> listener.accept(key));
    }

    private void tellAll() {
        listeners.keySet().forEach(topic -> tell(topic, ""));
    }

    private void listen() {
        while (thread == Thread.currentThread()) {
            try (Connection connection = dataSource.getConnection()) {
                listen(connection);
            } catch (SQLException e) {
                LOG.warn("the feed of changes lost its connection, trying again: SQL state {}", e.getSQLState());
                pause();
            }
        }
    }

    private void listen(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            connection.setNetworkTimeout(Runnable::run, ANSWER_MILLIS);
            statement.execute("listen " + CHANNEL);
            tellAll();
            receive(connection.unwrap(PGConnection.class), statement);
            statement.execute("unlisten *");
        } catch (SQLException e) {
            // The pool sees nothing of what fails below it, and would lend the broken connection to the next.
            dataSource.unwrap(HikariDataSource.class).evictConnection(connection);
            throw e;
        }
    }

    private void receive(PGConnection connection, Statement statement) throws SQLException {
        long heard = System.nanoTime();
        while (thread == Thread.currentThread()) {
            PGNotification[] notifications = connection.getNotifications(WAIT_MILLIS);
            if (notifications == null || notifications.length == 0) {
                if (System.nanoTime() - heard > silence.toNanos()) {
                    statement.execute("select 1");
                    heard = System.nanoTime();
                }
                continue;
            }
            heard = System.nanoTime();
            for (PGNotification notification : notifications) {
                String change = notification.getParameter();
                int colon = change.indexOf(':');
                tell(change.substring(0, colon), change.substring(colon + 1));
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(RECONNECT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void start() {
        thread = Thread.ofPlatform().daemon().name("change-feed").unstarted(this::listen);
        Objects.requireNonNull(thread).start();
    }

    @Override
    public void stop() {
        Thread stopping = thread;
        thread = null;
        if (stopping != null) {
            try {
                stopping.join(2L * WAIT_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    @Override
    public int getPhase() {
        return 0;
    }
}
