package de.stadttor.statistics;

import de.stadttor.access.AccessRefused;
import de.stadttor.route.SignInTimed;
import de.stadttor.session.SessionOpened;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/** Hears of sign-ins and refusals once they have happened, and counts them: by day, and as metrics of this node. */
@Component
class SignInsCounted {

    static final String SIGN_IN = "sign-in";
    static final String REFUSAL = "refusal:";
    static final String TOOK = "took:";

    private final DayCounts counts;
    private final MeterRegistry meters;

    SignInsCounted(DayCounts counts, MeterRegistry meters) {
        this.counts = counts;
        this.meters = meters;
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT, fallbackExecution = true)
    void signedIn(SessionOpened event) {
        counts.add(event.providerId(), SIGN_IN);
        meters.counter("stadttor.sign.ins", "provider", event.providerId()).increment();
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT, fallbackExecution = true)
    void refused(AccessRefused event) {
        counts.add(event.providerId(), REFUSAL + event.reason());
        meters.counter("stadttor.refusals", "provider", event.providerId(), "reason", event.reason())
                .increment();
    }

    @EventListener
    void timed(SignInTimed event) {
        counts.add(event.providerId(), TOOK + SignInTimes.step(event.took()));
        Timer.builder("stadttor.sign.in.time")
                .description("from leaving to the provider until there is a session")
                .tag("provider", event.providerId())
                .publishPercentileHistogram()
                .register(meters)
                .record(event.took());
    }
}
