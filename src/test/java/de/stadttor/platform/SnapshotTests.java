package de.stadttor.platform;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.TestWorld;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

class SnapshotTests {

    private static final DriverManagerDataSource DATABASE = new DriverManagerDataSource(
            TestWorld.freshDatabase(),
            TestWorld.postgres().user(),
            TestWorld.postgres().password());

    private final JdbcClient jdbc = JdbcClient.create(DATABASE);
    private final TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(DATABASE));
    private final AtomicInteger reads = new AtomicInteger();
    private final Snapshot<String> word = new Snapshot<>(this::read);

    @BeforeEach
    void fill() {
        jdbc.sql("create table if not exists word (text text)").update();
        jdbc.sql("delete from word").update();
        jdbc.sql("insert into word values ('old')").update();
    }

    @Test
    void readsOnceUntilItChanges() {
        assertThat(List.of(word.get(), word.get())).containsOnly("old");
        assertThat(reads).hasValue(1);
        change("new");
        assertThat(word.get()).isEqualTo("old");
        word.drop();
        assertThat(List.of(word.get(), word.get())).containsOnly("new");
        assertThat(reads).hasValue(2);
    }

    @Test
    void aReadThatAChangeOvertakesIsNotKept() throws Exception {
        CountDownLatch hasRead = new CountDownLatch(1);
        CountDownLatch changed = new CountDownLatch(1);
        Snapshot<String> overtaken = new Snapshot<>(() -> {
            String text = read();
            hasRead.countDown();
            await(changed);
            return text;
        });
        CompletableFuture<String> slow = CompletableFuture.supplyAsync(overtaken::get);
        hasRead.await();
        change("new");
        overtaken.drop();
        changed.countDown();
        assertThat(slow.get()).isEqualTo("old");
        assertThat(overtaken.get()).isEqualTo("new");
    }

    @Test
    void oneOfManyThatIsOvertakenIsNotKeptEither() throws Exception {
        for (Consumer<Snapshots<String, String>> dropping :
                List.<Consumer<Snapshots<String, String>>>of(all -> all.drop("a"), Snapshots::dropAll)) {
            fill();
            CountDownLatch hasRead = new CountDownLatch(1);
            CountDownLatch changed = new CountDownLatch(1);
            Snapshots<String, String> words = new Snapshots<>(10, key -> {
                String text = read();
                hasRead.countDown();
                await(changed);
                return key + text;
            });
            CompletableFuture<String> slow = CompletableFuture.supplyAsync(() -> words.get("a"));
            hasRead.await();
            change("new");
            dropping.accept(words);
            changed.countDown();
            assertThat(slow.get()).isEqualTo("aold");
            assertThat(words.get("a")).isEqualTo("anew");
        }
    }

    @Test
    void whatATransactionReadIsForgottenWhenItIsRolledBack() {
        transaction.executeWithoutResult(status -> {
            change("never");
            assertThat(word.get()).isEqualTo("never");
            status.setRollbackOnly();
        });
        assertThat(word.get()).isEqualTo("old");
    }

    @Test
    void nobodyElseSeesWhatATransactionReadBeforeItCommits() {
        transaction.executeWithoutResult(status -> {
            change("soon");
            assertThat(word.get()).isEqualTo("soon");
            assertThat(CompletableFuture.supplyAsync(word::get).join()).isEqualTo("old");
            word.drop();
        });
        assertThat(word.get()).isEqualTo("soon");
    }

    @Test
    void whatATransactionReadIsKeptWhenItCommits() {
        transaction.executeWithoutResult((TransactionStatus status) -> word.get());
        word.get();
        assertThat(reads).hasValue(1);
    }

    @Test
    void whatATransactionReadIsNotKeptWhenItSeesAnOlderState() {
        TransactionTemplate repeatable = new TransactionTemplate(new JdbcTransactionManager(DATABASE));
        repeatable.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        repeatable.executeWithoutResult(status -> {
            assertThat(read()).isEqualTo("old");
            CompletableFuture.runAsync(() -> change("new")).join();
            word.drop();
            assertThat(word.get()).isEqualTo("old");
        });
        assertThat(word.get()).isEqualTo("new");
    }

    private String read() {
        reads.incrementAndGet();
        return jdbc.sql("select text from word").query(String.class).single();
    }

    private void change(String text) {
        jdbc.sql("update word set text = :text").param("text", text).update();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
