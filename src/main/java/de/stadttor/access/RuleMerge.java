package de.stadttor.access;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Changes that were made from one version, carried over to what is active now: what others changed in other rules
 * stays, what they changed in the same rules is named.
 *
 * @param rules all rules as they would be
 * @param changes what is left to do: a change that is there already is none
 * @param conflicts rules that somebody else changed meanwhile, in another way; as long as there are any, the rest says
 *     nothing
 */
public record RuleMerge(List<Rule> rules, List<RuleChange> changes, List<Conflict> conflicts) {

    /**
     * One rule that two people want to change.
     *
     * @param wanted what the changes make of it; null: it is to go
     * @param found what it is now; null: it is gone
     */
    public record Conflict(
            String ruleId, @Nullable Rule wanted, @Nullable Rule found) {}

    public RuleMerge {
        rules = List.copyOf(rules);
        changes = List.copyOf(changes);
        conflicts = List.copyOf(conflicts);
    }

    public static RuleMerge of(Collection<Rule> active, Collection<RuleChange> wanted) {
        Map<String, Rule> rules = new TreeMap<>();
        active.forEach(rule -> rules.put(rule.id(), rule));
        List<RuleChange> left = new ArrayList<>();
        List<Conflict> conflicts = new ArrayList<>();
        for (RuleChange change : wanted) {
            Rule now = rules.get(change.ruleId());
            if (Objects.equals(now, change.after())) {
                continue;
            }
            if (!Objects.equals(now, change.before())) {
                conflicts.add(new Conflict(change.ruleId(), change.after(), now));
                continue;
            }
            left.add(change);
            if (change.after() == null) {
                rules.remove(change.ruleId());
            } else {
                rules.put(change.ruleId(), change.after());
            }
        }
        return new RuleMerge(List.copyOf(rules.values()), left, conflicts);
    }
}
