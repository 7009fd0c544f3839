package de.stadttor.route;

import de.stadttor.access.AccessDecision;
import de.stadttor.access.AccessDecisions;
import de.stadttor.access.Reason;
import de.stadttor.federation.Provider;
import de.stadttor.homerealm.Choice;
import de.stadttor.homerealm.HomeRealm;
import de.stadttor.issuing.AuthorizationRequest;
import de.stadttor.person.Person;
import de.stadttor.person.UpstreamIdentity;
import de.stadttor.platform.Settings;
import de.stadttor.route.Outcome.Failed;
import de.stadttor.route.Outcome.Failure;
import de.stadttor.route.Outcome.Refused;
import de.stadttor.route.Outcome.ToProvider;
import de.stadttor.session.HubSession;
import de.stadttor.session.HubSessions;
import de.stadttor.upstream.Pending;
import de.stadttor.upstream.Start;
import de.stadttor.upstream.StartRequest;
import de.stadttor.upstream.Upstream;
import de.stadttor.upstream.UpstreamFailure;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** The way to the provider and back: request, answer, person, session; then the authorization goes on. */
@Component
public class SignInRoute {

    private final AuthorizationRoute authorization;
    private final HomeRealm homeRealm;
    private final Upstream upstream;
    private final SignIns signIns;
    private final AccessDecisions decisions;
    private final Answers answers;
    private final Settings settings;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    SignInRoute(
            AuthorizationRoute authorization,
            HomeRealm homeRealm,
            Upstream upstream,
            SignIns signIns,
            AccessDecisions decisions,
            Answers answers,
            Settings settings,
            ApplicationEventPublisher events,
            Clock clock) {
        this.authorization = authorization;
        this.homeRealm = homeRealm;
        this.upstream = upstream;
        this.signIns = signIns;
        this.decisions = decisions;
        this.answers = answers;
        this.settings = settings;
        this.events = events;
        this.clock = clock;
    }

    /**
     * The person has to sign in: straight to their provider where that is known, else to the page that asks.
     *
     * @param remembered provider chosen last in this browser, null for none
     * @param goesByItself whether the person wished to go there without being asked
     */
    public Outcome enter(Flow flow, @Nullable String remembered, boolean goesByItself, String language) {
        AuthorizationRequest request = authorization.request(flow).orElse(null);
        if (request == null) {
            return new Failed(Failure.FLOW_EXPIRED, null, null, null, "the request passes the checks no more");
        }
        boolean choose = request.prompts().contains("select_account");
        return switch (homeRealm.choose(
                new HomeRealm.Request(request.idpHint(), request.loginHint(), remembered, goesByItself && !choose))) {
            case Choice.Straight straight -> toProvider(flow, straight.provider(), null, language);
            case Choice.Ask ask -> new Outcome.AskHomeRealm(flow);
        };
    }

    /**
     * Sends the person to their provider.
     *
     * @param language of the hub's pages, so that the provider's are in it too
     */
    public Outcome toProvider(Flow flow, Provider provider, @Nullable String email, String language) {
        AuthorizationRequest request = authorization.request(flow).orElse(null);
        if (request == null) {
            return new Failed(Failure.FLOW_EXPIRED, null, null, null, "the request passes the checks no more");
        }
        if (!provider.enabled()) {
            return switchedOff(request, flow, provider);
        }
        // OpenID Connect Core 1.0, section 3.1.2.1: max_age=0 asks for the same as prompt=login.
        boolean force =
                flow.freshAccount() || request.prompts().contains("login") || Duration.ZERO.equals(request.maxAge());
        List<String> acrValues = StepUps.providersOwn(provider, request.acr(), flow.steppedUpTo());
        StartRequest start = new StartRequest(
                callback(provider),
                flow.id() + "." + UUID.randomUUID(),
                force,
                request.prompts().contains("select_account"),
                request.maxAge(),
                email == null && !flow.freshAccount() ? request.loginHint() : email,
                acrValues,
                language);
        try {
            Start started = upstream.start(provider, start);
            Flow asking = acrValues.isEmpty() ? flow : StepUps.noted(flow, request.acr());
            return new ToProvider(started.location(), asking.with(started.pending()));
        } catch (UpstreamFailure e) {
            return failed(e, request, flow, provider);
        }
    }

