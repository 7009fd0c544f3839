package de.stadttor.web;

import de.stadttor.federation.Municipality;
import de.stadttor.federation.Provider;
import de.stadttor.federation.Providers;
import de.stadttor.homerealm.HomeRealm;
import de.stadttor.issuing.AuthorizationRequest;
import de.stadttor.route.Answers;
import de.stadttor.route.AuthorizationRoute;
import de.stadttor.route.Flow;
import de.stadttor.route.LogoutRoute;
import de.stadttor.route.Outcome;
import de.stadttor.route.SignInRoute;
import de.stadttor.session.HubSession;
import de.stadttor.web.Page.Choice;
import de.stadttor.web.Page.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** The pages between the authorization request and its answer, each for one flow of this browser. */
@Controller
class SignInPages {

    private final AuthorizationRoute authorization;
    private final SignInRoute signIn;
    private final LogoutRoute logout;
    private final HomeRealm homeRealm;
    private final Providers providers;
    private final Arrivals arrivals;
    private final Departures departures;
    private final FlowCookies flows;
    private final ProviderMemory memory;
    private final Answers answers;
    private final Pages pages;

    SignInPages(
            AuthorizationRoute authorization,
            SignInRoute signIn,
            LogoutRoute logout,
            HomeRealm homeRealm,
            Providers providers,
            Arrivals arrivals,
            Departures departures,
            FlowCookies flows,
            ProviderMemory memory,
            Answers answers,
            Pages pages) {
        this.authorization = authorization;
        this.signIn = signIn;
        this.logout = logout;
        this.homeRealm = homeRealm;
        this.providers = providers;
        this.arrivals = arrivals;
        this.departures = departures;
        this.flows = flows;
        this.memory = memory;
        this.answers = answers;
        this.pages = pages;
    }

    @GetMapping("/login")
    void homeRealm(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Flow flow = flow(request);
        AuthorizationRequest asked =
                flow == null ? null : authorization.request(flow).orElse(null);
        if (flow == null || asked == null) {
            tooLate(request, response, flowId(request));
            return;
        }
        String email = request.getParameter("email");
        if (email != null) {
            Optional<Provider> hinted = homeRealm.hinted(null, email);
            if (hinted.isPresent()) {
                leaveFor(request, response, flow, hinted.get(), email.strip());
                return;
            }
        }
        Problem problem = email == null ? null : email.isBlank() ? Problem.EMAIL_MISSING : Problem.EMAIL_UNKNOWN;
        List<Provider> offered =
                providers.all().stream().filter(Provider::enabled).toList();
        pages.write(
                request,
                response,
                HttpServletResponse.SC_OK,
                new Page.HomeRealm(
                        offered.stream().map(SignInPages::choice).toList(),
                        memory.read(request).providerId(),
                        asked.application().name(pages.language(request)),
                        flow.id(),
                        authorization.givenUp(flow).map(URI::toString).orElse(null),
                        email == null && !flow.freshAccount() ? asked.loginHint() : email,
                        problem),
                offered.stream().map(Provider::issuer).toList());
    }

    private static Choice choice(Provider provider) {
        return new Choice(
                provider.id(),
                provider.name(),
                provider.municipalities().stream().map(Municipality::name).toList(),
                true);
    }

    @GetMapping("/login/to/{provider}")
    void toProvider(@PathVariable String provider, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Flow flow = flow(request);
        if (flow == null) {
            tooLate(request, response, flowId(request));
            return;
        }
        Provider chosen = providers.find(provider).orElse(null);
        if (chosen == null) {
            arrivals.redirect(request, response, choice(flow));
            return;
        }
        leaveFor(request, response, flow, chosen, null);
    }

    private void leaveFor(
            HttpServletRequest request,
            HttpServletResponse response,
            Flow flow,
            Provider provider,
            @Nullable String email)
            throws IOException {
        memory.remember(response, provider.id(), request.getParameter("auto") != null);
        Outcome outcome = signIn.toProvider(flow, provider, email, pages.language(request));
        arrivals.show(request, response, flow, arrivals.session(request), outcome);
    }

    @GetMapping("/login/callback/{provider}")
    void fromProvider(@PathVariable String provider, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String state = Parameters.single(request, "state");
        String id = state == null ? null : state.split("\\.", 2)[0];
        Flow flow = flow(request, id);
        if (flow == null) {
            tooLate(request, response, id);
            return;
        }
        Provider answering = providers.find(provider).orElse(null);
        if (answering == null) {
            arrivals.redirect(request, response, choice(flow));
            return;
        }
        HubSession before = arrivals.session(request);
        arrivals.show(request, response, flow, signIn.fromProvider(flow, answering, Parameters.of(request), before));
    }

    /** Not me: ends the hub's session and the provider's, then the same sign-in starts anew. */
    @PostMapping("/login/other")
    void anotherAccount(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Flow flow = flow(request);
        if (flow == null) {
            tooLate(request, response, flowId(request));
            return;
        }
        flows.keep(request, response, flow.forAnotherAccount());
        departures.leave(request, response, logout.anotherAccount(flow, arrivals.session(request)));
    }

    /** Where the provider sends the person after "another account". */
    @GetMapping("/login/again")
    void again(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String id = Parameters.single(request, "state");
        Flow flow = flow(request, id);
        if (flow == null) {
            tooLate(request, response, id);
            return;
        }
        arrivals.redirect(request, response, choice(flow));
    }

    @PostMapping("/login/consent")
    void consented(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Flow flow = flow(request);
        if (flow == null || !flow.consentAsked()) {
            tooLate(request, response, flowId(request));
            return;
        }
        boolean approved = "approve".equals(Parameters.single(request, "decision"));
        arrivals.show(request, response, flow, authorization.consented(flow, arrivals.session(request), approved));
    }

    /** A way back to an application that wants its answers posted. */
    @GetMapping("/login/answer")
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String sealed = Parameters.single(request, "a");
        Outcome.PostToApplication answer =
                sealed == null ? null : answers.relayed(sealed).orElse(null);
        if (answer == null) {
            tooLate(request, response, null);
            return;
        }
        arrivals.post(request, response, answer);
    }

    private static URI choice(Flow flow) {
        return URI.create("/login?flow=" + flow.id());
    }

    private @Nullable Flow flow(HttpServletRequest request) {
        return flow(request, flowId(request));
    }

    private @Nullable Flow flow(HttpServletRequest request, @Nullable String id) {
        Flow flow = flows.find(request, id).orElse(null);
        if (flow != null) {
            Languages.wish(request, flow);
        }
        return flow;
    }

    private static @Nullable String flowId(HttpServletRequest request) {
        return Parameters.single(request, "flow");
    }

    /** No such sign-in is under way in this browser: bookmarked, done, pushed out by others, or left alone. */
    private void tooLate(HttpServletRequest request, HttpServletResponse response, @Nullable String flowId)
            throws IOException {
        Flow overdue = flows.kept(request, flowId).orElse(null);
        arrivals.show(request, response, overdue, authorization.tooLate(overdue, arrivals.session(request)));
    }
}
