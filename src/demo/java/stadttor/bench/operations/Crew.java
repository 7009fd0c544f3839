package stadttor.bench.operations;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Several people who work at the same time, each in a conversation of their own with one server. */
final class Crew implements AutoCloseable {

    private final List<Conversation> conversations;
    private final ExecutorService threads;

    Crew(int size, OidcServer server, Http http, TokenCheck check) {
        this.conversations = IntStream.range(0, size)
                .mapToObj(i -> new Conversation(server, http, check))
                .toList();
        this.threads = Executors.newFixedThreadPool(
                size, Thread.ofPlatform().daemon().name("crew-", 0).factory());
    }

    /** All do it once. */
    void once(Consumer<Conversation> work) {
        all(conversation -> {
            work.accept(conversation);
            return 1L;
        });
    }

    /** One does it so often. */
    void oneOfThem(int times, Consumer<Conversation> work) {
        for (int i = 0; i < times; i++) {
            work.accept(conversations.getFirst());
        }
    }

    /**
     * All do it over and over.
     *
     * @return how often together
     * @throws BenchProblem the first that one of them met; then all stop
     */
    long during(Duration time, Consumer<Conversation> work) {
        long end = System.nanoTime() + time.toNanos();
        AtomicBoolean failed = new AtomicBoolean();
        return all(conversation -> {
            long done = 0;
            try {
                while (System.nanoTime() < end && !failed.get()) {
                    work.accept(conversation);
                    done++;
                }
                return done;
            } catch (RuntimeException e) {
                failed.set(true);
                throw e;
            }
        });
    }

    private long all(Worker worker) {
        List<Callable<Long>> tasks = new ArrayList<>();
        conversations.forEach(conversation -> tasks.add(() -> worker.work(conversation)));
        try {
            long done = 0;
            for (Future<Long> future : threads.invokeAll(tasks)) {
                done += future.get();
            }
            return done;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof BenchProblem problem ? problem : new BenchProblem("the driver failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchProblem("interrupted", e);
        }
    }

    private interface Worker {
        long work(Conversation conversation);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
