package de.stadttor.access;

import de.stadttor.application.Application;
import de.stadttor.platform.Actor;
import de.stadttor.platform.NotAllowed;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Who may change which rules: an operator all, a provider's admin those of the own provider, and of those for the hub
 * itself only the ones that grant {@code provider-admin} and nothing else. Both what a rule was and what it becomes
 * count, so that nothing is reached by renaming or moving a rule. Nobody can make themselves more than they are.
 */
final class RuleGuard {

    private final Map<String, Application> applications = new HashMap<>();

    /**
     * @param applications all that there are
     */
    RuleGuard(Collection<Application> applications) {
        applications.forEach(application -> this.applications.put(application.id(), application));
    }

    /**
     * @throws NotAllowed where the actor has no say in this provider's rules at all
     */
    static void checkProvider(Actor actor, String provider) {
        if (!actor.isOperator() && !actor.administers(provider)) {
            throw new NotAllowed("the rules of " + provider + " are changed by its own provider-admin or an operator");
        }
    }

    /**
     * For a change that takes effect at once, without a second person.
     *
     * @throws NotAllowed at the first change that the actor may not make alone
     */
    void check(Actor actor, String provider, Collection<RuleChange> changes) {
        checkProvider(actor, provider);
        if (!actor.isOperator()) {
            changes.forEach(change -> change.sides().forEach(rule -> {
                if (!secondPerson(actor, provider, rule).isEmpty()) {
                    throw new NotAllowed("rule " + rule.id() + " needs a second person: it grants a sensitive role");
                }
            }));
        }
    }

    /**
     * As what somebody else has to approve what the actor proposes: as an operator, as the provider's admin, as both.
     *
     * @return empty where it may take effect without a second person
     * @throws NotAllowed at the first change that the actor may not even propose
     */
    SortedSet<String> secondPersons(Actor actor, String provider, Collection<RuleChange> changes) {
        checkProvider(actor, provider);
        SortedSet<String> roles = new TreeSet<>();
        changes.forEach(change -> change.sides().forEach(rule -> roles.addAll(secondPerson(actor, provider, rule))));
        return roles;
    }

    private Set<String> secondPerson(Actor actor, String provider, Rule rule) {
        if (!rule.provider().equals(provider)) {
            throw new NotAllowed("rule " + rule.id() + " belongs to another provider");
        }
        boolean ofTheHub = rule.application().equals(Application.STADTTOR);
        if (ofTheHub && actor.isOperator()) {
            return Set.of(Actor.OPERATOR);
        }
        if (ofTheHub && !rule.grant().equals(Set.of(Actor.PROVIDER_ADMIN))) {
            throw new NotAllowed("rule " + rule.id() + " is for " + Application.STADTTOR
                    + ": such rules are the operators', apart from those that grant provider-admin alone");
        }
        return ofTheHub || grantsSensitiveRole(rule) ? Set.of(Actor.PROVIDER_ADMIN) : Set.of();
    }

    /** A role of which nothing is known counts as sensitive. */
    private boolean grantsSensitiveRole(Rule rule) {
        Application application = applications.get(rule.application());
        return application == null
                || rule.grant().stream()
                        .anyMatch(role -> application
                                .role(role)
                                .map(Application.Role::sensitive)
                                .orElse(true));
    }
}
