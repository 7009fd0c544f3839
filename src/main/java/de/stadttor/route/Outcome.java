package de.stadttor.route;

import de.stadttor.access.Reason;
import de.stadttor.application.Application;
import de.stadttor.federation.Provider;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a person meets next. */
public sealed interface Outcome {

    /** The sign-in that it belongs to; null where it belongs to none, or to one that is over. */
    default @Nullable Flow flow() {
        return null;
    }

    /** Back to the application, with a code or with an error. */
    record ToApplication(URI location) implements Outcome {}

    /** Back to the application, by a form that the browser posts (OAuth 2.0 Form Post Response Mode). */
    record PostToApplication(URI action, Map<String, String> parameters) implements Outcome {

        public PostToApplication {
            parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        }

        /** Never a code. */
        @Override
        public String toString() {
            return "PostToApplication[action=" + action + "]";
        }
    }

    /** To the person's provider for more assurance than they signed in with; the flow has to be kept. */
    record StepUp(Flow flow, Provider provider) implements Outcome {}

    /** To the provider's own sign-in page; the flow has to be kept. */
    record ToProvider(URI location, Flow flow) implements Outcome {}

    /** To the page that asks for the provider; the flow has to be kept. */
    record AskHomeRealm(Flow flow) implements Outcome {}

    /**
     * The page that says why not.
     *
     * @param back to the application, with the same reason
     * @param flow to be kept, for those who want to try another account
     */
    record Refused(
            Reason reason,
            Application application,
            String reference,
            @Nullable Provider provider,
            URI back,
            Flow flow) implements Outcome {}

    /**
     * The page that asks for consent; the flow has to be kept.
     *
     * @param claims what would go to the application, by claim name
     * @param back to the application, declined
     */
    record AskConsent(Application application, Provider provider, Map<String, Object> claims, Flow flow, URI back)
            implements Outcome {}

    /**
     * The page that says what went wrong and what to do.
     *
     * @param provider whom it concerns, null where it concerns none
     * @param back to the application, null where nobody knows which
     * @param flow to be kept for another try, null where there is none
     */
    record Failed(
            Failure failure,
            @Nullable Provider provider,
            @Nullable URI back,
            @Nullable Flow flow,
            String detail) implements Outcome {}

    /** What can go wrong on the way. */
    enum Failure {
        INVALID_REQUEST,
        FLOW_EXPIRED,
        ALREADY_SIGNED_IN,
        PROVIDER_AWAY,
        PROVIDER_NONSENSE,
        SIGN_IN_DECLINED
    }
}
