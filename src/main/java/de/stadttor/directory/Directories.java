package de.stadttor.directory;

import de.stadttor.directory.DirectoryProblem.Kind;
import de.stadttor.federation.Provider;
import de.stadttor.federation.Providers;
import de.stadttor.platform.Actor;
import de.stadttor.platform.ChangeFeed;
import de.stadttor.platform.NotAllowed;
import de.stadttor.platform.OutgoingCalls;
import de.stadttor.platform.Settings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The providers' own directories, as this node read them last: in memory alone, never at rest. A good read serves for
 * five minutes, or for ten times as long as it took, and is then read anew while the old one is handed out; one that
 * fails never replaces it. What nobody has asked for in half a day is forgotten.
 */
@Component
public class Directories implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(Directories.class);
    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(12);
    private static final Duration LONGEST_READ = Duration.ofMinutes(20);
    private static final int CALLS_AT_A_TIME = 4;

    /** A page of people takes Keycloak some seconds when it has nothing of them in memory. */
    private static final OutgoingCalls.Limits LIMITS =
            new OutgoingCalls.Limits(Duration.ofSeconds(2), Duration.ofSeconds(30), 8 << 20, 3 * CALLS_AT_A_TIME);

    private final Providers providers;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final OutgoingCalls calls;
    private final Map<String, LiveDirectory> known = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("directory-", 0).factory());

    Directories(
            Providers providers, Settings settings, ChangeFeed changes, ApplicationEventPublisher events, Clock clock) {
        this.providers = providers;
        this.events = events;
        this.clock = clock;
        this.calls = new OutgoingCalls(settings, LIMITS);
        changes.onChange("provider", key -> known.values().forEach(LiveDirectory::tryAgain));
    }

    /**
     * What is known now, without waiting; begins to read in the background where that is nothing or old. The caller
     * has seen to it that whoever asks may know.
     *
     * @return empty where there is no such provider, or none with a directory
     */
    public Optional<DirectoryState> look(String providerId) {
        return live(providerId).map(LiveDirectory::look);
    }

    /**
     * As {@link #look(String)}; waits for the first read, at most so long.
     *
     * @throws InterruptedException where the thread is told to end meanwhile
     */
    public Optional<DirectoryState> look(String providerId, Duration patience) throws InterruptedException {
        Optional<LiveDirectory> live = live(providerId);
        return live.isEmpty() ? Optional.empty() : Optional.of(live.get().look(patience));
    }

    /** As {@link #look(String)}; begins nothing. */
    public Optional<DirectoryState> known(String providerId) {
        return live(providerId).map(LiveDirectory::known);
    }

    /** Whether {@link #reload} would begin a read; {@link ReloadTooSoon} as there. */
    boolean wouldBegin(String providerId) {
        return live(providerId).map(LiveDirectory::wouldBegin).orElse(false);
    }

    /**
     * Reads anew, or joins the read that is under way; does not wait. Others ask {@link DirectoryReloads}.
     *
     * @return as {@link #look(String)}
     * @throws ReloadTooSoon where it was read less than ten seconds ago
     */
    Optional<DirectoryState> reload(String providerId) {
        return live(providerId).map(LiveDirectory::reload);
    }

    /**
     * Whether the actor may look into this provider's directory: an operator into each, a provider's admin or auditor
     * into the own.
     *
     * @throws NotAllowed where they may look into none
     */
    public static boolean mayLook(Actor actor, String providerId) {
        if (!actor.readsSomewhere()) {
            throw new NotAllowed("this needs the role operator, provider-admin or auditor in stadttor");
        }
        return actor.reads(providerId);
    }

    private Optional<LiveDirectory> live(String providerId) {
        Optional<Provider> provider = providers.find(providerId).filter(found -> found.directory() != null);
        if (provider.isEmpty()) {
            known.remove(providerId);
            return Optional.empty();
        }
        Provider now = provider.get();
        return Optional.ofNullable(known.compute(
                providerId,
                (id, live) -> live != null && live.isOf(now)
                        ? live
                        : new LiveDirectory(now, this::read, this::tell, threads, clock)));
    }

    /** Whoever listens and fails has not made the read a bad one. */
    private void tell(DirectorySnapshot read) {
        try {
            events.publishEvent(new DirectoryWasRead(read));
        } catch (RuntimeException e) {
            LOG.error("What follows from a read of the directory of {} failed", read.providerId(), e);
        }
    }

    private DirectorySnapshot read(Provider provider, Instant at, Consumer<ReadProgress> progress) {
        Provider.Directory directory = provider.directory();
        String secret = providers.directorySecret(provider.id()).orElse(null);
        if (directory == null || secret == null) {
            throw new ReadFailure(
                    Kind.CLIENT_REFUSED, "The hub has no secret for the directory of " + provider.id() + ".");
        }
        long begun = System.nanoTime();
        try (KeycloakRealm realm = new KeycloakRealm(directory, secret, calls);
                Workers workers = new Workers(CALLS_AT_A_TIME, LONGEST_READ)) {
            DirectoryDraft draft = new DirectoryDraft(provider.claims(), realm.tellsGroupNames());
            new DirectoryRead(realm, provider.claims().roles() != null, workers, progress, draft).run();
            return new DirectorySnapshot(provider, at, Duration.ofNanos(System.nanoTime() - begun), draft.contents());
        }
    }

    @Scheduled(fixedDelay = 600_000)
    void forgetUnused() {
        Instant since = clock.instant().minus(FORGOTTEN_AFTER);
        known.values().removeIf(live -> live.isUnusedSince(since));
    }

    @Override
    public void destroy() {
        threads.shutdownNow();
        calls.close();
    }
}
