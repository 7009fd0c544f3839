package de.stadttor.access;

import de.stadttor.application.Application;
import de.stadttor.platform.Actor;
import de.stadttor.platform.NotAllowed;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

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
     * @throws NotAllowed at the first change that the actor may not make
     */
    void check(Actor actor, String provider, Collection<RuleChange> changes) {
        checkProvider(actor, provider);
        if (!actor.isOperator()) {
            changes.forEach(change -> change.sides().forEach(rule -> checkAdmin(provider, rule)));
        }
    }

    private void checkAdmin(String provider, Rule rule) {
        if (!rule.provider().equals(provider)) {
            throw new NotAllowed("rule " + rule.id() + " belongs to another provider");
        }
        boolean ofTheHub = rule.application().equals(Application.STADTTOR);
        if (ofTheHub && !rule.grant().equals(Set.of(Actor.PROVIDER_ADMIN))) {
            throw new NotAllowed("rule " + rule.id() + " is for " + Application.STADTTOR
                    + ": such rules are the operators', apart from those that grant provider-admin alone");
        }
        if (ofTheHub || grantsSensitiveRole(rule)) {
            throw new NotAllowed("rule " + rule.id() + " needs a second person: it grants a sensitive role");
        }
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
