package de.stadttor.desk;

import de.stadttor.access.AccessDecisions;
import de.stadttor.access.Release;
import de.stadttor.access.Releases;
import de.stadttor.application.Application;
import de.stadttor.application.Applications;
import de.stadttor.federation.Providers;
import de.stadttor.platform.GermanDays;
import de.stadttor.platform.NotAllowed;
import de.stadttor.request.ReleaseRequest;
import de.stadttor.request.ReleaseRequests;
import de.stadttor.session.HubSessions;
import de.stadttor.web.Desk;
import de.stadttor.web.DeskUser;
import de.stadttor.web.KeepsTyped;
import de.stadttor.web.KeptForm;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** What applications may know about a provider's people: given, changed and withdrawn, each after a look at what follows. */
@Desk
class ReleasesDesk {

    private static final Set<String> DONE = Set.of("given", "withdrawn");

    private final DeskPages pages;
    private final ReleaseRequests requests;
    private final Releases releases;
    private final Applications applications;
    private final Providers providers;
    private final AccessDecisions decisions;
    private final HubSessions sessions;
    private final Clock clock;

    ReleasesDesk(
            DeskPages pages,
            ReleaseRequests requests,
            Releases releases,
            Applications applications,
            Providers providers,
            AccessDecisions decisions,
            HubSessions sessions,
            Clock clock) {
        this.pages = pages;
        this.requests = requests;
        this.releases = releases;
        this.applications = applications;
        this.providers = providers;
        this.decisions = decisions;
        this.sessions = sessions;
        this.clock = clock;
    }

    @GetMapping("/desk/providers/{provider}/releases")
    void releases(
            DeskUser user, @PathVariable String provider, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        ProviderPlace place = ProviderPlace.of(providers, provider, user);
        pages.write(
                request,
                response,
                user,
                new ReleasesPage(
                        place,
                        applications.all().stream()
                                .filter(Application::signsPeopleIn)
                                .map(application -> row(application, provider, user))
                                .toList(),
                        asked(place, user)));
    }

    private List<ReleasesPage.Asked> asked(ProviderPlace place, DeskUser user) {
        return requests.ofProvider(place.id(), user.actor()).stream()
                .filter(ReleaseRequest::isOpen)
                .map(one -> new ReleasesPage.Asked(
                        applications
                                .find(one.application())
                                .map(application -> application.name(user.language()))
                                .orElse(one.application()),
                        one.requestedAt(),
                        place.href("requests/" + one.id())))
                .toList();
    }

    private ReleasesPage.Row row(Application application, String provider, DeskUser user) {
        Release release = releases.find(provider, application.id()).orElse(null);
        return new ReleasesPage.Row(
                application.id(),
                application.name(user.language()),
                ReleaseState.of(release, today()).code(),
                release == null
                        ? List.of()
                        : ReleaseForm.CLAIMS.stream()
                                .filter(release.claims()::contains)
                                .toList(),
                release == null ? null : release.until(),
                release == null ? null : release.legalBasis());
    }

    /** The fields may come along, so that what was withdrawn can be given again as it was. */
    @GetMapping("/desk/providers/{provider}/releases/{application}")
    void release(
            DeskUser user,
            @PathVariable String provider,
            @PathVariable("application") String applicationId,
            @RequestParam(name = "claims", required = false) @Nullable List<String> claims,
            @RequestParam(name = "until", required = false) @Nullable String until,
            @RequestParam(name = "basis", required = false) @Nullable String basis,
            @RequestParam(name = "done", required = false) @Nullable String done,
            @RequestParam(name = "request", required = false) @Nullable String asked,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        ProviderPlace place = ProviderPlace.of(providers, provider, user);
        Application application = application(applicationId);
        Release current = releases.find(provider, applicationId).orElse(null);
        ReleaseForm kept = current == null ? ReleaseForm.of(claims, until, basis) : ReleaseForm.of(current);
        ReleaseForm form = RequestsDesk.id(asked)
                .flatMap(id -> requests.find(id, user.actor()))
                .filter(one -> one.isOpen()
                        && one.provider().equals(provider)
                        && one.application().equals(applicationId))
                .map(kept::with)
                .orElse(kept);
        pages.write(
                request,
                response,
                user,
                page(user, place, application, form, List.of(), done != null && DONE.contains(done) ? done : null));
    }

