package de.stadttor.web;

import de.stadttor.federation.Provider;
import de.stadttor.platform.References;
import de.stadttor.route.Arrival;
import de.stadttor.route.AuthorizationRoute;
import de.stadttor.route.Flow;
import de.stadttor.route.Outcome;
import de.stadttor.route.Outcome.Failed;
import de.stadttor.route.SignInRoute;
import de.stadttor.session.HubSession;
import de.stadttor.session.HubSessions;
import de.stadttor.upstream.Upstream;
import de.stadttor.web.Page.ConsentClaim;
import de.stadttor.web.Page.FailureKind;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Shows a browser what came of a step of the route: a redirect or a page, and the cookies that go with it. */
@Component
class Arrivals {

    private static final Logger LOG = LoggerFactory.getLogger(Arrivals.class);

    private final Pages pages;
    private final Cookies cookies;
    private final FlowCookies flows;
    private final ProviderMemory memory;
    private final AuthorizationRoute authorization;
    private final SignInRoute signIn;
    private final HubSessions sessions;
    private final Upstream upstream;

    Arrivals(
            Pages pages,
            Cookies cookies,
            FlowCookies flows,
            ProviderMemory memory,
            AuthorizationRoute authorization,
            SignInRoute signIn,
            HubSessions sessions,
            Upstream upstream) {
        this.pages = pages;
        this.cookies = cookies;
        this.flows = flows;
        this.memory = memory;
        this.authorization = authorization;
        this.signIn = signIn;
        this.sessions = sessions;
        this.upstream = upstream;
    }

    /** The living session of the browser that sent this request. */
    @Nullable
    HubSession session(HttpServletRequest request) {
        HubSession session = sessions.ofCookie(cookies.session(request)).orElse(null);
        if (session != null) {
            Proven.caller(request);
        }
        return session;
    }

    /**
     * Shows what came of a step.
     *
     * @param flow whose step it was, null where it began just now
     */
    void show(HttpServletRequest request, HttpServletResponse response, @Nullable Flow flow, Arrival arrival)
            throws IOException {
        if (arrival.cookie() != null) {
            Proven.signedIn(request);
            cookies.setSession(response, arrival.cookie());
        } else if (arrival.ended()) {
            cookies.clearSession(response);
        }
        show(request, response, flow, arrival.session(), arrival.outcome());
    }

    void show(
            HttpServletRequest request,
            HttpServletResponse response,
            @Nullable Flow flow,
            @Nullable HubSession session,
            Outcome outcome)
            throws IOException {
        if (outcome.flow() != null) {
            Languages.wish(request, outcome.flow());
        }
        switch (outcome) {
            case Outcome.ToApplication answer -> {
                if (flow != null) {
                    flows.drop(response, flow.id());
                }
                redirect(request, response, answer.location());
            }
            case Outcome.PostToApplication answer -> {
                if (flow != null) {
                    flows.drop(response, flow.id());
                }
                post(request, response, answer);
            }
            case Outcome.StepUp stepUp ->
                show(
                        request,
                        response,
                        flow,
                        session,
                        signIn.toProvider(stepUp.flow(), stepUp.provider(), null, pages.language(request)));
            case Outcome.ToProvider start -> {
                if (keep(request, response, start.flow())) {
                    redirect(request, response, start.location());
                }
            }
            case Outcome.AskHomeRealm ask -> askHomeRealm(request, response, ask.flow());
            case Outcome.Refused refused -> refuse(request, response, session, refused);
            case Outcome.AskConsent consent -> askConsent(request, response, session, consent);
            case Failed failed -> fail(request, response, failed);
        }
    }

    /** Without a script the person presses the button. */
    void post(HttpServletRequest request, HttpServletResponse response, Outcome.PostToApplication answer)
            throws IOException {
        pages.write(
                request,
                response,
                HttpServletResponse.SC_OK,
                new Page.FormPost(answer.action().toString(), answer.parameters()),
                List.of(answer.action().toString()));
    }

    /** Straight to the provider where that is known; the page that asks otherwise, at an address of its own. */
    private void askHomeRealm(HttpServletRequest request, HttpServletResponse response, Flow flow) throws IOException {
        ProviderMemory.Remembered remembered = memory.read(request);
        Outcome next = signIn.enter(flow, remembered.providerId(), remembered.goesByItself(), pages.language(request));
        if (!(next instanceof Outcome.AskHomeRealm)) {
            show(request, response, flow, null, next);
        } else if (keep(request, response, flow)) {
            redirect(request, response, URI.create("/login?flow=" + flow.id()));
        }
    }

    private void refuse(
            HttpServletRequest request,
            HttpServletResponse response,
            @Nullable HubSession session,
            Outcome.Refused refused)
            throws IOException {
        boolean kept = flows.keep(request, response, refused.flow());
        Provider provider = refused.provider();
        LOG.info(
                "{} refused {} {} {}",
                refused.reference(),
                refused.reason().code(),
                provider == null ? "" : provider.id(),
                refused.application().id());
        pages.write(
                request,
                response,
                HttpServletResponse.SC_FORBIDDEN,
                new Page.Refusal(
                        refused.reason(),
                        refused.application().name(pages.language(request)),
                        refused.reference(),
                        provider == null ? null : provider.help(),
                        provider == null ? null : provider.name(),
                        refused.back().toString(),
                        kept ? refused.flow().id() : null),
                logoutTargets(session, provider));
    }

