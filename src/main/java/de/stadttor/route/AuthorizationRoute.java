package de.stadttor.route;

import de.stadttor.access.AccessDecision;
import de.stadttor.access.AccessDecisions;
import de.stadttor.access.Reason;
import de.stadttor.federation.Assurance;
import de.stadttor.federation.Provider;
import de.stadttor.federation.Providers;
import de.stadttor.homerealm.HomeRealm;
import de.stadttor.issuing.AuthorizationRequest;
import de.stadttor.issuing.AuthorizationRequests;
import de.stadttor.issuing.AuthorizationRequests.Checked;
import de.stadttor.issuing.ClaimsRequest;
import de.stadttor.issuing.ClaimsRequest.Wish;
import de.stadttor.issuing.Codes;
import de.stadttor.issuing.ConsentClaims;
import de.stadttor.issuing.DeviceCodes;
import de.stadttor.issuing.IdTokenHints;
import de.stadttor.issuing.RequestSource;
import de.stadttor.issuing.ResponseMode;
import de.stadttor.issuing.Subjects;
import de.stadttor.person.Person;
import de.stadttor.route.Outcome.AskConsent;
import de.stadttor.route.Outcome.AskHomeRealm;
import de.stadttor.route.Outcome.Failed;
import de.stadttor.route.Outcome.Failure;
import de.stadttor.route.Outcome.Refused;
import de.stadttor.route.Outcome.StepUp;
import de.stadttor.session.HubSession;
import de.stadttor.session.HubSessions;
import de.stadttor.session.SessionEnded;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The route of a login from the authorization request on: is there a session that will do? may this person in? then a
 * code. What is missing is asked for in between, and the route goes on where it stopped.
 */
@Component
public class AuthorizationRoute {

    private final AuthorizationRequests requests;
    private final HomeRealm homeRealm;
    private final Providers providers;
    private final AccessDecisions decisions;
    private final HubSessions sessions;
    private final Codes codes;
    private final DeviceCodes devices;
    private final Answers answers;
    private final IdTokenHints hints;
    private final Subjects subjects;
    private final Clock clock;

    AuthorizationRoute(
            AuthorizationRequests requests,
            HomeRealm homeRealm,
            Providers providers,
            AccessDecisions decisions,
            HubSessions sessions,
            Codes codes,
            DeviceCodes devices,
            Answers answers,
            IdTokenHints hints,
            Subjects subjects,
            Clock clock) {
        this.requests = requests;
        this.homeRealm = homeRealm;
        this.providers = providers;
        this.decisions = decisions;
        this.sessions = sessions;
        this.codes = codes;
        this.devices = devices;
        this.answers = answers;
        this.hints = hints;
        this.subjects = subjects;
        this.clock = clock;
    }

    /** An authorization request arrives, with the session of the browser that brings it. */
    public Arrival begin(Map<String, List<String>> parameters, @Nullable HubSession session) {
        return checked(requests.arrived(parameters), session, request -> begin(request, session));
    }

    /** The code of a device was typed (RFC 8628 section 3.3); from here on it is a request like any other. */
    Arrival beginDevice(RequestSource source, @Nullable HubSession session) {
        return checked(requests.again(source), session, request -> begin(request, session));
    }

    private Arrival begin(AuthorizationRequest request, @Nullable HubSession session) {
        if (session == null || !suffices(request, session)) {
            return Arrival.at(
                    request.silent()
                            ? error(request, "login_required", "the person has to sign in")
                            : new AskHomeRealm(newFlow(request)),
                    session);
        }
        return decide(request, newFlow(request), session, false);
    }

    /** The person has just signed in for this flow. */
    Arrival signedIn(Flow flow, HubSession session) {
        return checked(
                requests.again(flow.source()),
                session,
                request -> isHinted(request, session)
                        ? decide(request, flow, session, false)
                        : Arrival.at(error(request, "login_required", "another person has signed in"), session));
    }

