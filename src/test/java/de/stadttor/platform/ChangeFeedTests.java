package de.stadttor.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import de.stadttor.testing.SilentLine;
import de.stadttor.testing.TestWorld;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What one node changes is heard by another, and what happens to the line between it and PostgreSQL is found. */
class ChangeFeedTests {

    private record Rename(String key) implements Change {

        @Override
        public String topic() {
            return "rename";
        }
    }

    private final String database = TestWorld.freshDatabase();
    private final SilentLine line = SilentLine.to(URI.create(database.substring("jdbc:".length())));
    private final HikariDataSource pool = pool(line.through(database));
    private final HikariDataSource other = pool(database);
    private final ChangeFeed listening = new ChangeFeed(pool, JdbcClient.create(pool), Duration.ofMillis(300));
    private final ChangeFeed telling = new ChangeFeed(other, JdbcClient.create(other));
    private final List<String> heard = new CopyOnWriteArrayList<>();

    @BeforeEach
    void listen() {
        listening.onChange("rename", heard::add);
        listening.start();
        awaitHeard("");
        // one that goes dead while it is being opened would keep the pool from opening another
        Awaitility.await().until(() -> pool.getHikariPoolMXBean().getIdleConnections() == 1);
        heard.clear();
    }

    @AfterEach
    void close() {
        listening.stop();
        pool.close();
        other.close();
        line.close();
    }

    private static HikariDataSource pool(String url) {
        HikariConfig settings = new HikariConfig();
        settings.setJdbcUrl(url);
        settings.setUsername(TestWorld.postgres().user());
        settings.setPassword(TestWorld.postgres().password());
        settings.setMaximumPoolSize(2);
        return new HikariDataSource(settings);
    }

    private void awaitHeard(String key) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> heard.contains(key));
    }

    @Test
    void hearsWhatAnotherNodeChanges() {
        telling.carry(new Rename("anna"));
        awaitHeard("anna");
        assertThat(heard).containsExactly("anna");
    }

    @Test
    void connectionThatWasDroppedWithoutAWordIsFoundAndEverythingCountsAsChanged() {
        line.dropAllWithoutAWord();
        telling.carry(new Rename("nobody hears this"));

        awaitHeard("");

        telling.carry(new Rename("anna"));
        awaitHeard("anna");
        assertThat(heard).doesNotContain("nobody hears this");
    }

    @Test
    void nobodyIsLentTheConnectionThatBroke() {
        JdbcClient borrower = JdbcClient.create(pool);
        for (int round = 0; round < 5; round++) {
            heard.clear();
            JdbcClient.create(other)
                    .sql("select count(pg_terminate_backend(pid)) from pg_stat_activity"
                            + " where datname = current_database() and query like 'listen%'")
                    .query(Integer.class)
                    .single();
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> borrower.sql("select 1").query(Integer.class).single() == 1 && heard.contains(""));
        }
    }
}
