package de.stadttor.drift;

import de.stadttor.access.Condition;
import de.stadttor.access.Rule;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * New names in place of old ones, all at once: where two groups swapped their names, one after the other would put both
 * rules on the same group. Expressions are left as they are.
 *
 * @param names new by old
 */
record Renaming(Map<String, String> names) {

    Renaming {
        names = Map.copyOf(names);
    }

    static Renaming of(Collection<Renamed> all) {
        Map<String, String> names = new LinkedHashMap<>();
        all.forEach(renamed -> names.put(renamed.oldName(), renamed.newName()));
        return new Renaming(names);
    }

    /** Those of this group, and of those that took a name from it or gave it theirs. */
    static Set<Renamed> around(String groupId, Collection<Renamed> all) {
        Set<Renamed> chain = new HashSet<>();
        Set<String> names = new HashSet<>();
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Renamed each : all) {
                boolean touches = each.groupId().equals(groupId)
                        || names.contains(each.oldName())
                        || names.contains(each.newName());
                if (touches && chain.add(each)) {
                    names.add(each.oldName());
                    names.add(each.newName());
                    grown = true;
                }
            }
        }
        return chain;
    }

    Rule applied(Rule rule) {
        Condition when = applied(rule.when());
        return when.equals(rule.when())
                ? rule
                : new Rule(
                        rule.id(),
                        rule.provider(),
                        rule.application(),
                        when,
                        rule.grant(),
                        rule.from(),
                        rule.until(),
                        rule.why());
    }

    private Condition applied(Condition condition) {
        return switch (condition) {
            case Condition.Group group -> new Condition.Group(named(group.name()));
            case Condition.GroupBelow below -> new Condition.GroupBelow(named(below.name()));
            case Condition.Any any -> new Condition.Any(applied(any.conditions()));
            case Condition.All all -> new Condition.All(applied(all.conditions()));
            case Condition.Not not -> new Condition.Not(applied(not.condition()));
            case Condition.Role role -> role;
            case Condition.OrgUnit unit -> unit;
            case Condition.Cel cel -> cel;
        };
    }

    private List<Condition> applied(List<Condition> conditions) {
        return conditions.stream().map(this::applied).toList();
    }

    private String named(String name) {
        return names.getOrDefault(name, name);
    }
}
