package de.stadttor.access;

import de.stadttor.application.Application;
import de.stadttor.application.Applications;
import de.stadttor.platform.Actor;
import de.stadttor.platform.ChangeFeed;
import de.stadttor.platform.NotAllowed;
import de.stadttor.platform.Snapshots;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Every provider's rules, as versions: each change makes a new one, and what held in an old one can still be read. The
 * only way in which rules change, whoever asks.
 */
@Component
public class RuleSets {

    /** So many conditions a rule may have, those that join others included. */
    public static final int MOST_CONDITIONS = RuleValidation.MAX_CONDITIONS;

    /** Applications of one provider whose rules are kept. */
    private static final long MOST = 20_000;

    private final RuleStore store;
    private final Applications applications;
    private final RuleValidation validation;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    /** By provider, then by application. */
    private final Map<String, Snapshots<String, RuleIndex>> indexes = new ConcurrentHashMap<>();

    RuleSets(
            RuleStore store,
            Applications applications,
            CelExpressions expressions,
            ApplicationEventPublisher events,
            Clock clock,
            ChangeFeed changes) {
        this.store = store;
        this.applications = applications;
        this.validation = new RuleValidation(expressions);
        this.events = events;
        this.clock = clock;
        changes.onChange("rules", this::drop);
        changes.onChange("provider", this::drop);
    }

    /** The rules that are active, in the order of their ids; those that count on other days than today included. */
    public List<Rule> active(String provider) {
        return store.active(provider);
    }

    /**
     * The rules as they were in that version, in the order of their ids.
     *
     * @param version 0 and versions that there never were have no rules
     */
    public List<Rule> at(String provider, long version) {
        return store.at(provider, version);
    }

    /** The version of the active rules; 0 where this provider never had one. */
    public long version(String provider) {
        return store.version(provider);
    }

    /** The active version; empty where this provider never had one. */
    public Optional<RuleSetVersion> latest(String provider) {
        return store.versions(provider, Long.MAX_VALUE, 1).stream().findFirst();
    }

    /**
     * What {@link #replace} would find wrong with these rules if these were the applications; changes nothing.
     *
     * @return empty where nothing is wrong
     */
    public List<InvalidRules.Problem> problems(String provider, List<Rule> rules, Collection<Application> registered) {
        return validation.problems(provider, rules, registered);
    }

    /**
     * What would be wrong with a rule because of its condition alone; changes nothing.
     *
     * @return empty where nothing is wrong
     */
    public List<InvalidRules.Problem> problems(Condition when) {
        return validation.problems(when);
    }

    /**
     * Makes these the provider's rules. What does not differ is left as it is; where nothing differs there is no new
     * version and no event.
     *
     * @param rules all of them
     * @return the version that is active now
     * @throws NotAllowed where the actor may not make one of the changes
     * @throws InvalidRules naming all that is wrong
     */
    @Transactional
    public long replace(String provider, List<Rule> rules, Actor actor) {
        return replace(provider, rules, actor, null);
    }

    /**
     * As {@link #replace(String, List, Actor)}.
     *
     * @param why for those who look at the versions later; null: not told
     */
    @Transactional
    public long replace(String provider, List<Rule> rules, Actor actor, @Nullable String why) {
        RuleGuard.checkProvider(actor, provider);
        List<Application> registered = applications.all();
        List<InvalidRules.Problem> problems = validation.problems(provider, rules, registered);
        if (!problems.isEmpty()) {
            throw new InvalidRules(problems);
        }
        if (!store.hasProvider(provider)) {
            throw new InvalidRules(List.of(new InvalidRules.Problem("", -1, "", "there is no provider " + provider)));
        }
        long version = store.lock(provider);
        List<RuleChange> changes = RuleChange.between(store.active(provider), rules);
        new RuleGuard(registered).check(actor, provider, changes);
        return write(provider, version, changes, actor, why, null);
    }

    /**
     * As what somebody else has to approve these changes before {@link #activate} takes them; see there.
     *
     * @return of {@code operator} and {@code provider-admin}; empty where no second person is needed
     * @throws NotAllowed where the actor may not propose one of the changes
     */
    public SortedSet<String> secondPersons(String provider, Collection<RuleChange> changes, Actor actor) {
        return new RuleGuard(applications.all()).secondPersons(actor, provider, changes);
    }

