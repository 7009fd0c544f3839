package de.stadttor.access;

import de.stadttor.access.Explanation.Today;
import de.stadttor.application.Application;
import de.stadttor.application.Applications;
import de.stadttor.person.Accounts;
import de.stadttor.person.Person;
import de.stadttor.platform.Actor;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Why somebody has a role or has none, by the reference number that they were told. */
@Component
public class Explanations {

    private final AccessDecisions decisions;
    private final RuleSets ruleSets;
    private final Accounts accounts;
    private final Applications applications;
    private final Explainer explainer;

    Explanations(
            AccessDecisions decisions,
            RuleSets ruleSets,
            Accounts accounts,
            Applications applications,
            CelExpressions expressions) {
        this.decisions = decisions;
        this.ruleSets = ruleSets;
        this.accounts = accounts;
        this.applications = applications;
        this.explainer = new Explainer(expressions);
    }

    /**
     * @param reference as it was typed
     * @return empty for a number that does not exist and for one that the actor may not see alike
     */
    public Optional<Explanation> find(String reference, Actor actor) {
        return decisions.find(reference, actor).map(this::explain);
    }

    /**
     * What would be decided.
     *
     * @param roles each role of the application, in the order of their ids
     */
    public record Tried(AccessDecision decision, List<Explanation.RoleExplained> roles) {
        public Tried {
            roles = List.copyOf(roles);
        }
    }

    /** Decides as a sign-in would, from the rules and releases of now, and keeps nothing. */
    public Tried tried(Person person, Person.SignIn signIn, Application application) {
        AccessDecision decision = decisions.decide(person, signIn, application);
        RuleIndex rules = ruleSets.index(person.providerId(), application.id());
        return new Tried(decision, explainer.roles(decision.inputs(), rules));
    }

    private Explanation explain(RecordedDecision recorded) {
        AccessDecision decision = recorded.decision();
        DecisionInputs inputs = decision.inputs();
        List<Rule> rules = ruleSets.at(inputs.provider(), inputs.ruleSetVersion()).stream()
                .filter(rule -> rule.application().equals(inputs.application()))
                .toList();
        return new Explanation(
                recorded,
                Explainer.same(decision, decisions.replay(recorded)),
                explainer.roles(inputs, RuleIndex.of(inputs.ruleSetVersion(), rules)),
                today(decision));
    }

    private @Nullable Today today(AccessDecision then) {
        DecisionInputs inputs = then.inputs();
        Person person = accounts.find(inputs.accountId()).orElse(null);
        Application application = applications.find(inputs.application()).orElse(null);
        if (person == null || application == null) {
            return null;
        }
        AccessDecision now = decisions.decide(
                person, new Person.SignIn(inputs.assurance(), person.readAt(), List.of()), application);
        return new Today(now, Explainer.same(then, now), Explainer.changed(inputs, now.inputs()));
    }
}
