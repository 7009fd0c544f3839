package de.stadttor.drift;

import de.stadttor.access.Release;
import de.stadttor.access.Releases;
import de.stadttor.application.Application;
import de.stadttor.application.Applications;
import de.stadttor.directory.Directories;
import de.stadttor.directory.DirectoryProblem;
import de.stadttor.directory.DirectorySnapshot;
import de.stadttor.directory.DirectoryState;
import de.stadttor.drift.Finding.Kind;
import de.stadttor.person.Accounts;
import de.stadttor.platform.Actor;
import de.stadttor.platform.GermanDays;
import de.stadttor.platform.NotAllowed;
import de.stadttor.upstream.Responsiveness;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What no longer fits together at a provider, for its own admins and auditors and for operators. */
@Component
public class Drift {

    private static final Duration SLOW = Duration.ofSeconds(1);
    private static final int FEWEST_CALLS = 3;
    private static final int FEWEST_FAILURES = 2;

    /** Of the latest calls, one in so many. */
    private static final int FAILING = 4;

    private final Directories directories;
    private final Inspections inspections;
    private final Applications applications;
    private final Releases releases;
    private final Accounts accounts;
    private final Responsiveness answers;
    private final Clock clock;

    Drift(
            Directories directories,
            Inspections inspections,
            Applications applications,
            Releases releases,
            Accounts accounts,
            Responsiveness answers,
            Clock clock) {
        this.directories = directories;
        this.inspections = inspections;
        this.applications = applications;
        this.releases = releases;
        this.accounts = accounts;
        this.answers = answers;
        this.clock = clock;
    }

    /**
     * Looks at the provider now; has its directory read in the background where that is old.
     *
     * @param patience how long to wait where rules and directory have to be compared first
     * @throws NotAllowed unless the actor may see what belongs to the provider
     */
    public DriftReport report(String provider, Actor actor, Duration patience) {
        if (!actor.reads(provider)) {
            throw new NotAllowed(
                    "what belongs to " + provider + " is shown to its own admins and auditors, and to operators");
        }
        DirectoryState state = look(provider, patience);
        DirectorySnapshot snapshot = state == null ? null : state.snapshot();
        return report(provider, state, snapshot == null ? Optional.empty() : inspections.of(snapshot, patience));
    }

    /** What is known without asking anybody and beginning anything: for metrics. */
    DriftReport known(String provider) {
        return report(provider, directories.known(provider).orElse(null), inspections.known(provider));
    }

    private @Nullable DirectoryState look(String provider, Duration patience) {
        try {
            return directories.look(provider, patience).orElse(null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return directories.known(provider).orElse(null);
        }
    }

    private DriftReport report(
            String provider, @Nullable DirectoryState state, Optional<Inspections.Result> inspected) {
        List<Finding> findings = new ArrayList<>();
        addAnswers(provider, findings);
        DirectoryProblem problem = state == null ? null : state.problem();
        if (problem != null) {
            findings.add(Finding.ofDetail(Kind.DIRECTORY_AWAY, problem.kind().code()));
        }
        addReleases(provider, findings);
        inspected.ifPresent(result -> findings.addAll(result.findings()));
        int cutOff = accounts.cutOff(provider, 0).count();
        if (cutOff > 0) {
            findings.add(Finding.ofCount(Kind.GROUPS_CUT_OFF, cutOff, null, null));
        }
        findings.sort(Comparator.comparing(Finding::kind));
        return new DriftReport(
                provider,
                inspected.map(result -> result.basis().readAt()).orElse(null),
                inspected.map(Inspections.Result::current).orElse(state == null || problem != null),
                findings);
    }

    private void addAnswers(String provider, List<Finding> findings) {
        Responsiveness.Pulse pulse = answers.of(provider);
        if (pulse.clientRefused()) {
            findings.add(Finding.of(Kind.SECRET_REFUSED));
        }
        if (pulse.failed() >= FEWEST_FAILURES && pulse.failed() * FAILING >= pulse.calls()) {
            findings.add(Finding.ofCount(Kind.PROVIDER_FAILING, pulse.failed(), pulse.calls(), null));
        }
        if (pulse.calls() - pulse.failed() >= FEWEST_CALLS && pulse.median().compareTo(SLOW) > 0) {
            findings.add(Finding.ofCount(
                    Kind.PROVIDER_SLOW,
                    pulse.calls() - pulse.failed(),
                    null,
                    String.valueOf(pulse.median().toMillis())));
        }
        Instant certified = pulse.certified();
        if (certified != null && !certified.isAfter(clock.instant().plus(Duration.ofDays(Release.NOTICE_DAYS)))) {
            findings.add(Finding.ending(Kind.CERTIFICATE_ENDING, null, GermanDays.of(certified)));
        }
    }

    private void addReleases(String provider, List<Finding> findings) {
        LocalDate today = GermanDays.today(clock);
        for (Application application : applications.all()) {
            Release release = releases.find(provider, application.id()).orElse(null);
            LocalDate until = release == null ? null : release.until();
            if (release != null && until != null && !release.inForce(today)) {
                findings.add(Finding.ending(Kind.RELEASE_OVER, application.id(), until));
            } else if (release != null && until != null && release.isEnding(today)) {
                findings.add(Finding.ending(Kind.RELEASE_ENDING, application.id(), until));
            }
        }
    }
}
