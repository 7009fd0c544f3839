package de.stadttor.web;

import de.stadttor.access.Reason;
import de.stadttor.federation.Provider;
import de.stadttor.route.DeviceRoute;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a person may be shown on the way of a sign-in. Names come in the person's language (see {@link Pages#language})
 * and need no escaping by the caller. A null URI leaves its button away; a null {@code flow} leaves "another account"
 * away.
 */
public sealed interface Page
        permits Page.HomeRealm,
                Page.Refusal,
                Page.Failure,
                Page.SignedOut,
                Page.StillSignedIn,
                Page.LogoutQuestion,
                Page.Consent,
                Page.FormPost,
                Page.DeviceCode,
                Page.DeviceQuestion,
                Page.DeviceEnd,
                DeskPage {

    /** The flow that "another account" starts anew; null where there is none to start. */
    default @Nullable String flow() {
        return null;
    }

    /**
     * Which provider?
     *
     * @param choices in the order to be shown; the remembered one is moved to the front
     * @param remembered id of the provider chosen last in this browser
     * @param applicationName where the person wants to sign in; null for a bookmarked login page
     * @param flow handed on as {@code ?flow=}
     * @param backUri refuses on the person's behalf and leads back to the application
     * @param typedEmail what the person typed before, shown again
     * @param problem what was wrong with it
     */
    record HomeRealm(
            List<Choice> choices,
            @Nullable String remembered,
            @Nullable String applicationName,
            String flow,
            @Nullable String backUri,
            @Nullable String typedEmail,
            @Nullable Problem problem)
            implements Page {
        public HomeRealm {
            choices = List.copyOf(choices);
        }

        /** The remembered one first, the others as they came. */
        public List<Choice> ordered() {
            return Stream.concat(
                            choices.stream().filter(c -> c.providerId().equals(remembered)),
                            choices.stream().filter(c -> !c.providerId().equals(remembered)))
                    .toList();
        }
    }

    /**
     * A provider that can be chosen.
     *
     * @param cities names of its municipalities, at least one
     * @param available false while the provider does not answer: said so, and still offered
     */
    record Choice(String providerId, String providerName, List<String> cities, boolean available) {
        public Choice {
            cities = List.copyOf(cities);
        }
    }

    /** What was wrong with the e-mail address on the home realm page. */
    enum Problem {
        EMAIL_MISSING,
        EMAIL_UNKNOWN;

        /** As in the keys of its message. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One application does not let this person in.
     *
     * @param reference under which the decision can be looked up
     * @param help who at the person's own provider can help
     */
    record Refusal(
            Reason reason,
            String applicationName,
            String reference,
            Provider.@Nullable Help help,
            @Nullable String providerName,
            @Nullable String backUri,
            @Nullable String flow)
            implements Page {}

    /**
     * The sign-in cannot go on.
     *
     * @param reference under which the log tells more
     * @param providerName for the kinds that concern one provider
     * @param retryUri where the same can be tried again
     */
    record Failure(
            FailureKind kind,
            String reference,
            @Nullable String providerName,
            Provider.@Nullable Help help,
            @Nullable String backUri,
            @Nullable String retryUri,
            @Nullable String flow)
            implements Page {

        public Failure(FailureKind kind, String reference) {
            this(kind, reference, null, null, null, null, null);
        }
    }

    /** Why a sign-in cannot go on; the provider's two kinds need a provider's name. */
    enum FailureKind {
        FLOW_EXPIRED,
        ALREADY_SIGNED_IN,
        INVALID_REQUEST,
        PROVIDER_AWAY,
        PROVIDER_NONSENSE,
        SIGN_IN_DECLINED,
        NOT_FOUND,
        METHOD_NOT_ALLOWED,
        FORBIDDEN,
        FORM_EXPIRED,
        TOO_MANY_REQUESTS,
        STORE_AWAY,
        UNEXPECTED;

        /** As the page names it in {@code data-failure}. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The hub session is over.
     *
     * @param loginUri where to sign in again
     * @param atProvider whether the person is still signed in there, so that the next sign-in may ask no password
     */
    record SignedOut(
            @Nullable String loginUri,
            AtProvider atProvider,
            @Nullable String providerName) implements Page {}

    /** How a person stands at the provider after a logout. */
    enum AtProvider {
        SIGNED_OUT,
        SIGNED_IN,
        UNKNOWN
    }

    /**
     * The hub session goes on: the person did not want the logout.
     *
     * @param backUri where the application would have had them after it
     */
    record StillSignedIn(
            @Nullable String applicationName, @Nullable String backUri) implements Page {}

    /**
     * Asks before a logout that nobody can prove the person wants.
     *
     * @param hidden form fields, that against cross-site requests included
     * @param action where the answer is posted: {@code decision} is {@code logout} or {@code stay}
     */
    record LogoutQuestion(@Nullable String applicationName, Map<String, String> hidden, String action) implements Page {
        public LogoutQuestion {
            hidden = Map.copyOf(hidden);
        }
    }

    /**
     * Asks whether these claims may go to the application.
     *
     * @param hidden form fields, that against cross-site requests included
     * @param action where the answer is posted: {@code decision} is {@code approve} or {@code decline}
     */
    record Consent(
            String applicationName,
            String providerName,
            List<ConsentClaim> claims,
            Map<String, String> hidden,
            String action,
            @Nullable String flow)
            implements Page {
        public Consent {
            claims = List.copyOf(claims);
            hidden = Map.copyOf(hidden);
        }
    }

    /**
     * A claim that would go to the application.
     *
     * @param claim its name in a token
     * @param value as the application gets it; null shows the claim without a value
     */
    record ConsentClaim(String claim, @Nullable String value) {}

    /**
     * Asks for the code of a device (RFC 8628 section 3.3).
     *
     * @param typed what the person typed before, or what stood in the address they followed; null for nothing
     * @param unknown whether no device waits with it
     */
    record DeviceCode(@Nullable String typed, boolean unknown) implements Page {}

    /**
     * Asks whether a device may in (RFC 8628 section 5.4).
     *
     * @param userCode to be compared with what the device shows
     * @param hidden form fields
     * @param action where the answer is posted: {@code decision} is {@code approve} or {@code decline}
     */
    record DeviceQuestion(
            String applicationName,
            String userCode,
            Map<String, String> hidden,
            String action,
            @Nullable String flow) implements Page {
        public DeviceQuestion {
            hidden = Map.copyOf(hidden);
        }
    }

    /** It goes on at the device, or it does not. */
    record DeviceEnd(DeviceRoute.End end) implements Page {

        /** As in the keys of its messages. */
        public String code() {
            return end.name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Leads back to an application that wants its answer posted; a script presses the button at once.
     *
     * @param action the application's redirect URI
     * @param fields the answer, in order
     */
    record FormPost(String action, Map<String, String> fields) implements Page {

        /** Never a code. */
        @Override
        public String toString() {
            return "FormPost[action=" + action + "]";
        }
    }
}