    /** The browser has got a session meanwhile, by another tab; empty where this flow wants another one. */
    Optional<Arrival> alreadyIn(Flow flow, @Nullable HubSession session) {
        return request(flow)
                .filter(request -> session != null && suffices(request, session))
                .map(request -> begin(request, session));
    }

    /** The person has answered the question for consent. */
    public Arrival consented(Flow flow, @Nullable HubSession session, boolean approved) {
        return checked(requests.again(flow.source()), session, request -> {
            if (!approved) {
                return Arrival.at(error(request, "access_denied", "the person declined"), session);
            }
            if (session == null || !flow.consentAsked() || !session.accountId().equals(flow.decidedFor())) {
                return Arrival.at(new AskHomeRealm(newFlow(request)), session);
            }
            return decide(request, flow, session, true);
        });
    }

    /**
     * Somebody comes to a sign-in that is not under way any more: was done, gave way to others, or took too long.
     *
     * @param overdue the flow, if it is known still: it can be begun again
     */
    public Arrival tooLate(@Nullable Flow overdue, @Nullable HubSession session) {
        AuthorizationRequest request = overdue == null ? null : request(overdue).orElse(null);
        if (overdue == null || request == null) {
            Failure failure = session == null ? Failure.FLOW_EXPIRED : Failure.ALREADY_SIGNED_IN;
            return Arrival.at(new Failed(failure, null, null, null, "no such flow in this browser"), session);
        }
        if (session != null) {
            return begin(request, session);
        }
        URI back = answers.link(request.recipient(), "access_denied", "the person gave up signing in");
        return Arrival.at(
                new Failed(Failure.FLOW_EXPIRED, null, back, newFlow(request), "the flow took too long"), null);
    }

    /** The way back to the application without having signed in; empty where nobody knows which application. */
    public Optional<URI> givenUp(Flow flow) {
        return request(flow)
                .map(request -> answers.link(request.recipient(), "access_denied", "the person gave up signing in"));
    }

    /** The request of a flow, if it still passes the checks. */
    public Optional<AuthorizationRequest> request(Flow flow) {
        return requests.again(flow.source()) instanceof Checked.Valid valid
                ? Optional.of(valid.request())
                : Optional.empty();
    }

    private Arrival checked(
            Checked checked, @Nullable HubSession session, Function<AuthorizationRequest, Arrival> next) {
        return switch (checked) {
            case Checked.Valid valid -> next.apply(valid.request());
            case Checked.SentToApplication fault ->
                Arrival.at(answers.error(fault.recipient(), fault.error(), fault.description()), session);
            case Checked.ShownToPerson fault ->
                Arrival.at(new Failed(Failure.INVALID_REQUEST, null, null, null, fault.detail()), session);
        };
    }

    /** Whether the session will do as it is, before anybody is asked. */
    private boolean suffices(AuthorizationRequest request, HubSession session) {
        if (request.prompts().contains("login") || request.prompts().contains("select_account")) {
            return false;
        }
        if (request.maxAge() != null
                && session.authTime().plus(request.maxAge()).isBefore(clock.instant())) {
            return false;
        }
        if (!isHinted(request, session)) {
            return false;
        }
        return homeRealm
                .hinted(request.idpHint(), request.loginHint())
                .map(hinted -> hinted.id().equals(session.providerId()))
                .orElse(true);
    }

    /**
     * Whether the session is the person's whom the application names by an ID token of theirs, or by the {@code sub}
     * that it wants to see (OpenID Connect Core sections 3.1.2.1, 3.1.2.2 and 5.5.1); anybody's where it names nobody.
     */
    private boolean isHinted(AuthorizationRequest request, HubSession session) {
        ClaimsRequest claims = request.asked().claims();
        Wish wish = claims == null ? null : claims.inIdToken("sub");
        String hint = request.idTokenHint();
        if (wish == null && hint == null) {
            return true;
        }
        String subject = subjects.of(session.accountId(), request.application());
        if (wish != null && !wish.values().isEmpty() && !wish.values().contains(subject)) {
            return false;
        }
        return hint == null
                || hints.read(hint)
                        .filter(known ->
                                known.clientId().equals(request.application().id()))
                        .filter(known -> known.subject().equals(subject))
                        .isPresent();
    }

