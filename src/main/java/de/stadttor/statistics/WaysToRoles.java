package de.stadttor.statistics;

import de.stadttor.access.CelExpressions;
import de.stadttor.access.Release;
import de.stadttor.access.Releases;
import de.stadttor.access.RoleWays;
import de.stadttor.access.RoleWaysCount;
import de.stadttor.access.Rule;
import de.stadttor.access.RuleSets;
import de.stadttor.access.Scene;
import de.stadttor.application.Application;
import de.stadttor.application.Applications;
import de.stadttor.directory.Directories;
import de.stadttor.directory.DirectoryPerson;
import de.stadttor.directory.DirectorySnapshot;
import de.stadttor.directory.DirectoryState;
import de.stadttor.federation.Provider;
import de.stadttor.federation.Providers;
import de.stadttor.platform.Actor;
import de.stadttor.platform.GermanDays;
import de.stadttor.platform.NotAllowed;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * By which ways a provider's people come to roles: from the active rules, and from the directory as this node read it
 * last. Counted once for each state of them, one provider after the other.
 */
@Component
public class WaysToRoles implements DisposableBean {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Providers providers;
    private final Applications applications;
    private final Releases releases;
    private final RuleSets ruleSets;
    private final Directories directories;
    private final CelExpressions expressions;
    private final Clock clock;
    private final Map<String, Counting> kept = new ConcurrentHashMap<>();
    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("ways-to-roles").factory());

    /** What was counted depends on this alone. */
    private record State(
            Provider provider, List<Application> applications, long version, LocalDate today, Instant readAt) {}

    private record Counting(State state, CompletableFuture<RoleWays> ways) {}

    /**
     * What is known at this moment.
     *
     * @param readAt when the people were read; null where rules were counted
     * @param counting whether people are being counted, and rules stand here meanwhile
     */
    public record Known(RoleWays ways, @Nullable Instant readAt, boolean counting) {}

    WaysToRoles(
            Providers providers,
            Applications applications,
            Releases releases,
            RuleSets ruleSets,
            Directories directories,
            CelExpressions expressions,
            Clock clock) {
        this.providers = providers;
        this.applications = applications;
        this.releases = releases;
        this.ruleSets = ruleSets;
        this.directories = directories;
        this.expressions = expressions;
        this.clock = clock;
    }

    /**
     * Waits some seconds at most.
     *
     * @return empty where there is no such provider
     * @throws NotAllowed unless the actor reads what belongs to this provider
     */
    public Optional<Known> of(String providerId, Actor actor) {
        Statistics.demandSight(providerId, actor);
        return providers.find(providerId).map(this::known);
    }

    private Known known(Provider provider) {
        LocalDate today = GermanDays.today(clock);
        List<Application> registered = applications.all();
        long version = ruleSets.version(provider.id());
        DirectorySnapshot snapshot =
                directories.look(provider.id()).map(DirectoryState::snapshot).orElse(null);
        if (snapshot == null) {
            return new Known(count(provider, registered, version, today).ofRules(), null, false);
        }
        State state = new State(provider, registered, version, today, snapshot.readAt());
        Counting counting = kept.compute(
                provider.id(),
                (id, before) -> before != null
                                && before.state().equals(state)
                                && !before.ways().isCompletedExceptionally()
                        ? before
                        : new Counting(state, CompletableFuture.supplyAsync(() -> ofPeople(state, snapshot), worker)));
        try {
            return new Known(counting.ways().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS), snapshot.readAt(), false);
        } catch (TimeoutException e) {
            return new Known(count(provider, registered, version, today).ofRules(), null, true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the hub is being stopped", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the ways to roles cannot be counted", e);
        }
    }

    private RoleWays ofPeople(State state, DirectorySnapshot snapshot) {
        RoleWaysCount count = count(state.provider(), state.applications(), state.version(), state.today());
        for (DirectoryPerson person : snapshot.people()) {
            count.judge(snapshot.told(person, state.provider())
                    .of(
                            UUID.nameUUIDFromBytes(person.id().getBytes(StandardCharsets.UTF_8)),
                            state.provider().id(),
                            person.enabled(),
                            snapshot.readAt()));
        }
        return count.ofPeople();
    }

    private RoleWaysCount count(Provider provider, List<Application> registered, long version, LocalDate today) {
        List<Rule> rules = ruleSets.at(provider.id(), version);
        List<Release> released = registered.stream()
                .flatMap(application -> releases.find(provider.id(), application.id()).stream())
                .toList();
        return new RoleWaysCount(expressions, Scene.of(provider, registered, released, today), rules);
    }

    @Override
    public void destroy() {
        worker.shutdownNow();
    }
}
