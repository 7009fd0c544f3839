package de.stadttor.access;

import de.stadttor.application.Application;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The way back to the rules of an earlier version, as far as it still exists.
 *
 * @param changes from what is active now
 * @param leftOut what of the old rules is no longer possible, one sentence each
 */
public record Restoration(List<RuleChange> changes, List<String> leftOut) {

    public Restoration {
        changes = List.copyOf(changes);
        leftOut = List.copyOf(leftOut);
    }

    static Restoration of(Collection<Rule> active, Collection<Rule> old, Collection<Application> applications) {
        Map<String, Application> known =
                applications.stream().collect(Collectors.toMap(Application::id, Function.identity()));
        List<Rule> possible = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        for (Rule rule : old) {
            Application application = known.get(rule.application());
            if (application == null) {
                leftOut.add("rule " + rule.id() + ": there is no application " + rule.application() + " any more");
                continue;
            }
            Set<String> grant = new TreeSet<>();
            for (String role : new TreeSet<>(rule.grant())) {
                if (application.role(role).isPresent()) {
                    grant.add(role);
                } else {
                    leftOut.add("rule " + rule.id() + ": application " + rule.application() + " has no role " + role
                            + " any more");
                }
            }
            if (!grant.isEmpty()) {
                possible.add(rule.granting(grant));
            }
        }
        return new Restoration(RuleChange.between(active, possible), leftOut);
    }
}
