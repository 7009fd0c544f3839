package de.stadttor.directory;

import de.stadttor.directory.DirectoryProblem.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * The few threads of one read, and the time that it may take as a whole. Platform threads, since what is under way may
 * be a look-up of a name, which would hold on to the carrier of a virtual one.
 */
final class Workers implements AutoCloseable {

    private final ExecutorService threads;
    private final long deadline;

    Workers(int count, Duration whole) {
        this.threads = Executors.newFixedThreadPool(
                count, Thread.ofPlatform().daemon().name("directory-read-", 0).factory());
        this.deadline = System.nanoTime() + whole.toNanos();
    }

    /**
     * Does the work for each, a few at a time; the first failure ends it.
     *
     * @return the results in the order of the entries
     */
    <T, R> List<R> all(Collection<T> entries, Function<T, R> work) {
        List<Future<R>> under = new ArrayList<>();
        for (T entry : entries) {
            under.add(threads.submit(() -> work.apply(entry)));
        }
        List<R> results = new ArrayList<>();
        try {
            for (Future<R> one : under) {
                results.add(one.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS));
            }
            return results;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof ReadFailure failure
                    ? new ReadFailure(failure.kind(), failure.sentence(), failure)
                    : new IllegalStateException("a directory could not be read", e);
        } catch (TimeoutException e) {
            throw new ReadFailure(Kind.TIMED_OUT, "The directory takes too long to be read as a whole.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReadFailure(Kind.UNREACHABLE, "The hub was stopped while it read.", e);
        } finally {
            under.forEach(one -> one.cancel(true));
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
