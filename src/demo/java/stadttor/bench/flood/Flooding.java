package stadttor.bench.flood;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import stadttor.bench.flood.Caller.Reply;
import stadttor.bench.operations.BenchProblem;

/** Callers who ask at a fixed rate, whatever becomes of it, until they are told to stop. */
final class Flooding implements AutoCloseable {

    private static final int CALLERS = 16;

    /** The address that was used last: no two requests from many come from the same. */
    private static final AtomicLong LATEST = new AtomicLong();

    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong broken = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean over;

    private Flooding() {}

    /** @param many whether each request comes from an address of its own */
    static Flooding begin(Flood flood, boolean many, int perSecond, int port) {
        Flooding flooding = new Flooding();
        long pause = Duration.ofSeconds(CALLERS).toNanos() / perSecond;
        for (int caller = 0; caller < CALLERS; caller++) {
            flooding.threads.add(Thread.ofPlatform()
                    .daemon()
                    .name("flood-", caller)
                    .start(() -> flooding.call(flood, many, pause, port)));
        }
        return flooding;
    }

    private void call(Flood flood, boolean many, long pause, int port) {
        long next = System.nanoTime();
        while (!over) {
            try (Caller caller = new Caller(port)) {
                boolean open = true;
                while (open && !over) {
                    Reply reply = caller.ask(request(flood, many));
                    note(reply);
                    open = !reply.last();
                    next += pause;
                    LockSupport.parkNanos(next - System.nanoTime());
                }
            } catch (IOException e) {
                broken.incrementAndGet();
            }
        }
    }

    private String request(Flood flood, boolean many) {
        long number = sent.incrementAndGet();
        long from = many ? LATEST.incrementAndGet() : 0;
        return flood.request(
                many ? "10." + (from >> 16 & 255) + "." + (from >> 8 & 255) + "." + (from & 255) : "192.0.2.1", number);
    }

    private void note(Reply reply) {
        if (reply.status() == 429 && reply.retryAfter()) {
            refused.incrementAndGet();
        } else if (reply.status() == 429 || reply.status() >= 500) {
            broken.incrementAndGet();
        }
    }

    long sent() {
        return sent.get();
    }

    /** With 429 and the time to come back. */
    long refused() {
        return refused.get();
    }

    /** Without an answer, with an error of the hub's own, or with 429 and nothing that says when to come back. */
    long broken() {
        return broken.get();
    }

    @Override
    public void close() {
        over = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new BenchProblem("interrupted", e);
            }
        }
    }
}
