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

/**
 * Several who work at the same time, each on their own.
 *
 * @param <W> what a worker is or has, for one thread
 */
public final class Crew<W> implements AutoCloseable {

    private final List<W> workers;
    private final ExecutorService threads;

    public Crew(List<W> workers) {
        this.workers = List.copyOf(workers);
        this.threads = Executors.newFixedThreadPool(
                workers.size(), Thread.ofPlatform().daemon().name("crew-", 0).factory());
    }

    /** All do it once. */
    public void once(Consumer<W> work) {
        all(worker -> {
            work.accept(worker);
            return 1L;
        });
    }

    /** One does it so often. */
    void oneOfThem(int times, Consumer<W> work) {
        for (int i = 0; i < times; i++) {
            work.accept(workers.getFirst());
        }
    }

    /**
     * All do it over and over.
     *
     * @return how often together
     * @throws BenchProblem the first that one of them met; then all stop
     */
    public long during(Duration time, Consumer<W> work) {
        long end = System.nanoTime() + time.toNanos();
        AtomicBoolean failed = new AtomicBoolean();
        return all(worker -> {
            long done = 0;
            try {
                while (System.nanoTime() < end && !failed.get()) {
                    work.accept(worker);
                    done++;
                }
                return done;
            } catch (RuntimeException e) {
                failed.set(true);
                throw e;
            }
        });
    }

    private long all(Task<W> task) {
        List<Callable<Long>> tasks = new ArrayList<>();
        workers.forEach(worker -> tasks.add(() -> task.work(worker)));
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

    private interface Task<W> {
        long work(W worker);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
