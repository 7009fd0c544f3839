package de.stadttor.desk;

import de.stadttor.access.Release;
import de.stadttor.access.Releases;
import de.stadttor.application.Application;
import de.stadttor.application.Applications;
import de.stadttor.federation.Provider;
import de.stadttor.federation.Providers;
import de.stadttor.platform.GermanDays;
import de.stadttor.request.ReleaseRequest;
import de.stadttor.request.ReleaseRequests;
import de.stadttor.web.Desk;
import de.stadttor.web.DeskUser;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;

/** The first page: what wants to be looked at, and the ways on. */
@Desk
class OverviewDesk {

    private static final int MOST_REQUESTS = 20;

    private final DeskPages pages;
    private final Providers providers;
    private final Applications applications;
    private final Releases releases;
    private final ProposalTasks proposals;
    private final DriftMatters drift;
    private final ReleaseRequests requests;
    private final Clock clock;

    /**
     * Something that wants to be looked at.
     *
     * @param kind {@code switched_off}, {@code release_request}, {@code release_over}, {@code release_ending},
     *     {@code release_none}, {@code proposal_submitted}, {@code proposal_approved}, {@code version_direct} or
     *     {@code version_direct_several}
     * @param about the name of an application, the reason of a proposal; null for what concerns a provider alone
     * @param day the last one of a release, or that on which something happened
     */
    record Matter(
            String kind,
            String provider,
            @Nullable String about,
            @Nullable LocalDate day,
            String href) {}

    /**
     * What stands there.
     *
     * @param drift what does not fit together, grouped
     * @param several whether matters of several providers may stand side by side
     * @param reads whether matters of some provider are theirs to see
     * @param ways the sections that are open
     */
    record Page(List<Matter> matters, DriftMatters.Seen drift, boolean several, boolean reads, List<Section.Entry> ways)
            implements DeskContent {

        @Override
        public String template() {
            return "overview";
        }

        @Override
        public Section section() {
            return Section.OVERVIEW;
        }

        @Override
        public List<Crumb> crumbs() {
            return List.of();
        }
    }

    OverviewDesk(
            DeskPages pages,
            Providers providers,
            Applications applications,
            Releases releases,
            ProposalTasks proposals,
            DriftMatters drift,
            ReleaseRequests requests,
            Clock clock) {
        this.pages = pages;
        this.providers = providers;
        this.applications = applications;
        this.releases = releases;
        this.proposals = proposals;
        this.drift = drift;
        this.requests = requests;
        this.clock = clock;
    }

    @GetMapping("/desk")
    void overview(DeskUser user, HttpServletRequest request, HttpServletResponse response) throws IOException {
        List<Application> concerned =
                applications.all().stream().filter(Application::signsPeopleIn).toList();
        List<Matter> matters = new ArrayList<>();
        for (Provider provider : providers.all()) {
            if (user.reads(provider.id())) {
                matters.addAll(proposals.of(provider, user));
                add(matters, provider, concerned, user);
            }
        }
        pages.write(
                request,
                response,
                user,
                new Page(
                        matters,
                        drift.seen(user),
                        user.isOperator(),
                        Section.readsDecisions(user),
                        Section.navigation(user, Section.OVERVIEW, "").stream()
                                .filter(entry -> !entry.code().equals(Section.OVERVIEW.code()))
                                .toList()));
    }

    private void add(List<Matter> matters, Provider provider, List<Application> concerned, DeskUser user) {
        String base = "/desk/providers/" + provider.id() + "/releases";
        if (!provider.enabled()) {
            matters.add(new Matter("switched_off", provider.name(), null, null, base));
        }
        requests.ofProvider(provider.id(), user.actor()).stream()
                .filter(ReleaseRequest::isOpen)
                .limit(MOST_REQUESTS)
                .map(request -> asked(request, provider, user))
                .forEach(matters::add);
        LocalDate today = GermanDays.today(clock);
        for (Application application : concerned) {
            Release release = releases.find(provider.id(), application.id()).orElse(null);
            ReleaseState state = ReleaseState.of(release, today);
            if (state != ReleaseState.GIVEN && (release != null || admits(application, provider))) {
                matters.add(new Matter(
                        "release_" + state.code(),
                        provider.name(),
                        application.name(user.language()),
                        release == null ? null : release.until(),
                        base + "/" + application.id()));
            }
        }
    }

    private Matter asked(ReleaseRequest request, Provider provider, DeskUser user) {
        return new Matter(
                "release_request",
                provider.name(),
                applications
                        .find(request.application())
                        .map(application -> application.name(user.language()))
                        .orElse(request.application()),
                null,
                "/desk/providers/" + provider.id() + "/requests/" + request.id());
    }

    /** An application that admits nobody from there anyway needs no release. */
    private static boolean admits(Application application, Provider provider) {
        return provider.municipalities().stream()
                .anyMatch(municipality -> application.access().states().contains(municipality.state()));
    }
}
