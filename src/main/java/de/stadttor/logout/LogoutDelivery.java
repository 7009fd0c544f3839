package de.stadttor.logout;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Delivers logout messages, at least once each: this node's at once as their sessions end, and what is due of anybody's
 * once a second. One thread takes messages from the outbox; each attempt runs on a thread of its own.
 */
@Component
class LogoutDelivery implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(LogoutDelivery.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration FAREWELL = Duration.ofSeconds(6);

    private final Outbox outbox;
    private final OneDelivery delivery;
    private final Semaphore wake = new Semaphore(0);
    private volatile @Nullable Round round;

    /** From a start to a stop. */
    private record Round(Thread taker, ExecutorService attempts, Lanes lanes) {}

    LogoutDelivery(Outbox outbox, OneDelivery delivery) {
        this.outbox = outbox;
        this.delivery = delivery;
    }

    /** There is something to deliver. */
    void wake() {
        wake.release();
    }

    private void take() {
        boolean away = false;
        try {
            for (Round mine = round; mine != null && mine.taker() == Thread.currentThread(); mine = round) {
                boolean more = false;
                try {
                    more = takeDue(mine);
                    away = false;
                } catch (RuntimeException e) {
                    if (!away) {
                        LOG.warn(
                                "logout messages cannot be looked for, trying again: {}",
                                e.getClass().getSimpleName());
                    }
                    away = true;
                }
                if (!more) {
                    wake.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
                    wake.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether there may be more. */
    private boolean takeDue(Round mine) {
        Map<String, Integer> underWay = mine.lanes().underWay();
        int free = Lanes.free(underWay);
        if (free <= 0) {
            return false;
        }
        List<LogoutMessage> due = outbox.take(free, Lanes.OF_ONE, underWay);
        for (LogoutMessage message : due) {
            mine.lanes().enter(message.applicationId());
            mine.attempts().execute(() -> {
                try {
                    delivery.deliver(message);
                } finally {
                    mine.lanes().leave(message.applicationId());
                    wake();
                }
            });
        }
        return !due.isEmpty();
    }

    @Override
    public void start() {
        Thread taker = Thread.ofPlatform().daemon().name("logout-delivery").unstarted(this::take);
        ExecutorService attempts = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("logout-delivery-", 0).factory());
        round = new Round(taker, attempts, new Lanes());
        taker.start();
    }

    /** Takes no more and lets what is under way come to its end; what does not, another node does after its lease. */
    @Override
    public void stop() {
        Round stopping = round;
        round = null;
        if (stopping == null) {
            return;
        }
        wake();
        try {
            stopping.taker().join(LOOK_EVERY.multipliedBy(2));
            stopping.attempts().shutdown();
            if (!stopping.attempts().awaitTermination(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
                stopping.attempts().shutdownNow();
            }
        } catch (InterruptedException e) {
            stopping.attempts().shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return round != null;
    }

    /** Before the web server starts, and after it has stopped. */
    @Override
    public int getPhase() {
        return 0;
    }
}
