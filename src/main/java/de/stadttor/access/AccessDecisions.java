package de.stadttor.access;

import de.stadttor.application.Application;
import de.stadttor.federation.Provider;
import de.stadttor.federation.Providers;
import de.stadttor.person.Person;
import de.stadttor.platform.Actor;
import de.stadttor.platform.GermanDays;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Decides who may use an application and in which roles, and keeps why. */
@Component
public class AccessDecisions {

    private final Providers providers;
    private final Releases releases;
    private final RuleSets ruleSets;
    private final DecisionStore store;
    private final Decider decider;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    AccessDecisions(
            Providers providers,
            Releases releases,
            RuleSets ruleSets,
            DecisionStore store,
            CelExpressions expressions,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            Clock clock) {
        this.providers = providers;
        this.releases = releases;
        this.ruleSets = ruleSets;
        this.store = store;
        this.decider = new Decider(expressions);
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
    }

    /** Decides from the rules and releases of now. Costs no statement while nothing changes. */
    public AccessDecision decide(Person person, Person.SignIn signIn, Application application) {
        Provider provider = providers.find(person.providerId()).orElse(null);
        Release release = releases.find(person.providerId(), application.id()).orElse(null);
        RuleIndex rules = ruleSets.index(person.providerId(), application.id());
        LocalDate today = GermanDays.today(clock);
        return decider.decide(
                DecisionInputs.of(person, signIn, application, provider, release, rules.version(), today), rules);
    }

    /**
     * Keeps a decision, unless the latest one for this person and application (and assurance: two browsers are not two
     * decisions in turn) came from the same inputs and to the same.
     *
     * @return the reference number of the decision that stands
     */
    public String record(Person person, Person.SignIn signIn, AccessDecision decision) {
        if (!person.accountId().equals(decision.accountId())) {
            throw new IllegalArgumentException("this decision is about somebody else");
        }
        return store.record(decision);
    }

    /**
     * As {@link #record}, for somebody who comes to an application: each refusal is an event, also one for the same
     * reason as the last.
     */
    public String recordAtTheDoor(Person person, Person.SignIn signIn, AccessDecision decision) {
        Reason reason = decision.reason();
        return reason == null
                ? record(person, signIn, decision)
                : Objects.requireNonNull(transaction.execute(status -> refused(person, signIn, decision, reason)));
    }

    private String refused(Person person, Person.SignIn signIn, AccessDecision decision, Reason reason) {
        String reference = record(person, signIn, decision);
        events.publishEvent(new AccessRefused(
                person.accountId(), person.providerId(), decision.applicationId(), reason.code(), reference));
        return reference;
    }

    /**
     * The decision of this number, if the actor may see it: an operator all, a provider's admin or auditor those about
     * the own people. What one may not see looks like what is not there.
     *
     * @param reference as it was typed, see {@link de.stadttor.platform.References#read}
     */
    public Optional<RecordedDecision> find(String reference, Actor actor) {
        return find(reference)
                .filter(recorded -> actor.reads(recorded.decision().inputs().provider()));
    }

    /**
     * @param reference as it was typed, see {@link de.stadttor.platform.References#read}
     */
    public Optional<RecordedDecision> find(String reference) {
        return store.find(reference);
    }

    /**
     * The latest decision about this account for each application, the newest first. The caller has seen to it that
     * whoever asks may know.
     */
    public List<RecordedDecision> latest(UUID account, String provider) {
        return store.latest(account, provider);
    }

    /** Whom of this provider's people the application lets in, by the latest decision about each. */
    public Set<UUID> admitted(String provider, String application) {
        return store.admitted(provider, application);
    }

    /** Decides again from what entered then and the rules of then; comes to the same, whatever has changed since. */
    public AccessDecision replay(RecordedDecision recorded) {
        DecisionInputs inputs = recorded.decision().inputs();
        RuleIndex rules = RuleIndex.of(
                inputs.ruleSetVersion(),
                ruleSets.at(inputs.provider(), inputs.ruleSetVersion()).stream()
                        .filter(rule -> rule.application().equals(inputs.application()))
                        .toList());
        return decider.decide(inputs, rules);
    }
}
