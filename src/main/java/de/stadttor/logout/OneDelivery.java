package de.stadttor.logout;

import de.stadttor.logout.LogoutCalls.Attempt;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Tries to deliver a message that was taken from the outbox, and writes down there what came of it. */
@Component
class OneDelivery {

    private static final Logger LOG = LoggerFactory.getLogger(OneDelivery.class);

    private final LogoutCalls calls;
    private final Outbox outbox;
    private final DeliveryRecord record;
    private final Clock clock;

    OneDelivery(LogoutCalls calls, Outbox outbox, DeliveryRecord record, Clock clock) {
        this.calls = calls;
        this.outbox = outbox;
        this.record = record;
        this.clock = clock;
    }

    /** A fault of ours, a database that is away for instance, leaves the message to its lease: it is tried again. */
    void deliver(LogoutMessage message) {
        try {
            settle(message, calls.attempt(message));
        } catch (RuntimeException e) {
            LOG.warn(
                    "a logout message for {} could not be handled, trying again: {}",
                    message.applicationId(),
                    e.getClass().getSimpleName());
        }
    }

    private void settle(LogoutMessage message, Attempt attempt) {
        if (attempt.outcome().isFinal()) {
            outbox.close(message, attempt.outcome());
            record.note(message, attempt);
            return;
        }
        Optional<Instant> next =
                RetryTimes.next(message.attempts(), message.createdAt(), clock.instant(), RandomGenerator.getDefault());
        if (next.isPresent()) {
            outbox.again(message, next.get());
            record.note(message, attempt);
        } else {
            outbox.close(message, Outcome.GIVEN_UP);
            record.note(message, new Attempt(Outcome.GIVEN_UP, attempt.detail()));
        }
    }
}
