package de.stadttor.desk;

import de.stadttor.access.InvalidRules;
import de.stadttor.application.Application;
import de.stadttor.application.Applications;
import de.stadttor.directory.Directories;
import de.stadttor.directory.DirectoryPerson;
import de.stadttor.directory.DirectorySnapshot;
import de.stadttor.directory.DirectoryState;
import de.stadttor.drift.Drift;
import de.stadttor.drift.DriftReport;
import de.stadttor.drift.Finding;
import de.stadttor.drift.Finding.Kind;
import de.stadttor.drift.Mends;
import de.stadttor.federation.Providers;
import de.stadttor.person.Accounts;
import de.stadttor.platform.NotAllowed;
import de.stadttor.proposal.InvalidProposal;
import de.stadttor.web.Desk;
import de.stadttor.web.DeskUser;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What does not fit together at a provider, and the mend where a group was renamed. */
@Desk
class DriftDesk {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int OF_A_KIND = 10;
    private static final int OF_ONE_KIND = 50;
    private static final int PEOPLE = 20;
    private static final Set<String> DONE = Set.of("nothing", "invalid", "operators");

    private final DeskPages pages;
    private final Drift drift;
    private final Mends mends;
    private final Accounts accounts;
    private final Directories directories;
    private final Applications applications;
    private final Providers providers;

    DriftDesk(
            DeskPages pages,
            Drift drift,
            Mends mends,
            Accounts accounts,
            Directories directories,
            Applications applications,
            Providers providers) {
        this.pages = pages;
        this.drift = drift;
        this.mends = mends;
        this.accounts = accounts;
        this.directories = directories;
        this.applications = applications;
        this.providers = providers;
    }

    @GetMapping("/desk/providers/{provider}/drift")
    void drift(
            DeskUser user,
            @PathVariable String provider,
            @RequestParam(name = "kind", required = false) @Nullable String kind,
            @RequestParam(name = "page", defaultValue = "0") String page,
            @RequestParam(name = "done", required = false) @Nullable String done,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        ProviderPlace place = ProviderPlace.of(providers, provider, user);
        DriftReport report = drift.report(provider, user.actor(), PATIENCE);
        Kind only = kind == null ? null : kind(kind);
        pages.write(
                request,
                response,
                user,
                new DriftPage(
                        place,
                        report.directoryReadAt(),
                        directories.known(provider).isPresent(),
                        !report.complete(),
                        only == null ? null : only.code(),
                        kinds(report, only, Numbers.page(page), user.language()),
                        cutOff(provider),
                        place.changes(),
                        done != null && DONE.contains(done) ? done : null));
    }

    /**
     * Leads to the draft, which counts for nothing yet.
     *
     * @param group the directory's own id of the renamed group; empty for all that were renamed
     */
    @PostMapping("/desk/providers/{provider}/drift/mend")
    void mend(
            DeskUser user,
            @PathVariable String provider,
            @RequestParam(name = "group", defaultValue = "") String group,
            @RequestParam(name = "why", defaultValue = "") String why,
            HttpServletResponse response) {
        ProviderPlace place = ProviderPlace.of(providers, provider, user);
        if (!place.changes()) {
            throw new NotAllowed("a mend is drafted by the provider's own provider-admin or an operator");
        }
        try {
            pages.leadTo(
                    response,
                    place.href("proposals/"
                            + mends.draft(user.actor(), provider, group.isEmpty() ? null : group, why)
                                    .id()));
        } catch (InvalidProposal e) {
            // mended meanwhile, or called as before
            pages.leadTo(response, place.href("drift") + "?done=nothing");
        } catch (InvalidRules e) {
            pages.leadTo(response, place.href("drift") + "?done=invalid");
        } catch (NotAllowed e) {
            // what is left are rules of the operators
            pages.leadTo(response, place.href("drift") + "?done=operators");
        }
    }

    private static Kind kind(String code) {
        return Stream.of(Kind.values())
                .filter(one -> one.code().equals(code))
                .findFirst()
                .orElseThrow(DeskProblems.NotThere::new);
    }

    private List<DriftPage.OfKind> kinds(DriftReport report, @Nullable Kind only, int page, String language) {
        List<DriftPage.OfKind> kinds = new ArrayList<>();
        for (Map.Entry<Kind, Integer> each : report.counts().entrySet()) {
            if (only == null || only == each.getKey()) {
                Paged<Finding> shown = Paged.of(
                        report.of(each.getKey()), only == null ? 0 : page, only == null ? OF_A_KIND : OF_ONE_KIND);
                kinds.add(new DriftPage.OfKind(
                        each.getKey().code(),
                        each.getValue(),
                        new Paged<>(
                                shown.entries().stream()
                                        .map(finding -> row(finding, language))
                                        .toList(),
                                shown.number(),
                                shown.more())));
            }
        }
        return kinds;
    }

    private DriftPage.Row row(Finding finding, String language) {
        String id = finding.application();
        Application application = id == null ? null : applications.find(id).orElse(null);
        return new DriftPage.Row(finding, application == null ? id : application.name(language));
    }

    private List<DriftPage.Person> cutOff(String provider) {
        Optional<DirectorySnapshot> snapshot = directories.known(provider).map(DirectoryState::snapshot);
        return accounts.cutOff(provider, PEOPLE).subjects().stream()
                .map(subject -> new DriftPage.Person(
                        subject,
                        snapshot.flatMap(read -> read.person(subject))
                                .map(DirectoryPerson::name)
                                .orElse(null)))
                .toList();
    }
}
