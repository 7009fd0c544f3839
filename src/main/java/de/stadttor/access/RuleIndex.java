package de.stadttor.access;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One provider's rules for one application, found by what they ask for: a decision looks at those rules alone that
 * might hold, however many there are. A rule is filed under keys of which at least one must hold if its condition
 * does; where there are none ({@code not}, {@code cel}) it is looked at each time. Immutable.
 */
final class RuleIndex {

    private final long version;
    private final Map<Condition, List<Rule>> filed = new HashMap<>();
    private final List<Rule> unfiled = new ArrayList<>();
    private final Map<String, List<Rule>> byRole = new HashMap<>();

    private RuleIndex(long version) {
        this.version = version;
    }

    /**
     * @param version of the rule set that these rules are of
     */
    static RuleIndex of(long version, Collection<Rule> rules) {
        RuleIndex index = new RuleIndex(version);
        rules.stream().sorted(Comparator.comparing(Rule::id)).forEach(index::file);
        return index;
    }

    long version() {
        return version;
    }

    /** Those that may hold, in the order of their ids: with complete groups, no other rule can. */
    List<Rule> candidates(DecisionInputs inputs) {
        Set<Rule> found = new TreeSet<>(Comparator.comparing(Rule::id));
        found.addAll(unfiled);
        for (String group : inputs.groups()) {
            found.addAll(under(new Condition.Group(group)));
            found.addAll(under(new Condition.GroupBelow(group)));
            for (int slash = group.lastIndexOf('/'); slash > 0; slash = group.lastIndexOf('/', slash - 1)) {
                found.addAll(under(new Condition.GroupBelow(group.substring(0, slash))));
            }
        }
        for (String role : inputs.roles()) {
            found.addAll(under(new Condition.Role(role)));
        }
        if (inputs.orgUnit() != null) {
            found.addAll(under(new Condition.OrgUnit(inputs.orgUnit())));
        }
        return List.copyOf(found);
    }

    /** All that grant this role, in the order of their ids. */
    List<Rule> granting(String role) {
        return byRole.getOrDefault(role, List.of());
    }

    private List<Rule> under(Condition key) {
        return filed.getOrDefault(key, List.of());
    }

    private void file(Rule rule) {
        keys(rule.when())
                .ifPresentOrElse(
                        keys -> keys.forEach(key -> filed.computeIfAbsent(key, k -> new ArrayList<>(1))
                                .add(rule)),
                        () -> unfiled.add(rule));
        rule.grant()
                .forEach(role ->
                        byRole.computeIfAbsent(role, r -> new ArrayList<>()).add(rule));
    }

    /** Simple conditions of which at least one holds wherever the condition holds; empty where nothing of that kind is known. */
    private static Optional<Set<Condition>> keys(Condition condition) {
        return switch (condition) {
            case Condition.Group simple -> Optional.of(Set.of(simple));
            case Condition.GroupBelow simple -> Optional.of(Set.of(simple));
            case Condition.Role simple -> Optional.of(Set.of(simple));
            case Condition.OrgUnit simple -> Optional.of(Set.of(simple));
            case Condition.Any any -> keysOfAny(any);
            case Condition.All all ->
                all.conditions().stream().flatMap(part -> keys(part).stream()).min(Comparator.comparingInt(Set::size));
            case Condition.Not not -> Optional.empty();
            case Condition.Cel cel -> Optional.empty();
        };
    }

    private static Optional<Set<Condition>> keysOfAny(Condition.Any any) {
        Set<Condition> union = new HashSet<>();
        for (Condition part : any.conditions()) {
            Optional<Set<Condition>> keys = keys(part);
            if (keys.isEmpty()) {
                return Optional.empty();
            }
            union.addAll(keys.get());
        }
        return Optional.of(union);
    }
}