    private void askConsent(
            HttpServletRequest request,
            HttpServletResponse response,
            @Nullable HubSession session,
            Outcome.AskConsent consent)
            throws IOException {
        if (!keep(request, response, consent.flow())) {
            return;
        }
        String userCode = consent.flow().source().userCode();
        if (userCode != null) {
            askAboutDevice(request, response, session, consent, userCode);
            return;
        }
        List<ConsentClaim> claims = consent.claims().entrySet().stream()
                .map(claim -> new ConsentClaim(claim.getKey(), shown(claim.getValue())))
                .toList();
        List<String> targets = new java.util.ArrayList<>(logoutTargets(session, consent.provider()));
        targets.add(consent.back().toString());
        pages.write(
                request,
                response,
                HttpServletResponse.SC_OK,
                new Page.Consent(
                        consent.application().name(pages.language(request)),
                        consent.provider().name(),
                        claims,
                        Map.of("flow", consent.flow().id()),
                        "/login/consent",
                        consent.flow().id()),
                targets);
    }

    private void askAboutDevice(
            HttpServletRequest request,
            HttpServletResponse response,
            @Nullable HubSession session,
            Outcome.AskConsent consent,
            String userCode)
            throws IOException {
        pages.write(
                request,
                response,
                HttpServletResponse.SC_OK,
                new Page.DeviceQuestion(
                        consent.application().name(pages.language(request)),
                        userCode,
                        Map.of("flow", consent.flow().id()),
                        "/login/consent",
                        consent.flow().id()),
                logoutTargets(session, consent.provider()));
    }

    private static String shown(Object value) {
        return value instanceof List<?> list
                ? String.join(", ", list.stream().map(String::valueOf).toList())
                : String.valueOf(value);
    }

    private void fail(HttpServletRequest request, HttpServletResponse response, Failed failed) throws IOException {
        String reference = References.next();
        Provider provider = failed.provider();
        LOG.info(
                "{} {} {} {}",
                reference,
                failed.failure(),
                provider == null ? "" : provider.id(),
                new Text().alone(failed.detail()));
        Flow flow = failed.flow();
        String flowId = flow != null && flows.keep(request, response, flow) ? flow.id() : null;
        String retry = flowId == null ? null : retry(request, provider, flowId);
        FailureKind kind = switch (failed.failure()) {
            case INVALID_REQUEST -> FailureKind.INVALID_REQUEST;
            case FLOW_EXPIRED -> FailureKind.FLOW_EXPIRED;
            case ALREADY_SIGNED_IN -> FailureKind.ALREADY_SIGNED_IN;
            case PROVIDER_AWAY -> FailureKind.PROVIDER_AWAY;
            case PROVIDER_NONSENSE -> FailureKind.PROVIDER_NONSENSE;
            case SIGN_IN_DECLINED -> FailureKind.SIGN_IN_DECLINED;
        };
        int status = switch (failed.failure()) {
            case PROVIDER_AWAY -> HttpServletResponse.SC_SERVICE_UNAVAILABLE;
            case PROVIDER_NONSENSE -> HttpServletResponse.SC_BAD_GATEWAY;
            case SIGN_IN_DECLINED -> HttpServletResponse.SC_FORBIDDEN;
            case INVALID_REQUEST, FLOW_EXPIRED, ALREADY_SIGNED_IN -> HttpServletResponse.SC_BAD_REQUEST;
        };
        if (failed.failure() == Outcome.Failure.PROVIDER_AWAY) {
            response.setHeader("Retry-After", "10");
        }
        pages.write(
                request,
                response,
                status,
                new Page.Failure(
                        kind,
                        reference,
                        provider == null ? null : provider.name(),
                        provider == null ? null : provider.help(),
                        failed.back() == null ? null : failed.back().toString(),
                        retry,
                        flowId),
                provider == null ? List.of() : List.of(provider.issuer()));
    }

    /** The same once more; whoever goes there by themselves goes on doing so. */
    private String retry(HttpServletRequest request, @Nullable Provider provider, String flowId) {
        if (provider == null) {
            return "/login?flow=" + flowId;
        }
        ProviderMemory.Remembered remembered = memory.read(request);
        boolean byItself = request.getParameter("auto") != null
                || (remembered.goesByItself() && provider.id().equals(remembered.providerId()));
        return "/login/to/" + provider.id() + "?flow=" + flowId + (byItself ? "&auto=1" : "");
    }

    private boolean keep(HttpServletRequest request, HttpServletResponse response, Flow flow) throws IOException {
        if (flows.keep(request, response, flow)) {
            return true;
        }
        fail(
                request,
                response,
                new Failed(Outcome.Failure.INVALID_REQUEST, null, null, null, "too large for a cookie: use PAR"));
        return false;
    }

    /** Where "another account" may lead: the provider's logout and its sign-in page. */
    List<String> logoutTargets(@Nullable HubSession session, @Nullable Provider provider) {
        if (provider == null) {
            return List.of();
        }
        return session == null
                ? List.of(provider.issuer())
                : upstream.logoutUri(provider, null, URI.create("/"), "")
                        .map(uri -> List.of(provider.issuer(), uri.toString()))
                        .orElse(List.of(provider.issuer()));
    }

    /** 303 after a form, so that it is not posted once more elsewhere (RFC 9700 section 4.12). */
    void redirect(HttpServletRequest request, HttpServletResponse response, URI location) {
        response.setStatus(
                request.getMethod().equals("GET") ? HttpServletResponse.SC_FOUND : HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", location.toString());
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Referrer-Policy", "no-referrer");
    }

    void forget(HttpServletResponse response) {
        cookies.clearSession(response);
    }

    AuthorizationRoute authorization() {
        return authorization;
    }
}
