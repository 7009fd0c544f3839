package stadttor.bench.faults;

import java.time.Duration;
import java.util.Map;
import stadttor.bench.operations.BenchProblem;
import stadttor.bench.operations.Http;

/** A node as the proxy sees it: asked for its readiness twice a second, out of turn after two answers that were none. */
final class Backend implements AutoCloseable {

    private static final Duration EVERY = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int FAILURES = 2;

    private final HubNode node;
    private final Http http = new Http(1, PATIENCE);
    private final Thread watch;
    private volatile boolean ready;

    private Backend(HubNode node) {
        this.node = node;
        this.watch = Thread.ofPlatform().daemon().name("health").unstarted(this::watch);
    }

    static Backend watch(HubNode node) {
        Backend backend = new Backend(node);
        backend.watch.start();
        return backend;
    }

    int port() {
        return node.port();
    }

    boolean isReady() {
        return ready;
    }

    private void watch() {
        int failed = 0;
        try {
            while (true) {
                failed = isWell() ? 0 : failed + 1;
                if (failed == 0) {
                    ready = true;
                } else if (failed >= FAILURES) {
                    ready = false;
                }
                Thread.sleep(EVERY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isWell() {
        try {
            return http.get(node.health(), Map.of()).status() == 200;
        } catch (BenchProblem e) {
            return false;
        }
    }

    @Override
    public void close() {
        watch.interrupt();
    }
}
