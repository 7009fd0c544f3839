package de.stadttor.route;

import de.stadttor.access.AccessDecision;
import de.stadttor.access.AccessDecisions;
import de.stadttor.access.Reason;
import de.stadttor.federation.Provider;
import de.stadttor.federation.Providers;
import de.stadttor.homerealm.HomeRealm;
import de.stadttor.issuing.AuthorizationRequest;
import de.stadttor.issuing.AuthorizationRequests;
import de.stadttor.issuing.AuthorizationRequests.Checked;
import de.stadttor.issuing.ConsentClaims;
import de.stadttor.issuing.Grants;
import de.stadttor.person.Accounts;
import de.stadttor.person.Person;
import de.stadttor.route.Outcome.AskConsent;
import de.stadttor.route.Outcome.AskHomeRealm;
import de.stadttor.route.Outcome.Failed;
import de.stadttor.route.Outcome.Failure;
import de.stadttor.route.Outcome.Refused;
import de.stadttor.route.Outcome.ToApplication;
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
    private final Accounts accounts;
    private final AccessDecisions decisions;
    private final HubSessions sessions;
    private final Grants grants;
    private final Answers answers;
    private final Clock clock;

    AuthorizationRoute(
            AuthorizationRequests requests,
            HomeRealm homeRealm,
            Providers providers,
            Accounts accounts,
            AccessDecisions decisions,
            HubSessions sessions,
            Grants grants,
            Answers answers,
            Clock clock) {
        this.requests = requests;
        this.homeRealm = homeRealm;
        this.providers = providers;
        this.accounts = accounts;
        this.decisions = decisions;
        this.sessions = sessions;
        this.grants = grants;
        this.answers = answers;
        this.clock = clock;
    }

    /** An authorization request arrives, with the session of the browser that brings it. */
    public Arrival begin(Map<String, List<String>> parameters, @Nullable HubSession session) {
        return checked(parameters, session, request -> {
            if (session == null || !suffices(request, session)) {
                return Arrival.at(
                        request.silent()
                                ? error(request, "login_required", "the person has to sign in")
                                : new AskHomeRealm(newFlow(parameters)),
                        session);
            }
            return decide(request, newFlow(parameters), session, false);
        });
    }

    /** The person has just signed in for this flow. */
    Arrival signedIn(Flow flow, HubSession session) {
        return checked(flow.parameters(), session, request -> decide(request, flow, session, false));
    }

    /** The browser has got a session meanwhile, by another tab; empty where this flow wants another one. */
    Optional<Arrival> alreadyIn(Flow flow, @Nullable HubSession session) {
        return request(flow)
                .filter(request -> session != null && suffices(request, session))
                .map(request -> begin(flow.parameters(), session));
    }

    /** The person has answered the question for consent. */
    public Arrival consented(Flow flow, @Nullable HubSession session, boolean approved) {
        return checked(flow.parameters(), session, request -> {
            if (!approved) {
                return Arrival.at(error(request, "access_denied", "the person declined"), session);
            }
            if (session == null || !flow.consentAsked() || !session.accountId().equals(flow.decidedFor())) {
                return Arrival.at(new AskHomeRealm(newFlow(flow.parameters())), session);
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
            return begin(overdue.parameters(), session);
        }
        URI back = answers.error(request, "access_denied", "the person gave up signing in");
        return Arrival.at(
                new Failed(Failure.FLOW_EXPIRED, null, back, newFlow(overdue.parameters()), "the flow took too long"),
                null);
    }

    /** The way back to the application without having signed in; null where nobody knows which application. */
    public Optional<Outcome> givenUp(Flow flow) {
        return request(flow).map(request -> error(request, "access_denied", "the person gave up signing in"));
    }

    /** The request of a flow, if it still passes the checks. */
    public Optional<AuthorizationRequest> request(Flow flow) {
        return requests.check(flow.parameters()) instanceof Checked.Valid valid
                ? Optional.of(valid.request())
                : Optional.empty();
    }

    private Arrival checked(
            Map<String, List<String>> parameters,
            @Nullable HubSession session,
            Function<AuthorizationRequest, Arrival> next) {
        return switch (requests.check(parameters)) {
            case Checked.Valid valid -> next.apply(valid.request());
            case Checked.SentToApplication fault ->
                Arrival.at(
                        new ToApplication(
                                answers.error(fault.redirectUri(), fault.state(), fault.error(), fault.description())),
                        session);
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
        return homeRealm
                .hinted(request.idpHint(), request.loginHint())
                .map(hinted -> hinted.id().equals(session.providerId()))
                .orElse(true);
    }

    private Arrival decide(AuthorizationRequest request, Flow flow, HubSession session, boolean consented) {
        Person person = accounts.find(session.accountId()).orElse(null);
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
        String reference = decisions.recordAtTheDoor(person, signIn, decision);
        if (decision.reason() != null) {
            return refuse(request, flow, session, provider, decision.reason(), reference);
        }
        if (request.prompts().contains("consent") && !consented) {
            return Arrival.at(
                    new AskConsent(
                            request.application(),
                            provider,
                            ConsentClaims.of(person, signIn, provider, request, decision),
                            flow.askingConsentOf(session.accountId()),
                            answers.error(request, "access_denied", "the person declined")),
                    session);
        }
        return Arrival.at(new ToApplication(answers.code(request, grants.issueCode(request, session))), session);
    }

    private Arrival refuse(
            AuthorizationRequest request,
            Flow flow,
            HubSession session,
            Provider provider,
            Reason reason,
            String reference) {
        boolean over = reason == Reason.ACCOUNT_DISABLED || reason == Reason.PROVIDER_DISABLED;
        if (over) {
            sessions.end(session.id(), SessionEnded.Cause.SWITCHED_OFF);
        }
        Outcome outcome = request.silent()
                ? error(
                        request,
                        reason == Reason.ASSURANCE_TOO_LOW ? "interaction_required" : "access_denied",
                        reason.code())
                : new Refused(
                        reason,
                        request.application(),
                        reference,
                        provider,
                        answers.error(request, "access_denied", reason.code()),
                        over ? flow : flow.refused(session.accountId()));
        return new Arrival(outcome, null, over ? null : session, over);
    }

    private Outcome error(AuthorizationRequest request, String error, String description) {
        return new ToApplication(answers.error(request, error, description));
    }

    private Flow newFlow(Map<String, List<String>> parameters) {
        String id = UUID.randomUUID().toString().replace("-", "").substring(0, 16);
        return new Flow(id, parameters, clock.instant(), false, null, null, false);
    }
}
