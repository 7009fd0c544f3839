package de.stadttor.web;

import de.stadttor.application.Application;
import de.stadttor.federation.Provider;
import de.stadttor.federation.Providers;
import de.stadttor.platform.References;
import de.stadttor.platform.Sealer;
import de.stadttor.route.LogoutRoute;
import de.stadttor.route.LogoutRoute.Ended;
import de.stadttor.route.LogoutRoute.Step;
import de.stadttor.session.HubSession;
import de.stadttor.upstream.Upstream;
import de.stadttor.web.Page.AtProvider;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * RP-initiated logout. It stands before Spring's own logout filter, which wants an {@code id_token_hint} and turns every
 * exception, a database that is away included, into the caller's fault.
 */
@Component
class LogoutEndpoint extends OncePerRequestFilter {

    static final String PATH = "/connect/logout";
    static final String DONE = "/logout/done";

    private static final Logger LOG = LoggerFactory.getLogger(LogoutEndpoint.class);
    private static final List<String> PARAMETERS =
            List.of("id_token_hint", "client_id", "post_logout_redirect_uri", "state");

    private final LogoutRoute route;
    private final Arrivals arrivals;
    private final Departures departures;
    private final Pages pages;
    private final Providers providers;
    private final Upstream upstream;
    private final Sealer.Purpose questions;

    LogoutEndpoint(
            LogoutRoute route,
            Arrivals arrivals,
            Departures departures,
            Pages pages,
            Providers providers,
            Upstream upstream,
            Sealer sealer) {
        this.route = route;
        this.arrivals = arrivals;
        this.departures = departures;
        this.pages = pages;
        this.providers = providers;
        this.upstream = upstream;
        this.questions = sealer.purpose("logout-question");
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getServletPath().equals(PATH)
                && !request.getServletPath().equals(DONE);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!request.getMethod().equals("GET") && !request.getMethod().equals("POST")) {
            response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
        } else if (request.getServletPath().equals(DONE)) {
            done(request, response);
        } else {
            logout(request, response);
        }
    }

    private void logout(HttpServletRequest request, HttpServletResponse response) throws IOException {
        HubSession session = arrivals.session(request);
        LogoutRoute.Request asked = new LogoutRoute.Request(
                Parameters.single(request, "id_token_hint"),
                Parameters.single(request, "client_id"),
                Parameters.single(request, "post_logout_redirect_uri"),
                Parameters.single(request, "state"));
        String decision = Parameters.single(request, "decision");
        if (request.getMethod().equals("POST") && decision != null && session != null && answered(request, session)) {
            if (decision.equals("logout")) {
                show(request, response, session, route.confirmed(asked, session));
            } else {
                stay(request, response, session, route.requested(asked, session));
            }
            return;
        }
        show(request, response, session, route.requested(asked, session));
    }

    private void show(HttpServletRequest request, HttpServletResponse response, @Nullable HubSession session, Step step)
            throws IOException {
        switch (step) {
            case Step.Leave leave -> departures.leave(request, response, leave);
            case Step.Ask question -> ask(request, response, session, question.application());
            case Step.Invalid invalid -> {
                String reference = References.next();
                LOG.info("{} logout refused: {}", reference, invalid.detail());
                pages.write(request, response, 400, new Page.Failure(Page.FailureKind.INVALID_REQUEST, reference));
            }
        }
    }

    /** The person was asked and said no: nothing has happened. */
    private void stay(HttpServletRequest request, HttpServletResponse response, @Nullable HubSession session, Step step)
            throws IOException {
        if (!(step instanceof Step.Ask question)) {
            show(request, response, session, step);
            return;
        }
        Application application = question.application();
        pages.write(
                request,
                response,
                200,
                new Page.StillSignedIn(
                        application == null ? null : application.name(pages.language(request)),
                        question.back() == null ? null : question.back().toString()));
    }

    private void ask(
            HttpServletRequest request,
            HttpServletResponse response,
            @Nullable HubSession session,
            @Nullable Application application)
            throws IOException {
        if (session == null) {
            throw new IllegalStateException("nobody is signed in who could be asked");
        }
        Map<String, String> hidden = new LinkedHashMap<>();
        for (String name : PARAMETERS) {
            String value = Parameters.single(request, name);
            if (value != null) {
                hidden.put(name, value);
            }
        }
        hidden.put("proof", proof(session));
        List<String> targets = new ArrayList<>();
        String back = hidden.get("post_logout_redirect_uri");
        if (back != null) {
            targets.add(back);
        }
        providers.find(session.providerId()).ifPresent(provider -> {
            targets.add(provider.issuer());
            upstream.logoutUri(provider, null, URI.create("/"), "").ifPresent(uri -> targets.add(uri.toString()));
        });
        pages.write(
                request,
                response,
                200,
                new Page.LogoutQuestion(
                        application == null ? null : application.name(pages.language(request)), hidden, PATH),
                targets);
    }

    private boolean answered(HttpServletRequest request, HubSession session) {
        String proof = Parameters.single(request, "proof");
        try {
            return proof != null && questions.isHash(HexFormat.of().parseHex(proof), subject(session));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** That the form came from the hub's own page, shown in this session: another site cannot know it. */
    private String proof(HubSession session) {
        return HexFormat.of().formatHex(questions.hash(subject(session)));
    }

    private static byte[] subject(HubSession session) {
        return (session.id() + " " + session.authTime()).getBytes(StandardCharsets.UTF_8);
    }

    private void done(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Ended ended = route.ended(Parameters.single(request, "state")).orElse(null);
        if (ended != null && ended.back() != null) {
            arrivals.redirect(request, response, ended.back());
        } else if (ended != null) {
            Provider stillAt = ended.stillAt();
            pages.write(
                    request,
                    response,
                    200,
                    stillAt == null
                            ? new Page.SignedOut(null, AtProvider.SIGNED_OUT, null)
                            : new Page.SignedOut(null, AtProvider.SIGNED_IN, stillAt.name()));
        } else if (arrivals.session(request) != null) {
            pages.write(request, response, 200, new Page.StillSignedIn(null, null));
        } else {
            pages.write(request, response, 200, new Page.SignedOut(null, AtProvider.UNKNOWN, null));
        }
    }
}
