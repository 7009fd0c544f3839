package de.stadttor.registration;

import de.stadttor.federation.Providers;
import de.stadttor.person.Accounts;
import de.stadttor.person.Person;
import de.stadttor.platform.Actor;
import de.stadttor.platform.GermanDays;
import de.stadttor.platform.NotAllowed;
import de.stadttor.platform.OpaqueKeys;
import de.stadttor.registration.InitialAccess.Promise;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Initial access tokens: without one nobody registers anything. One that releases people is made by an operator, or by an
 * admin of the provider whose people they are; one that does not, by an application's owner too, for themselves.
 */
@Component
public class InitialAccessTokens {

    private static final Duration KEPT_AFTER_END = Duration.ofDays(30);
    private static final int MOST_LIVING = 100;

    private final InitialAccessStore store;
    private final Accounts accounts;
    private final Providers providers;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    /** A new one: its text is told once and never again. */
    public record Created(InitialAccess access, String token) {

        /** Never the token. */
        @Override
        public String toString() {
            return access.toString();
        }
    }

    InitialAccessTokens(
            InitialAccessStore store,
            Accounts accounts,
            Providers providers,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.accounts = accounts;
        this.providers = providers;
        this.events = events;
        this.clock = clock;
    }

    /**
     * What is wrong with an order, today.
     *
     * @return empty where nothing is
     */
    public List<String> problems(InitialAccessOrder order, Actor actor) {
        List<String> problems = new ArrayList<>(order.problems(today()));
        if (owner(order, actor) == null) {
            problems.add("owner is missing, expected the e-mail address of whoever is responsible.");
        }
        order.releases().stream()
                .filter(promise -> providers.find(promise.provider()).isEmpty())
                .forEach(promise -> problems.add("releases names a provider that there is not."));
        return problems;
    }

    /**
     * Makes one.
     *
     * @param order without {@link #problems}
     * @throws NotAllowed where the actor may make none, or none with these releases or for this owner, or has too many
     * @throws IllegalArgumentException for an order with problems
     */
    @Transactional
    public Created create(InitialAccessOrder order, Actor actor) {
        String role = roleFor(order, actor);
        String owner = owner(order, actor);
        if (owner == null || !problems(order, actor).isEmpty()) {
            throw new IllegalArgumentException("this cannot be ordered");
        }
        Instant now = clock.instant();
        store.deleteEndedBefore(now.minus(KEPT_AFTER_END));
        if (store.living(actor.name(), now) >= MOST_LIVING) {
            throw new NotAllowed("you have " + MOST_LIVING + " initial access tokens that are not over; delete some");
        }
        Instant end = now.plus(order.lifetime());
        String token = OpaqueKeys.newSecret(end);
        InitialAccess access = new InitialAccess(
                UUID.randomUUID(),
                owner,
                order.registrations(),
                0,
                order.requirePkce(),
                order.releases(),
                new Actor(actor.name(), actor.provider(), Set.of(role)),
                now,
                end);
        store.insert(access, OpaqueKeys.storedKey(token).orElseThrow());
        moved(access, "created", actor);
        return new Created(access, token);
    }

    /**
     * For whoever has to know before an order is read.
     *
     * @throws NotAllowed where the actor may make none at all
     */
    public static void demandMaker(Actor actor) {
        if (!actor.isOperator()
                && !actor.roles().contains(Actor.APPLICATION_OWNER)
                && !actor.roles().contains(Actor.PROVIDER_ADMIN)) {
            throw new NotAllowed("this needs the role application-owner, provider-admin or operator");
        }
    }

    /**
     * Those that the actor made, those that release people of a provider that they administer, and for operators all.
     *
     * @throws NotAllowed where the actor may make none at all
     */
    public List<InitialAccess> of(Actor actor) {
        demandMaker(actor);
        return store.all().stream().filter(access -> isTheirs(access, actor)).toList();
    }

    /**
     * Takes one away; what was registered with it stays. One that is not theirs looks like one that there is not.
     *
     * @return false where there is none
     * @throws NotAllowed where the actor may make none at all
     */
    @Transactional
    public boolean delete(UUID id, Actor actor) {
        InitialAccess access =
                of(actor).stream().filter(one -> one.id().equals(id)).findAny().orElse(null);
        if (access == null || !store.delete(id)) {
            return false;
        }
        moved(access, "deleted", actor);
        return true;
    }

    /**
     * What this token is good for now.
     *
     * @throws UnknownToken where it is good for nothing
     */
    InitialAccess usable(String token) {
        return OpaqueKeys.storedKey(token)
                .flatMap(store::find)
                .filter(access -> access.isUsable(clock.instant()))
                .orElseThrow(UnknownToken::new);
    }

    /**
     * Uses one registration up, in the transaction that registers.
     *
     * @throws UnknownToken where none is left any more
     */
    InitialAccess countDown(String token) {
        return OpaqueKeys.storedKey(token)
                .flatMap(key -> store.countDown(key, clock.instant()))
                .orElseThrow(UnknownToken::new);
    }

    private static boolean isTheirs(InitialAccess access, Actor actor) {
        String provider = actor.provider();
        return actor.isOperator()
                || access.author().name().equals(actor.name())
                || (provider != null && actor.administers(provider) && access.releasesPeopleOf(provider));
    }

    /** The role by which the actor may have this. */
    private String roleFor(InitialAccessOrder order, Actor actor) {
        demandMaker(actor);
        if (actor.isOperator()) {
            return Actor.OPERATOR;
        }
        for (Promise promise : order.releases()) {
            if (!actor.administers(promise.provider())) {
                throw new NotAllowed("releases are given by an operator, or by an admin of the provider for it alone");
            }
        }
        if (actor.roles().contains(Actor.PROVIDER_ADMIN)) {
            return Actor.PROVIDER_ADMIN;
        }
        if (!String.valueOf(emailOf(actor)).equalsIgnoreCase(owner(order, actor))) {
            throw new NotAllowed("an application owner asks for themselves: leave owner out");
        }
        return Actor.APPLICATION_OWNER;
    }

    private @Nullable String owner(InitialAccessOrder order, Actor actor) {
        return order.owner() == null ? emailOf(actor) : order.owner();
    }

    private @Nullable String emailOf(Actor actor) {
        return account(actor)
                .flatMap(accounts::find)
                .filter(Person::emailVerified)
                .map(Person::email)
                .map(email -> email.toLowerCase(Locale.ROOT))
                .orElse(null);
    }

    private static Optional<UUID> account(Actor actor) {
        try {
            return Optional.of(UUID.fromString(actor.name()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void moved(InitialAccess access, String step, Actor actor) {
        events.publishEvent(new InitialAccessMoved(
                access.id(), step, access.registrations(), access.releases().size(), actor));
    }

    private LocalDate today() {
        return GermanDays.today(clock);
    }
}
