package de.stadttor.route;

import de.stadttor.session.HubSession;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What came of a step, and what it did to the browser's session.
 *
 * @param cookie value of the session cookie to be set; null leaves it alone
 * @param session the session now, null where there is none
 * @param ended whether the browser's session cookie is to be cleared
 */
public record Arrival(
        Outcome outcome, @Nullable String cookie, @Nullable HubSession session, boolean ended) {

    static Arrival at(Outcome outcome, @Nullable HubSession session) {
        return new Arrival(outcome, null, session, false);
    }

    /** Never the cookie. */
    @Override
    public String toString() {
        return "Arrival[outcome=" + outcome + "]";
    }

    /** The account that was signed in, null for nobody. */
    public @Nullable UUID account() {
        return session == null ? null : session.accountId();
    }
}