    /**
     * The provider's answer arrives.
     *
     * @param parameters of the callback, each with all of its values
     * @param before the browser's session until now; another person's ends
     */
    public Arrival fromProvider(
            Flow flow, Provider provider, Map<String, List<String>> parameters, @Nullable HubSession before) {
        AuthorizationRequest request = authorization.request(flow).orElse(null);
        Pending pending = flow.pending();
        if (request == null) {
            return Arrival.at(
                    new Failed(Failure.FLOW_EXPIRED, null, null, null, "the request passes the checks no more"),
                    before);
        }
        if (before != null && before.accountId().equals(flow.decidedFor())) {
            // The page of a refusal or of a consent stands at this address and was asked for again.
            return authorization.signedIn(flow, before);
        }
        if (pending == null || !pending.providerId().equals(provider.id())) {
            URI back = answers.link(request.recipient(), "access_denied", "the person gave up signing in");
            return Arrival.at(
                    new Failed(Failure.FLOW_EXPIRED, null, back, flow, "an answer that nobody waits for"), before);
        }
        if (!provider.enabled()) {
            return Arrival.at(switchedOff(request, flow, provider), before);
        }
        UpstreamIdentity identity;
        try {
            identity = upstream.finish(provider, pending, parameters, callback(provider));
        } catch (UpstreamFailure e) {
            Optional<Arrival> inByAnotherTab =
                    e.kind() == UpstreamFailure.Kind.SPENT ? authorization.alreadyIn(flow, before) : Optional.empty();
            return inByAnotherTab.orElseGet(() -> Arrival.at(failed(e, request, flow, provider), before));
        }
        SignIns.SignedIn signedIn = signIns.of(identity, provider, before);
        HubSessions.Opened opened = signedIn.opened();
        if (opened == null) {
            return Arrival.at(accountDisabled(request, flow, provider, signedIn.person(), identity), before);
        }
        events.publishEvent(new SignInTimed(provider.id(), Duration.between(pending.startedAt(), clock.instant())));
        Arrival arrival = authorization.signedIn(flow, opened.session());
        return arrival.ended() ? arrival : new Arrival(arrival.outcome(), opened.cookie(), opened.session(), false);
    }

    private Outcome accountDisabled(
            AuthorizationRequest request, Flow flow, Provider provider, Person person, UpstreamIdentity identity) {
        Person.SignIn signIn = Person.SignIn.of(provider, identity.acr(), identity.authTime(), identity.amr());
        AccessDecision decision = decisions.decide(person, signIn, request.application());
        String reference = decisions.recordAtTheDoor(person, signIn, decision);
        return refused(Reason.ACCOUNT_DISABLED, request, flow, provider, reference);
    }

    private Outcome switchedOff(AuthorizationRequest request, Flow flow, Provider provider) {
        return refused(Reason.PROVIDER_DISABLED, request, flow, provider, de.stadttor.platform.References.next());
    }

    private Outcome refused(
            Reason reason, AuthorizationRequest request, Flow flow, Provider provider, String reference) {
        URI back = answers.link(request.recipient(), "access_denied", reason.code());
        return new Refused(reason, request.application(), reference, provider, back, flow);
    }

    private Outcome failed(UpstreamFailure failure, AuthorizationRequest request, Flow flow, Provider provider) {
        Failure kind = switch (failure.kind()) {
            case AWAY -> Failure.PROVIDER_AWAY;
            case NONSENSE, TOO_OLD -> Failure.PROVIDER_NONSENSE;
            case SPENT -> Failure.FLOW_EXPIRED;
            case DECLINED, LOGIN_REQUIRED, INTERACTION_REQUIRED -> Failure.SIGN_IN_DECLINED;
        };
        URI back = switch (kind) {
            case SIGN_IN_DECLINED ->
                answers.link(request.recipient(), "access_denied", "the sign-in at the provider was declined");
            case FLOW_EXPIRED -> answers.link(request.recipient(), "access_denied", "the person gave up signing in");
            default ->
                answers.link(request.recipient(), "temporarily_unavailable", "the provider cannot be used right now");
        };
        // Whoever wants another account is not led to the logout of a provider that does not answer.
        Flow kept = kind == Failure.PROVIDER_AWAY ? flow.withoutPending() : flow;
        return new Failed(kind, provider, back, kept, String.valueOf(failure.getMessage()));
    }

    private URI callback(Provider provider) {
        return URI.create(settings.issuer() + "/login/callback/" + provider.id());
    }
}
