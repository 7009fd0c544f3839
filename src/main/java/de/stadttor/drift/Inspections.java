package de.stadttor.drift;

import de.stadttor.access.CelExpressions;
import de.stadttor.access.Releases;
import de.stadttor.access.Rule;
import de.stadttor.access.RuleSets;
import de.stadttor.access.Scene;
import de.stadttor.application.Applications;
import de.stadttor.directory.DirectorySnapshot;
import de.stadttor.directory.DirectoryWasRead;
import de.stadttor.federation.Provider;
import de.stadttor.federation.Providers;
import de.stadttor.platform.GermanDays;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Rules held against directories, in the background and one provider at a time: after each read, and when somebody asks
 * after the rules have changed. Of the people nothing is kept but what does not fit.
 */
@Component
class Inspections implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(Inspections.class);

    private final Providers providers;
    private final Applications applications;
    private final Releases releases;
    private final RuleSets ruleSets;
    private final CelExpressions expressions;
    private final SeenGroups seen;
    private final Clock clock;
    private final Map<String, Result> known = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<Void>> running = new ConcurrentHashMap<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("drift-", 0).factory());

    /** What was held against what. */
    record Basis(Instant readAt, long rules, LocalDate day) {}

    /**
     * @param current whether directory, rules and day are still the same
     */
    record Result(Basis basis, List<Finding> findings, boolean current) {

        Result {
            findings = List.copyOf(findings);
        }
    }

    Inspections(
            Providers providers,
            Applications applications,
            Releases releases,
            RuleSets ruleSets,
            CelExpressions expressions,
            SeenGroups seen,
            Clock clock) {
        this.providers = providers;
        this.applications = applications;
        this.releases = releases;
        this.ruleSets = ruleSets;
        this.expressions = expressions;
        this.seen = seen;
        this.clock = clock;
    }

    @EventListener
    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for it
    void begin(DirectoryWasRead event) {
        begin(event.snapshot());
    }

    /** What was found last, without beginning anything. */
    Optional<Result> known(String provider) {
        return Optional.ofNullable(known.get(provider));
    }

    /**
     * What was found last; begins anew where that is of another read, of other rules or of another day, and waits for
     * it, at most so long.
     */
    Optional<Result> of(DirectorySnapshot snapshot, Duration patience) {
        String provider = snapshot.providerId();
        Basis wanted = basis(snapshot);
        Result result = known.get(provider);
        if (result != null && result.basis().equals(wanted)) {
            return Optional.of(result);
        }
        await(begin(snapshot), patience);
        Result now = known.get(provider);
        return Optional.ofNullable(now)
                .map(found -> new Result(
                        found.basis(), found.findings(), found.basis().equals(wanted)));
    }

    private static void await(CompletableFuture<Void> begun, Duration patience) {
        try {
            begun.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // what is known says for which read it is
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Basis basis(DirectorySnapshot snapshot) {
        return new Basis(snapshot.readAt(), ruleSets.version(snapshot.providerId()), GermanDays.today(clock));
    }

    /** Joins the one that is under way; the next question sees whether that was of an older read. */
    @SuppressWarnings("FutureReturnValueIgnored") // whoever waits does so on what is kept
    private synchronized CompletableFuture<Void> begin(DirectorySnapshot snapshot) {
        String provider = snapshot.providerId();
        CompletableFuture<Void> underWay = running.get(provider);
        if (underWay != null && !underWay.isDone()) {
            return underWay;
        }
        CompletableFuture<Void> begun = CompletableFuture.runAsync(() -> inspect(provider, snapshot), thread);
        running.put(provider, begun);
        begun.whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.error("The rules of {} cannot be held against its directory", provider, failure);
            }
        });
        return begun;
    }

    private void inspect(String id, DirectorySnapshot snapshot) {
        Provider provider = providers.find(id).orElse(null);
        if (provider == null || provider.directory() == null) {
            known.remove(id);
            return;
        }
        Basis basis = basis(snapshot);
        List<Rule> rules = ruleSets.at(id, basis.rules());
        seen.remember(snapshot, rules);
        Scene scene = Scene.of(provider, applications.all(), releases.all(), basis.day());
        List<Finding> findings = Inspection.of(expressions, scene, snapshot, rules, seen.renamed(snapshot));
        known.put(id, new Result(basis, findings, true));
    }

    @Override
    public void destroy() {
        thread.shutdownNow();
    }
}
