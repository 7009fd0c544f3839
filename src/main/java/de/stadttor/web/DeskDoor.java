package de.stadttor.web;

import de.stadttor.access.AccessDecision;
import de.stadttor.access.AccessDecisions;
import de.stadttor.application.Application;
import de.stadttor.application.Applications;
import de.stadttor.federation.Provider;
import de.stadttor.federation.Providers;
import de.stadttor.person.Person;
import de.stadttor.platform.Actor;
import de.stadttor.platform.References;
import de.stadttor.session.HubSession;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * The door of the admin desk. It hangs at the controllers and not at addresses, so that no spelling of an address leads
 * past it. Whom the decision for {@code stadttor} admits now goes in; everybody else takes the way of a sign-in, which
 * ends in the same decision, and in its page of refusal.
 */
@Component
class DeskDoor implements HandlerInterceptor, HandlerMethodArgumentResolver {

    private static final Logger LOG = LoggerFactory.getLogger(DeskDoor.class);
    private static final List<String> SAFE = List.of("GET", "HEAD");

    private final Arrivals arrivals;
    private final DeskEntrance entrance;
    private final Pages pages;
    private final Applications applications;
    private final Providers providers;
    private final AccessDecisions decisions;
    private final FormProofs proofs;
    private final LateForms lateForms;

    DeskDoor(
            Arrivals arrivals,
            DeskEntrance entrance,
            Pages pages,
            Applications applications,
            Providers providers,
            AccessDecisions decisions,
            FormProofs proofs,
            LateForms lateForms) {
        this.arrivals = arrivals;
        this.entrance = entrance;
        this.pages = pages;
        this.applications = applications;
        this.providers = providers;
        this.decisions = decisions;
        this.proofs = proofs;
        this.lateForms = lateForms;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        if (!(handler instanceof HandlerMethod method) || !method.getBeanType().isAnnotationPresent(Desk.class)) {
            return true;
        }
        Optional<DeskUser> user = entrance.isHinted(request) ? Optional.empty() : user(request);
        boolean safe = SAFE.contains(request.getMethod());
        if (user.isEmpty()) {
            if (safe || !lateForms.keeps(request, response, method, false)) {
                entrance.leadThere(request, response);
            }
            return false;
        }
        if (!safe && !proves(request, user.get()) && !lateForms.takes(request, method, user.get())) {
            if (!lateForms.keeps(request, response, method, true)) {
                formExpired(request, response);
            }
            return false;
        }
        request.setAttribute(DeskUser.class.getName(), user.get());
        return true;
    }

    private Optional<DeskUser> user(HttpServletRequest request) {
        HubSession session = arrivals.session(request);
        Application stadttor = applications.find(Application.STADTTOR).orElse(null);
        if (session == null || stadttor == null) {
            return Optional.empty();
        }
        Person person = session.person();
        Provider provider = providers.find(session.providerId()).orElse(null);
        if (person == null || provider == null) {
            return Optional.empty();
        }
        Person.SignIn signIn = Person.SignIn.of(provider, session.acr(), session.authTime(), session.amr());
        AccessDecision decision = decisions.decide(person, signIn, stadttor);
        if (!decision.admitted()) {
            return Optional.empty();
        }
        decisions.record(person, signIn, decision);
        return Optional.of(new DeskUser(
                new Actor(person.accountId().toString(), provider.id(), decision.roles()),
                person,
                provider,
                pages.language(request),
                proofs.of(session),
                arrivals.logoutTargets(session, provider)));
    }

    private boolean proves(HttpServletRequest request, DeskUser user) {
        return proofs.read(Parameters.single(request, "proof")).equals(proofs.read(user.proof()));
    }

    private void formExpired(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String reference = References.next();
        LOG.info("{} a form at the desk came without its proof", reference);
        pages.write(
                request,
                response,
                HttpServletResponse.SC_FORBIDDEN,
                new Page.Failure(
                        Page.FailureKind.FORM_EXPIRED, reference, null, null, null, request.getRequestURI(), null));
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType().equals(DeskUser.class);
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        Object user = request.getAttribute(DeskUser.class.getName(), RequestAttributes.SCOPE_REQUEST);
        if (user == null) {
            throw new IllegalStateException("only a controller of the desk may ask for its user");
        }
        return user;
    }
}
