package de.stadttor.desk;

import de.stadttor.access.Releases;
import de.stadttor.application.Application;
import de.stadttor.application.Applications;
import de.stadttor.federation.Provider;
import de.stadttor.federation.Providers;
import de.stadttor.platform.GermanDays;
import de.stadttor.request.Ownership;
import de.stadttor.request.ReleaseRequests;
import de.stadttor.web.Desk;
import de.stadttor.web.DeskUser;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The shared applications: an owner sees the own ones, whoever sees a provider's rules sees all. */
@Desk
class ApplicationsDesk {

    private static final Set<String> DONE = Set.of("asked", "withdrawn");
    private static final int MOST_REQUESTS = 50;

    private final DeskPages pages;
    private final ReleaseRequests requests;
    private final Applications applications;
    private final OwnApplications own;
    private final Releases releases;
    private final Providers providers;
    private final Clock clock;

    ApplicationsDesk(
            DeskPages pages,
            ReleaseRequests requests,
            Applications applications,
            OwnApplications own,
            Releases releases,
            Providers providers,
            Clock clock) {
        this.pages = pages;
        this.requests = requests;
        this.applications = applications;
        this.own = own;
        this.releases = releases;
        this.providers = providers;
        this.clock = clock;
    }

    @GetMapping("/desk/applications")
    void all(DeskUser user, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Set<String> owned = own.of(user);
        pages.write(
                request,
                response,
                user,
                new ApplicationsPage(applications.all().stream()
                        .filter(application -> Ownership.sees(user.actor(), owned, application.id()))
                        .map(application ->
                                ApplicationsPage.Row.of(application, user.language(), owned.contains(application.id())))
                        .toList()));
    }

    /** One that is not theirs to see looks like one that is not there. */
    @GetMapping("/desk/applications/{id}")
    void one(
            DeskUser user,
            @PathVariable String id,
            @RequestParam(name = "done", required = false) @Nullable String done,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Set<String> owned = own.of(user);
        Application application = applications
                .find(id)
                .filter(found -> Ownership.sees(user.actor(), owned, id))
                .orElseThrow(DeskProblems.NotThere::new);
        pages.write(request, response, user, page(application, null, List.of(), known(done), user));
    }

    private static @Nullable String known(@Nullable String done) {
        return done != null && DONE.contains(done) ? done : null;
    }

    /**
     * For somebody who may see it.
     *
     * @param form what an owner typed; null for nothing yet
     */
    ApplicationPage page(
            Application application,
            @Nullable AskForm form,
            List<String> problems,
            @Nullable String done,
            DeskUser user) {
        boolean owns = own.of(user).contains(application.id());
        boolean details = user.isOperator() || owns;
        boolean concerns = application.signsPeopleIn();
        List<ApplicationPage.Released> released = details && concerns ? released(application.id()) : List.of();
        return new ApplicationPage(
                ApplicationsPage.Row.of(application, user.language(), owns),
                details ? application : null,
                released,
                details && concerns ? requested(application, user) : List.of(),
                owns && concerns ? ask(application, released, form, problems, done) : null);
    }

    private List<ApplicationPage.Requested> requested(Application application, DeskUser user) {
        return requests.ofApplication(application.id(), user.actor()).stream()
                .limit(MOST_REQUESTS)
                .map(one -> new ApplicationPage.Requested(
                        one, providers.find(one.provider()).map(Provider::name).orElse(one.provider())))
                .toList();
    }

    /** At first, all of those are chosen who have released nothing. */
    private ApplicationPage.Ask ask(
            Application application,
            List<ApplicationPage.Released> released,
            @Nullable AskForm form,
            List<String> problems,
            @Nullable String done) {
        Set<String> concerned =
                requests.concerned(application).stream().map(Provider::id).collect(Collectors.toSet());
        List<ApplicationPage.Released> possible = released.stream()
                .filter(one -> concerned.contains(one.providerId()))
                .toList();
        SortedSet<String> first = possible.stream()
                .filter(one -> !one.state().equals(ReleaseState.GIVEN.code()))
                .map(ApplicationPage.Released::providerId)
                .collect(Collectors.toCollection(TreeSet::new));
        return new ApplicationPage.Ask(form == null ? AskForm.empty(first) : form, possible, problems, done);
    }

    private List<ApplicationPage.Released> released(String application) {
        LocalDate today = GermanDays.today(clock);
        return providers.all().stream()
                .map(provider -> new ApplicationPage.Released(
                        provider.id(),
                        provider.name(),
                        ReleaseState.of(
                                        releases.find(provider.id(), application)
                                                .orElse(null),
                                        today)
                                .code()))
                .toList();
    }
}
