package de.stadttor.logout;

import de.stadttor.application.Applications;
import de.stadttor.issuing.ApplicationsOfSession;
import de.stadttor.session.SessionEnded;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Hears of each session that is ended, for whatever cause, and writes down whom that concerns. A session that runs out
 * by itself is not told of: Back-Channel Logout is about logouts, and applications know their own times.
 */
@Component
class EndedSessions {

    private final ApplicationsOfSession applicationsOfSession;
    private final Applications applications;
    private final Outbox outbox;
    private final LogoutDelivery delivery;

    EndedSessions(
            ApplicationsOfSession applicationsOfSession,
            Applications applications,
            Outbox outbox,
            LogoutDelivery delivery) {
        this.applicationsOfSession = applicationsOfSession;
        this.applications = applications;
        this.outbox = outbox;
        this.delivery = delivery;
    }

    /** Inside the transaction: whoever is to be told is, or the session has not ended. */
    @EventListener
    void ended(SessionEnded event) {
        List<String> told = applicationsOfSession.of(event.sessionId()).stream()
                .filter(id -> applications
                        .find(id)
                        .filter(application -> application.backchannelLogoutUri() != null)
                        .isPresent())
                .toList();
        if (!told.isEmpty()) {
            outbox.add(event, told);
        }
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void committed(SessionEnded event) {
        delivery.wake();
    }
}
