package de.stadttor.route;

import de.stadttor.federation.Assurance;
import de.stadttor.issuing.AuthorizationRequest;
import de.stadttor.issuing.RequestSource;
import de.stadttor.upstream.Pending;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One sign-in on its way, in one tab. It travels in an encrypted cookie of that browser and nowhere else.
 *
 * @param id names the cookie; part of the state towards the provider
 * @param source the authorization request, checked anew whenever the flow goes on
 * @param uiLocales languages that the application wishes, see {@link AuthorizationRequest#uiLocales}
 * @param startedAt when it began
 * @param freshAccount whether the person asked for another account: the provider must ask for the password
 * @param pending what the provider's answer has to match; null before the person went there
 * @param decidedFor the account for which the flow has come to a page of its own, a refusal or the question for
 *     consent: that page may be asked for again; null before
 * @param consentAsked whether that page is the question for consent
 * @param steppedUpTo the least assurance that was asked of the provider; null while none was. It is asked for once
 */
public record Flow(
        String id,
        RequestSource source,
        List<String> uiLocales,
        Instant startedAt,
        boolean freshAccount,
        @Nullable Pending pending,
        @Nullable UUID decidedFor,
        boolean consentAsked,
        @Nullable Assurance steppedUpTo) {

    /** How long a sign-in may take. */
    public static final Duration LIFETIME = Duration.ofMinutes(30);

    public Flow {
        uiLocales = uiLocales == null ? List.of() : List.copyOf(uiLocales);
    }

    Flow with(Pending next) {
        return new Flow(id, source, uiLocales, startedAt, freshAccount, next, null, false, steppedUpTo);
    }

    /** The provider's answer is spent; nobody waits for one. */
    Flow withoutPending() {
        return new Flow(id, source, uiLocales, startedAt, freshAccount, null, null, false, steppedUpTo);
    }

    Flow refused(UUID account) {
        return new Flow(id, source, uiLocales, startedAt, freshAccount, null, account, false, steppedUpTo);
    }

    Flow askingConsentOf(UUID account) {
        return new Flow(id, source, uiLocales, startedAt, freshAccount, null, account, true, steppedUpTo);
    }

    /** The provider is asked for this assurance at least. */
    Flow steppingUpTo(Assurance level) {
        return new Flow(id, source, uiLocales, startedAt, freshAccount, null, null, false, level);
    }

    /** The same request, to be signed in to with another account. */
    public Flow forAnotherAccount() {
        return new Flow(id, source, uiLocales, startedAt, true, null, null, false, null);
    }
}
