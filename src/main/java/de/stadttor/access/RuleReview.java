package de.stadttor.access;

import de.stadttor.access.Effect.Finding;
import de.stadttor.application.Application;
import de.stadttor.person.Person;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks at all active rules of a provider with the eyes of its people, as a {@link Simulation} does for those that a
 * change is about, and keeps of each person nothing but the count. Used by one thread.
 */
public final class RuleReview {

    private final Decider decider;
    private final Scene scene;
    private final Collection<Rule> rules;
    private final Map<Application, RuleIndex> indexes = new HashMap<>();
    private final Map<String, RuleUse> uses = new HashMap<>();

    /**
     * @param rules all that are active at the scene's provider
     */
    public RuleReview(CelExpressions expressions, Scene scene, Collection<Rule> rules) {
        this.decider = new Decider(expressions);
        this.scene = scene;
        this.rules = rules;
        rules.stream()
                .collect(Collectors.groupingBy(Rule::application))
                .forEach((id, its) ->
                        scene.application(id).ifPresent(application -> indexes.put(application, RuleIndex.of(0, its))));
    }

    /**
     * Looks at one person more.
     *
     * @throws IllegalArgumentException for another provider's
     */
    public void judge(Person person) {
        indexes.forEach((application, index) -> {
            AccessDecision decision = decider.decide(
                    DecisionInputs.of(
                            person,
                            Outlook.SURE,
                            application,
                            scene.provider(),
                            scene.releases().get(application.id()),
                            0,
                            scene.today()),
                    index);
            RuleUse.count(uses, decision.matched(), decision.failed());
        });
    }

    /**
     * What is odd about the rules, by id.
     *
     * @param knownGroups all groups that the provider's directory has; null where nobody knows
     */
    public List<Finding> findings(@Nullable Set<String> knownGroups) {
        return new RuleOddities(scene, uses, Set.of(), knownGroups).all(rules);
    }
}
