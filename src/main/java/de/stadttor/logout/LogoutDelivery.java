package de.stadttor.logout;

import de.stadttor.logout.LogoutCalls.Attempt;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
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
    private final LogoutCalls calls;
    private final DeliveryRecord record;
    private final Clock clock;
    private final Semaphore wake = new Semaphore(0);
    private final Lanes lanes = new Lanes();
    private volatile @Nullable Round round;

    /** Between a start and a stop. */
    private record Round(Thread taker, ExecutorService attempts) {}

    LogoutDelivery(Outbox outbox, LogoutCalls calls, DeliveryRecord record, Clock clock) {
        this.outbox = outbox;
        this.calls = calls;
        this.record = record;
        this.clock = clock;
    }

    /** There is something to deliver. */
    void wake() {
        wake.release();
    }

    private void take() {
        while (isCurrent(Thread.currentThread())) {
            try {
                if (!takeDue()) {
                    wake.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
                    wake.drainPermits();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.warn(
                        "logout messages could not be looked for, trying again: {}",
                        e.getClass().getSimpleName());
                wake.drainPermits();
                pause();
            }
        }
    }

    private boolean isCurrent(Thread thread) {
        Round current = round;
        return current != null && current.taker() == thread;
    }

    /** @return whether there may be more */
    private boolean takeDue() {
        Map<String, Integer> underWay = lanes.underWay();
        int free = Lanes.free(underWay);
        Round current = round;
        if (free <= 0 || current == null) {
            return false;
        }
        List<LogoutMessage> due = outbox.take(free, Lanes.OF_ONE, underWay);
        for (LogoutMessage message : due) {
            lanes.enter(message.applicationId());
            current.attempts().execute(() -> deliver(message));
        }
        return !due.isEmpty();
    }

    private void deliver(LogoutMessage message) {
        try {
            settle(message, calls.attempt(message));
        } catch (RuntimeException e) {
            // The lease ends by itself, so the message is tried again.
            LOG.warn(
                    "a logout message for {} could not be handled, trying again: {}",
                    message.applicationId(),
                    e.getClass().getSimpleName());
        } finally {
            lanes.leave(message.applicationId());
            wake();
        }
    }

    private void settle(LogoutMessage message, Attempt attempt) {
        if (attempt.outcome().isFinal()) {
            outbox.close(message, attempt.outcome());
            record.note(message, attempt);
            return;
        }
        Optional<Instant> next = RetryTimes.next(
                message.attempts(), message.createdAt(), clock.instant(), RandomGenerator.getDefault());
        if (next.isPresent()) {
            outbox.again(message, next.get());
            record.note(message, attempt);
        } else {
            outbox.close(message, Outcome.GIVEN_UP);
            record.note(message, new Attempt(Outcome.GIVEN_UP, attempt.detail()));
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_EVERY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void start() {
        Thread taker = Thread.ofPlatform().daemon().name("logout-delivery").unstarted(this::take);
        round = new Round(
                taker,
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("logout-delivery-", 0).factory()));
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
