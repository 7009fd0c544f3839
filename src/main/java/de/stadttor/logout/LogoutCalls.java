package de.stadttor.logout;

import de.stadttor.application.Application;
import de.stadttor.application.Applications;
import de.stadttor.platform.CallFailure;
import de.stadttor.platform.OutgoingCalls;
import java.net.URI;
import java.util.Map;
import org.springframework.stereotype.Component;

/** One attempt to tell an application, OpenID Connect Back-Channel Logout sections 2.5 and 2.8. */
@Component
class LogoutCalls {

    private static final int BAD_REQUEST = 400;

    private final Applications applications;
    private final LogoutTokens tokens;
    private final OutgoingCalls calls;

    LogoutCalls(Applications applications, LogoutTokens tokens, OutgoingCalls calls) {
        this.applications = applications;
        this.tokens = tokens;
        this.calls = calls;
    }

    /**
     * What came of an attempt.
     *
     * @param detail for the log: nothing of the person, the token or the answer's body
     */
    record Attempt(Outcome outcome, String detail) {}

    Attempt attempt(LogoutMessage message) {
        Application application = applications.find(message.applicationId()).orElse(null);
        String address = application == null ? null : application.backchannelLogoutUri();
        if (application == null || address == null) {
            return new Attempt(Outcome.OBSOLETE, "it wants to hear of no logout any more");
        }
        try {
            OutgoingCalls.Response answer = calls.postForm(
                    URI.create(address), Map.of("logout_token", tokens.sign(message, application)), Map.of());
            String detail = "it answered " + answer.status();
            if (answer.isSuccess()) {
                return new Attempt(Outcome.DELIVERED, detail);
            }
            return new Attempt(answer.status() == BAD_REQUEST ? Outcome.REFUSED : Outcome.FAILED, detail);
        } catch (CallFailure e) {
            return new Attempt(Outcome.FAILED, String.valueOf(e.getMessage()));
        }
    }
}
