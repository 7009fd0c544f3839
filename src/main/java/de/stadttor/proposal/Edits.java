package de.stadttor.proposal;

import de.stadttor.access.Rule;
import de.stadttor.access.RuleChange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What somebody wants to be different in a provider's rules.
 *
 * @param set rules to be added, or to take the place of those with the same id
 * @param remove ids of rules to go; one that is not there is gone already
 */
public record Edits(List<Rule> set, Set<String> remove) {

    public Edits {
        set = List.copyOf(set);
        remove = Set.copyOf(remove);
    }

    /** What these changes come to, whatever they were made from. */
    public static Edits of(Collection<RuleChange> changes) {
        return new Edits(
                changes.stream().map(RuleChange::after).filter(Objects::nonNull).toList(),
                changes.stream()
                        .filter(change -> change.after() == null)
                        .map(RuleChange::ruleId)
                        .collect(Collectors.toSet()));
    }

    /** These and others; where both are about the same rule, the others count. */
    Edits and(Edits others) {
        Map<String, Rule> rules = new TreeMap<>();
        set.forEach(rule -> rules.put(rule.id(), rule));
        rules.keySet().removeAll(others.remove());
        others.set().forEach(rule -> rules.put(rule.id(), rule));
        Set<String> gone = new HashSet<>(remove);
        gone.addAll(others.remove());
        gone.removeAll(rules.keySet());
        return new Edits(List.copyOf(rules.values()), gone);
    }

    int size() {
        return set.size() + remove.size();
    }

    /** As differences from these rules; what is so already is none. */
    List<RuleChange> from(Collection<Rule> active) {
        Map<String, Rule> wanted = new TreeMap<>();
        active.forEach(rule -> wanted.put(rule.id(), rule));
        wanted.keySet().removeAll(remove);
        set.forEach(rule -> wanted.put(rule.id(), rule));
        return RuleChange.between(active, new ArrayList<>(wanted.values()));
    }
}
