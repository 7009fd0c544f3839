package stadttor.demo;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/** Runs when the hub is ready but before its port opens: whoever reaches the hub finds everything behind it there. */
final class BeforeTheDoorOpens implements SmartLifecycle {

    private final Runnable preparation;
    private volatile boolean running;

    BeforeTheDoorOpens(Runnable preparation) {
        this.preparation = preparation;
    }

    @Override
    public int getPhase() {
        return WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 2048;
    }

    @Override
    public void start() {
        preparation.run();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