    /**
     * Keeps everybody else from changing this provider's rules until the transaction ends.
     *
     * @return their version
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public long hold(String provider) {
        return store.lock(provider);
    }

    /**
     * Makes proposed changes count. What they were made from must still be so.
     *
     * @param author who proposed them, with the roles of now
     * @param approvedAs the roles in which others approved exactly this
     * @param actor who makes them count
     * @return the version that is active now
     * @throws NotAllowed where a second person is needed and has not approved, or the author may not propose this
     * @throws RulesMoved where somebody changed one of these rules meanwhile
     * @throws InvalidRules naming all that is wrong
     */
    @Transactional
    public long activate(
            String provider,
            List<RuleChange> changes,
            Actor author,
            Set<String> approvedAs,
            Actor actor,
            String why,
            UUID proposal) {
        long version = store.lock(provider);
        RuleMerge merge = RuleMerge.of(store.active(provider), changes);
        if (!merge.conflicts().isEmpty()) {
            throw new RulesMoved(merge.conflicts());
        }
        List<Application> registered = applications.all();
        List<InvalidRules.Problem> problems = validation.problems(provider, merge.rules(), registered);
        if (!problems.isEmpty()) {
            throw new InvalidRules(problems);
        }
        SortedSet<String> missing = new RuleGuard(registered).secondPersons(author, provider, changes);
        missing.removeAll(approvedAs);
        if (!missing.isEmpty()) {
            throw new NotAllowed("this needs the approval of a second person: " + String.join(", ", missing));
        }
        return write(provider, version, merge.changes(), actor, why, proposal);
    }

    /**
     * The provider's versions, the latest first.
     *
     * @param below the versions before this one alone; {@link Long#MAX_VALUE} for all
     */
    public List<RuleSetVersion> versions(String provider, long below, int most) {
        return store.versions(provider, below, most);
    }

    /**
     * The versions since then that took effect without a proposal of a person: by a configuration, by a program, or
     * because an application is gone. The latest first; that with which a hub starts is none of them.
     */
    public List<RuleSetVersion> direct(String provider, Instant since, int most) {
        return store.direct(provider, since, most);
    }

    /** Empty where this provider never had such a version. */
    public Optional<RuleSetVersion> version(String provider, long version) {
        return store.versions(provider, version + 1, 1).stream()
                .filter(found -> found.version() == version)
                .findFirst();
    }

    /** What a version changed compared with the one before it. */
    public List<RuleChange> changesOf(RuleSetVersion version) {
        return RuleChange.between(
                store.at(version.provider(), version.version() - 1), store.at(version.provider(), version.version()));
    }

    /** What would have to happen now for the rules to be again as they were in that version. */
    public Restoration restoration(RuleSetVersion version) {
        return Restoration.of(
                store.active(version.provider()), store.at(version.provider(), version.version()), applications.all());
    }

    /** Ends the rules that nobody can mean any more, so that an id which is given again inherits none. */
    @Transactional
    void endRulesOf(String provider, String application, Actor actor, String why) {
        long version = store.lock(provider);
        List<RuleChange> changes = store.active(provider).stream()
                .filter(rule -> application.isEmpty() || rule.application().equals(application))
                .map(rule -> new RuleChange(rule, null))
                .toList();
        write(provider, version, changes, actor, why, null);
    }

    /** The active rules for one application. Costs no statement while they do not change. */
    RuleIndex index(String provider, String application) {
        return indexes.computeIfAbsent(provider, p -> new Snapshots<>(MOST, a -> store.index(p, a)))
                .get(application);
    }

    private long write(
            String provider,
            long version,
            List<RuleChange> changes,
            Actor actor,
            @Nullable String why,
            @Nullable UUID proposal) {
        if (changes.isEmpty()) {
            return version;
        }
        RuleSetVersion next = new RuleSetVersion(provider, version + 1, clock.instant(), actor.name(), why, proposal);
        store.write(next, changes);
        events.publishEvent(new RuleSetChanged(provider, next.version(), actor));
        return next.version();
    }

    private void drop(String provider) {
        if (provider.isEmpty()) {
            indexes.clear();
        } else {
            indexes.remove(provider);
        }
    }
}