    private Arrival decide(AuthorizationRequest request, Flow flow, HubSession session, boolean consented) {
        Person person = session.person();
        Provider provider = providers.find(session.providerId()).orElse(null);
        if (person == null || provider == null) {
            sessions.end(session.id(), SessionEnded.Cause.SWITCHED_OFF);
            return new Arrival(
                    request.silent()
                            ? error(request, "login_required", "the session has ended")
                            : new AskHomeRealm(flow),
                    null,
                    null,
                    true);
        }
        Person.SignIn signIn = Person.SignIn.of(provider, session.acr(), session.authTime(), session.amr());
        AccessDecision decision = decisions.decide(person, signIn, request.application());
        Assurance wanted = StepUps.wanted(request, flow, provider, signIn.assurance(), decision);
        if (wanted != null && !request.silent()) {
            return Arrival.at(new StepUp(flow.steppingUpTo(wanted), provider), session);
        }
        String reference = decisions.recordAtTheDoor(person, signIn, decision);
        if (decision.reason() != null) {
            return refuse(request, flow, session, provider, decision.reason(), reference, wanted != null);
        }
        if (request.acr().essential() && !request.acr().isMetBy(signIn.assurance())) {
            return refuse(request, flow, session, provider, Reason.ASSURANCE_TOO_LOW, reference, wanted != null);
        }
        if (request.prompts().contains("consent") && !consented) {
            return Arrival.at(
                    new AskConsent(
                            request.application(),
                            provider,
                            ConsentClaims.of(person, signIn, provider, request, decision),
                            flow.askingConsentOf(session.accountId()),
                            answers.link(request.recipient(), "access_denied", "the person declined")),
                    session);
        }
        return Arrival.at(granted(request, session), session);
    }

    private Outcome granted(AuthorizationRequest request, HubSession session) {
        if (request.recipient().mode() != ResponseMode.DEVICE) {
            return requests.use(request)
                    ? answers.code(request, codes.issue(request, session))
                    : new Failed(Failure.INVALID_REQUEST, null, null, null, "request_uri: used meanwhile");
        }
        return devices.approve(request, session)
                ? answers.letIn(request)
                : error(request, "expired_token", "the code is over or was answered");
    }

    private Arrival refuse(
            AuthorizationRequest request,
            Flow flow,
            HubSession session,
            Provider provider,
            Reason reason,
            String reference,
            boolean stepUpHelps) {
        boolean over = reason == Reason.ACCOUNT_DISABLED || reason == Reason.PROVIDER_DISABLED;
        if (over) {
            sessions.end(session.id(), SessionEnded.Cause.SWITCHED_OFF);
        }
        Outcome outcome = request.silent()
                ? error(request, stepUpHelps ? "interaction_required" : refusal(request, reason), reason.code())
                : new Refused(
                        reason,
                        request.application(),
                        reference,
                        provider,
                        answers.link(request.recipient(), refusal(request, reason), reason.code()),
                        over ? flow : flow.refused(session.accountId()));
        return new Arrival(outcome, null, over ? null : session, over);
    }

    /** An acr that was essential is a requirement of the request and not of the hub (OpenID Connect Core 5.5.1.1). */
    private static String refusal(AuthorizationRequest request, Reason reason) {
        return reason == Reason.ASSURANCE_TOO_LOW && request.acr().essential()
                ? "unmet_authentication_requirements"
                : "access_denied";
    }

    private Outcome error(AuthorizationRequest request, String error, String description) {
        return answers.error(request.recipient(), error, description);
    }

    private Flow newFlow(AuthorizationRequest request) {
        String id = UUID.randomUUID().toString().replace("-", "").substring(0, 16);
        return new Flow(id, request.source(), request.uiLocales(), clock.instant(), false, null, null, false, null);
    }
}
