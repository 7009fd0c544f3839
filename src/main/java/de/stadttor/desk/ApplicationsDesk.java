package de.stadttor.desk;

import de.stadttor.access.Releases;
import de.stadttor.application.Application;
import de.stadttor.application.Applications;
import de.stadttor.federation.Providers;
import de.stadttor.web.Desk;
import de.stadttor.web.DeskUser;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The shared applications: an owner sees the own ones, whoever sees a provider's rules sees all. */
@Desk
class ApplicationsDesk {

    private final DeskPages pages;
    private final Applications applications;
    private final OwnApplications own;
    private final Releases releases;
    private final Providers providers;
    private final Clock clock;

    ApplicationsDesk(
            DeskPages pages,
            Applications applications,
            OwnApplications own,
            Releases releases,
            Providers providers,
            Clock clock) {
        this.pages = pages;
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
                        .filter(application -> sees(user, application, owned))
                        .map(application ->
                                ApplicationsPage.Row.of(application, user.language(), owned.contains(application.id())))
                        .toList()));
    }

    /** One that is not theirs to see looks like one that is not there. */
    @GetMapping("/desk/applications/{id}")
    void one(DeskUser user, @PathVariable String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Set<String> owned = own.of(user);
        Application application =
                applications.find(id).filter(found -> sees(user, found, owned)).orElseThrow(DeskProblems.NotThere::new);
        boolean details = user.isOperator() || owned.contains(id);
        pages.write(
                request,
                response,
                user,
                new ApplicationPage(
                        ApplicationsPage.Row.of(application, user.language(), owned.contains(id)),
                        details ? application : null,
                        details && ReleaseState.concerns(application) ? released(id) : List.of()));
    }

    private List<ApplicationPage.Released> released(String application) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), Dates.ZONE);
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

    private static boolean sees(DeskUser user, Application application, Set<String> owned) {
        return owned.contains(application.id()) || Section.readsDecisions(user);
    }
}
