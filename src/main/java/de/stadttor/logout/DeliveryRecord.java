package de.stadttor.logout;

import de.stadttor.logout.LogoutCalls.Attempt;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** What an operator learns of the deliveries: numbers at the management port, and a line of the log where one is needed. */
@Component
class DeliveryRecord {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryRecord.class);

    private final Outbox outbox;
    private final MeterRegistry meters;
    private final MultiGauge oldest;
    private final Set<String> away = ConcurrentHashMap.newKeySet();

    DeliveryRecord(Outbox outbox, MeterRegistry meters) {
        this.outbox = outbox;
        this.meters = meters;
        this.oldest = MultiGauge.builder("stadttor.logout.oldest")
                .description("For how long an application's oldest logout message has waited")
                .baseUnit("seconds")
                .register(meters);
    }

    /** Counts each attempt; says that an application is away once, and not at each attempt. */
    void note(LogoutMessage message, Attempt attempt) {
        String application = message.applicationId();
        meters.counter(
                        "stadttor.logout.deliveries",
                        "application",
                        application,
                        "outcome",
                        attempt.outcome().code())
                .increment();
        switch (attempt.outcome()) {
            case DELIVERED -> {
                if (away.remove(application)) {
                    LOG.info("{} takes logout messages again", application);
                }
            }
            case FAILED -> {
                if (away.add(application)) {
                    LOG.warn(
                            "a logout message for {} was not delivered, trying again: {}",
                            application,
                            attempt.detail());
                }
            }
            case REFUSED, GIVEN_UP ->
                LOG.warn(
                        "logout message {} for {} ends undelivered, {}: {}",
                        message.id(),
                        application,
                        attempt.outcome().code(),
                        attempt.detail());
            case OBSOLETE -> LOG.debug("a logout message for {} is obsolete: {}", application, attempt.detail());
        }
    }

    @Scheduled(fixedDelay = 60_000)
    void renew() {
        try {
            oldest.register(
                    outbox.waiting().entrySet().stream()
                            .<MultiGauge.Row<?>>map(entry -> MultiGauge.Row.of(
                                    Tags.of("application", entry.getKey()),
                                    entry.getValue().toMillis() / 1000.0))
                            .toList(),
                    true);
        } catch (DataAccessException e) {
            LOG.debug(
                    "waiting logout messages cannot be counted: {}",
                    e.getClass().getSimpleName());
        }
    }
}
