package de.stadttor.platform;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Tells the caches of every node what has changed: a {@link Change} published in a transaction reaches this node's
 * listeners as it commits, and the other nodes' by LISTEN/NOTIFY. After a broken connection everything counts as
 * changed, since what was said meanwhile is lost.
 */
@Component
public class ChangeFeed implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeFeed.class);
    private static final String CHANNEL = "stadttor";
    private static final int WAIT_MILLIS = 500;
    private static final long RECONNECT_MILLIS = 500;

    private final DataSource dataSource;
    private final JdbcClient jdbc;
    private final Map<String, List<Consumer<String>>> listeners = new ConcurrentHashMap<>();
    private volatile @Nullable Thread thread;

    ChangeFeed(DataSource dataSource, JdbcClient jdbc) {
        this.dataSource = dataSource;
        this.jdbc = jdbc;
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
            try (Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("listen " + CHANNEL);
                tellAll();
                receive(connection.unwrap(PGConnection.class));
                statement.execute("unlisten *");
            } catch (SQLException e) {
                LOG.warn("the feed of changes lost its connection, trying again: SQL state {}", e.getSQLState());
                pause();
            }
        }
    }

    private void receive(PGConnection connection) throws SQLException {
        while (thread == Thread.currentThread()) {
            PGNotification[] notifications = connection.getNotifications(WAIT_MILLIS);
            if (notifications == null) {
                continue;
            }
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
        java.util.Objects.requireNonNull(thread).start();
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