    @KeepsTyped({"basis", "until"})
    @PostMapping("/desk/providers/{provider}/releases/{application}")
    void change(
            DeskUser user,
            @PathVariable String provider,
            @PathVariable("application") String applicationId,
            @RequestParam(name = "step", defaultValue = "") String step,
            @RequestParam(name = "claims", required = false) @Nullable List<String> claims,
            @RequestParam(name = "until", required = false) @Nullable String until,
            @RequestParam(name = "basis", required = false) @Nullable String basis,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        ProviderPlace place = ProviderPlace.of(providers, provider, user);
        Application application = application(applicationId);
        if (!place.changes()) {
            throw new NotAllowed("releases of " + provider + " are given by its own admins");
        }
        if (KeptForm.isLate(request)) {
            ReleaseForm typed = ReleaseForm.of(claims, until, basis);
            pages.write(request, response, user, page(user, place, application, typed, List.of(), null));
            return;
        }
        boolean withdrawing = step.equals("withdraw") || step.equals("withdrawn");
        if (withdrawing && !Releases.mayWithdraw(applicationId, user.actor())) {
            throw new NotAllowed("without the release of stadttor nobody of this provider reaches the desk");
        }
        Release current = releases.find(provider, applicationId).orElse(null);
        ReleaseForm form = withdrawing
                ? current == null ? ReleaseForm.EMPTY : ReleaseForm.of(current)
                : ReleaseForm.of(claims, until, basis);
        List<ReleaseForm.Problem> problems = withdrawing ? List.of() : form.problems(today());
        if (!problems.isEmpty()) {
            ReleasePage again = page(user, place, application, form, problems, null);
            pages.write(request, response, user, HttpServletResponse.SC_BAD_REQUEST, again);
            return;
        }
        switch (step) {
            case "given" -> {
                releases.save(form.release(provider, applicationId), user.actor());
                pages.leadTo(response, place.href("releases/" + applicationId) + "?done=given");
            }
            case "withdrawn" -> {
                releases.remove(provider, applicationId, user.actor());
                pages.leadTo(response, withdrawn(place, applicationId, form));
            }
            default ->
                pages.write(request, response, user, confirm(user, place, application, current, form, withdrawing));
        }
    }

    private ReleasePage.Confirm confirm(
            DeskUser user,
            ProviderPlace place,
            Application application,
            @Nullable Release current,
            ReleaseForm form,
            boolean withdrawing) {
        Set<String> before = current == null ? Set.of() : current.claims();
        Set<String> after = withdrawing ? Set.of() : form.claims();
        Set<UUID> admitted = decisions.admitted(place.id(), application.id());
        Set<UUID> signedIn = new HashSet<>(sessions.signedIn(place.id()));
        signedIn.retainAll(admitted);
        return new ReleasePage.Confirm(
                place,
                application.id(),
                application.name(user.language()),
                withdrawing ? "withdraw" : current == null ? "give" : "change",
                form,
                form.until().isEmpty() ? null : LocalDate.parse(form.until()),
                without(after, before),
                without(before, after),
                admitted.size(),
                signedIn.size());
    }

    private static List<String> without(Set<String> some, Set<String> others) {
        return ReleaseForm.CLAIMS.stream()
                .filter(claim -> some.contains(claim) && !others.contains(claim))
                .toList();
    }

    private ReleasePage page(
            DeskUser user,
            ProviderPlace place,
            Application application,
            ReleaseForm form,
            List<ReleaseForm.Problem> problems,
            @Nullable String done) {
        Release current = releases.find(place.id(), application.id()).orElse(null);
        return new ReleasePage(
                place,
                application.id(),
                application.name(user.language()),
                current,
                current != null && !current.inForce(today()),
                form,
                problems,
                done,
                current != null && place.changes() && Releases.mayWithdraw(application.id(), user.actor()));
    }

    private static String withdrawn(ProviderPlace place, String applicationId, ReleaseForm form) {
        return UriComponentsBuilder.fromPath(place.href("releases/" + applicationId))
                .queryParam("done", "withdrawn")
                .queryParam("claims", form.claims().stream().sorted().toArray())
                .queryParam("until", "{until}")
                .queryParam("basis", "{basis}")
                .encode()
                .buildAndExpand(form.until(), form.legalBasis())
                .toUriString();
    }

    private Application application(String id) {
        return applications.find(id).filter(Application::signsPeopleIn).orElseThrow(DeskProblems.NotThere::new);
    }

    private LocalDate today() {
        return GermanDays.today(clock);
    }
}
