package de.stadttor.access;

import de.stadttor.application.Application;
import de.stadttor.federation.Assurance;
import de.stadttor.person.Person;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * What somebody would get now in each application, for a look: nothing of it is recorded, and nobody gets in by it. It
 * assumes that they sign in with the assurance that an application wants.
 */
public final class Outlook {

    static final Person.SignIn SURE = new Person.SignIn(Assurance.HIGH, Instant.EPOCH, List.of());

    private Outlook() {}

    /**
     * @param rules all that are active at the scene's provider
     * @return by application id, those alone at which people sign in
     * @throws IllegalArgumentException for somebody of another provider
     */
    public static List<AccessDecision> of(
            CelExpressions expressions, Scene scene, Collection<Rule> rules, Person person) {
        Decider decider = new Decider(expressions);
        return scene.applications().values().stream()
                .filter(application -> application.signsPeopleIn())
                .sorted(Comparator.comparing(Application::id))
                .map(application -> decider.decide(
                        DecisionInputs.of(
                                person,
                                SURE,
                                application,
                                scene.provider(),
                                scene.releases().get(application.id()),
                                0,
                                scene.today()),
                        RuleIndex.of(
                                0,
                                rules.stream()
                                        .filter(rule -> rule.application().equals(application.id()))
                                        .toList())))
                .toList();
    }
}
