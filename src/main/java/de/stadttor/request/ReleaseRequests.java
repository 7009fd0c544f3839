package de.stadttor.request;

import de.stadttor.access.Release;
import de.stadttor.access.ReleaseChanged;
import de.stadttor.access.Releases;
import de.stadttor.application.Application;
import de.stadttor.application.Applications;
import de.stadttor.federation.Provider;
import de.stadttor.federation.Providers;
import de.stadttor.platform.Actor;
import de.stadttor.platform.GermanDays;
import de.stadttor.platform.NotAllowed;
import de.stadttor.request.ReleaseRequest.State;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Requests for releases: an application's owner asks and takes back, an admin of the provider declines, and a release
 * that gives what was asked for answers it, whichever way it was given.
 */
@Component
public class ReleaseRequests {

    private static final int LONGEST_ANSWER = 1_000;

    private final RequestStore store;
    private final Ownership ownership;
    private final Applications applications;
    private final Providers providers;
    private final Releases releases;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ReleaseRequests(
            RequestStore store,
            Ownership ownership,
            Applications applications,
            Providers providers,
            Releases releases,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.ownership = ownership;
        this.applications = applications;
        this.providers = providers;
        this.releases = releases;
        this.events = events;
        this.clock = clock;
    }

    /** The providers of which the application admits people at all. */
    public List<Provider> concerned(Application application) {
        return providers.all().stream()
                .filter(provider -> provider.municipalities().stream()
                        .anyMatch(municipality -> application.access().states().contains(municipality.state())))
                .toList();
    }

    /**
     * Asks each of these providers. Where one is asked already, that request becomes this one; the same twice is one.
     *
     * @param wish without {@link Wish#problems}
     * @throws NotAllowed unless the actor is responsible for the application
     * @throws IllegalArgumentException for a wish with problems, or a provider that is not {@link #concerned}
     */
    @Transactional
    public void ask(String applicationId, SortedSet<String> providerIds, Wish wish, Actor actor) {
        demandOwner(applicationId, actor);
        Application application = applications.find(applicationId).orElseThrow(() -> notYours());
        List<String> possible =
                concerned(application).stream().map(Provider::id).toList();
        if (!wish.problems().isEmpty() || providerIds.isEmpty() || !possible.containsAll(providerIds)) {
            throw new IllegalArgumentException("this cannot be asked for");
        }
        for (String provider : providerIds) {
            ask(applicationId, provider, wish, actor);
        }
    }

    private void ask(String application, String provider, Wish wish, Actor actor) {
        ReleaseRequest fresh = new ReleaseRequest(
                UUID.randomUUID(),
                application,
                provider,
                new TreeSet<>(wish.claims()),
                wish.purpose(),
                wish.legalBasis(),
                State.OPEN,
                actor.name(),
                clock.instant(),
                null,
                null);
        if (store.insert(fresh)) {
            moved(fresh, "asked", actor);
            return;
        }
        ReleaseRequest present = store.open(provider, application).orElse(null);
        if (present != null && !isSame(present, wish)) {
            store.change(present.id(), wish, actor.name(), clock.instant());
            moved(present, "changed", actor);
        }
    }

    private static boolean isSame(ReleaseRequest present, Wish wish) {
        return present.claims().equals(new TreeSet<>(wish.claims()))
                && present.purpose().equals(wish.purpose())
                && present.legalBasis().equals(wish.legalBasis());
    }

    /**
     * Takes a request back; one that is answered stays as it is.
     *
     * @return false where it is not open any more
     * @throws NotAllowed unless the actor is responsible for the application
     */
    @Transactional
    public boolean withdraw(ReleaseRequest request, Actor actor) {
        demandOwner(request.application(), actor);
        return close(request, State.WITHDRAWN, null, actor);
    }

    /**
     * Says no.
     *
     * @param why for the owner; from 1 to 1,000 characters
     * @return false where it is not open any more
     * @throws NotAllowed unless the actor administers the provider or is an operator
     */
    @Transactional
    public boolean decline(ReleaseRequest request, String why, Actor actor) {
        demandAdmin(request, actor);
        if (!isAnswer(why)) {
            throw new IllegalArgumentException("a reason of 1 to " + LONGEST_ANSWER + " characters");
        }
        return close(request, State.DECLINED, why.strip(), actor);
    }

    /** Whether it can be told as a reason. */
    public static boolean isAnswer(String why) {
        return !why.isBlank() && why.strip().length() <= LONGEST_ANSWER;
    }

    /**
     * Gives what was asked for besides what is given already.
     *
     * @param until last day; null for no end
     * @return false where it is not open any more
     * @throws NotAllowed unless the actor administers the provider or is an operator
     */
    @Transactional
    public boolean accept(ReleaseRequest request, @Nullable LocalDate until, Actor actor) {
        demandAdmin(request, actor);
        if (store.open(request.provider(), request.application())
                .filter(open -> open.id().equals(request.id()))
                .isEmpty()) {
            return false;
        }
        Release current =
                releases.find(request.provider(), request.application()).orElse(null);
        SortedSet<String> claims = new TreeSet<>(request.claims());
        claims.addAll(current == null ? List.of() : current.claims());
        releases.save(
                new Release(request.provider(), request.application(), claims, until, request.legalBasis()), actor);
        close(request, State.ACCEPTED, null, actor);
        return true;
    }

    /** Those of a provider, for whoever reads what belongs to it; the open ones first. */
    public List<ReleaseRequest> ofProvider(String provider, Actor actor) {
        return actor.reads(provider) ? store.ofProvider(provider) : List.of();
    }

    /** Those of an application, for its owners and for operators; the open ones first. */
    public List<ReleaseRequest> ofApplication(String application, Actor actor) {
        return actor.isOperator() || ownership.of(actor).contains(application)
                ? store.ofApplication(application)
                : List.of();
    }

    /** What one may not see looks like what is not there. */
    public Optional<ReleaseRequest> find(UUID id, Actor actor) {
        return store.find(id)
                .filter(request ->
                        actor.reads(request.provider()) || ownership.of(actor).contains(request.application()));
    }

    /** In the transaction that gives the release. */
    @EventListener
    void released(ReleaseChanged event) {
        ReleaseRequest open =
                store.open(event.providerId(), event.applicationId()).orElse(null);
        if (open == null) {
            return;
        }
        LocalDate today = GermanDays.today(clock);
        releases.all().stream()
                .filter(release -> release.provider().equals(event.providerId())
                        && release.application().equals(event.applicationId())
                        && release.inForce(today)
                        && release.claims().containsAll(open.claims()))
                .findFirst()
                .ifPresent(release -> close(open, State.ACCEPTED, null, event.actor()));
    }

    private boolean close(ReleaseRequest request, State state, @Nullable String answer, Actor actor) {
        boolean closed = store.close(request.id(), state, answer, clock.instant());
        if (closed) {
            moved(request, state.code(), actor);
        }
        return closed;
    }

    private void moved(ReleaseRequest request, String step, Actor actor) {
        events.publishEvent(new RequestMoved(request.id(), request.provider(), request.application(), step, actor));
    }

    private void demandOwner(String application, Actor actor) {
        if (!ownership.of(actor).contains(application)) {
            throw notYours();
        }
    }

    private static void demandAdmin(ReleaseRequest request, Actor actor) {
        if (!actor.isOperator() && !actor.administers(request.provider())) {
            throw new NotAllowed("this needs the role provider-admin of " + request.provider() + ", or operator");
        }
    }

    private static NotAllowed notYours() {
        return new NotAllowed("this needs the role application-owner, and to be responsible for the application");
    }
}
