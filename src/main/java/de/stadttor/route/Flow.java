package de.stadttor.route;

import de.stadttor.upstream.Pending;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One sign-in on its way, in one tab. It travels in an encrypted cookie of that browser and nowhere else.
 *
 * @param id names the cookie; part of the state towards the provider
 * @param parameters of the authorization request, checked anew whenever the flow goes on
 * @param startedAt when it began
 * @param freshAccount whether the person asked for another account: the provider must ask for the password
 * @param pending what the provider's answer has to match; null before the person went there
 * @param decidedFor the account for which the flow has come to a page of its own, a refusal or the question for
 *     consent: that page may be asked for again; null before
 * @param consentAsked whether that page is the question for consent
 */
public record Flow(
        String id,
        Map<String, List<String>> parameters,
        Instant startedAt,
        boolean freshAccount,
        @Nullable Pending pending,
        @Nullable UUID decidedFor,
        boolean consentAsked) {

    /** How long a sign-in may take. */
    public static final Duration LIFETIME = Duration.ofMinutes(30);

    Flow with(Pending next) {
        return new Flow(id, parameters, startedAt, freshAccount, next, null, false);
    }

    /** The provider's answer is spent; nobody waits for one. */
    Flow withoutPending() {
        return new Flow(id, parameters, startedAt, freshAccount, null, null, false);
    }

    Flow refused(UUID account) {
        return new Flow(id, parameters, startedAt, freshAccount, null, account, false);
    }

    Flow askingConsentOf(UUID account) {
        return new Flow(id, parameters, startedAt, freshAccount, null, account, true);
    }

    /** The same request, to be signed in to with another account. */
    public Flow forAnotherAccount() {
        return new Flow(id, parameters, startedAt, true, null, null, false);
    }
}
