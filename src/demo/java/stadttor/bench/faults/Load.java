package stadttor.bench.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import stadttor.bench.operations.BenchProblem;

/** Clients who work all the time, each on a thread of their own, and can be told to pause. */
final class Load implements AutoCloseable {

    private static final long PAUSE_MILLIS = 40;

    private final List<Client> clients;
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("client-", 0).factory());
    private final List<Future<?>> work = new ArrayList<>();

    /** Whoever does a thing holds it to read. */
    private final ReadWriteLock working = new ReentrantReadWriteLock(true);

    private Load(List<Client> clients) {
        this.clients = List.copyOf(clients);
    }

    static Load begin(List<Client> clients) {
        Load load = new Load(clients);
        load.clients.forEach(client -> load.work.add(load.threads.submit(() -> load.goOn(client))));
        return load;
    }

    private Void goOn(Client client) throws InterruptedException {
        while (true) {
            working.readLock().lockInterruptibly();
            try {
                client.step();
            } finally {
                working.readLock().unlock();
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    /**
     * While nobody works: lets all look at what they were told, and then runs that.
     *
     * @throws BenchProblem where a client has failed by itself
     */
    <T> T checked(Callable<T> check) {
        working.writeLock().lock();
        try {
            failed();
            List<Callable<Void>> looks = new ArrayList<>();
            clients.forEach(client -> looks.add(() -> {
                client.look();
                return null;
            }));
            for (Future<Void> look : threads.invokeAll(looks)) {
                look.get();
            }
            return check.call();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchProblem("interrupted", e);
        } catch (Exception e) {
            throw e instanceof BenchProblem problem ? problem : new BenchProblem("the driver failed", e);
        } finally {
            working.writeLock().unlock();
        }
    }

    private void failed() throws InterruptedException, ExecutionException {
        for (Future<?> one : work) {
            if (one.isDone()) {
                one.get();
            }
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
