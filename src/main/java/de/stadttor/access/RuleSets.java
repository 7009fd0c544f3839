package de.stadttor.access;

import de.stadttor.application.Application;
import de.stadttor.application.Applications;
import de.stadttor.platform.Actor;
import de.stadttor.platform.ChangeFeed;
import de.stadttor.platform.NotAllowed;
import de.stadttor.platform.Snapshots;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Every provider's rules, as versions: each change makes a new one, and what held in an old one can still be read. The
 * only way in which rules change, whoever asks.
 */
@Component
public class RuleSets {

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

    /**
     * What {@link #replace} would find wrong with these rules if these were the applications; changes nothing.
     *
     * @return empty where nothing is wrong
     */
    public List<InvalidRules.Problem> problems(String provider, List<Rule> rules, Collection<Application> registered) {
        return validation.problems(provider, rules, registered);
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
        return write(provider, version, changes, actor);
    }

    /** Ends the rules that nobody can mean any more, so that an id which is given again inherits none. */
    @Transactional
    void endRulesOf(String provider, String application, Actor actor) {
        long version = store.lock(provider);
        List<RuleChange> changes = store.active(provider).stream()
                .filter(rule -> application.isEmpty() || rule.application().equals(application))
                .map(rule -> new RuleChange(rule, null))
                .toList();
        write(provider, version, changes, actor);
    }

    /** The active rules for one application. Costs no statement while they do not change. */
    RuleIndex index(String provider, String application) {
        return indexes.computeIfAbsent(provider, p -> new Snapshots<>(MOST, a -> store.index(p, a)))
                .get(application);
    }

    private long write(String provider, long version, List<RuleChange> changes, Actor actor) {
        if (changes.isEmpty()) {
            return version;
        }
        long next = version + 1;
        store.write(provider, next, changes, clock.instant(), actor.name());
        events.publishEvent(new RuleSetChanged(provider, next, actor));
        return next;
    }

    private void drop(String provider) {
        if (provider.isEmpty()) {
            indexes.clear();
        } else {
            indexes.remove(provider);
        }
    }
}
