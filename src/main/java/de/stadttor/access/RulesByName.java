package de.stadttor.access;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which rules ask for which of a directory's groups and roles, found without looking at each rule. An expression counts
 * as asking for a group where it might: where one of its texts is a part of the group's name, or where what it compares
 * with cannot be seen. Immutable.
 */
public final class RulesByName {

    private static final Pattern TEXT = Pattern.compile("'([^']*)'|\"([^\"]*)\"");
    private static final Pattern GROUPS = Pattern.compile("\\bgroups\\b");
    private static final Pattern ROLES = Pattern.compile("\\broles\\b");

    private final Map<String, Set<Rule>> byGroup = new HashMap<>();
    private final Map<String, Set<Rule>> below = new HashMap<>();
    private final Map<String, Set<Rule>> byRole = new HashMap<>();
    private final List<Asking> expressions = new ArrayList<>();

    /**
     * A rule with an expression.
     *
     * @param opaque whether it may mean what its texts do not say
     */
    private record Asking(Rule rule, boolean groups, boolean roles, boolean opaque, Set<String> texts) {

        static Asking of(Rule rule, String expression) {
            Set<String> texts = new HashSet<>();
            Matcher text = TEXT.matcher(expression);
            while (text.find()) {
                texts.add(text.group(1) == null ? text.group(2) : text.group(1));
            }
            texts.remove("");
            return new Asking(
                    rule,
                    GROUPS.matcher(expression).find(),
                    ROLES.matcher(expression).find(),
                    expression.contains("matches") || expression.contains("\\") || texts.isEmpty(),
                    texts);
        }

        boolean mightMean(String name) {
            return opaque || texts.stream().anyMatch(name::contains);
        }
    }

    private RulesByName(Collection<Rule> rules) {
        for (Rule rule : rules) {
            walk(rule.when(), (kind, name) -> {
                switch (kind) {
                    case Condition.Group group -> file(byGroup, name, rule);
                    case Condition.GroupBelow group -> file(below, name, rule);
                    case Condition.Role role -> file(byRole, name, rule);
                    case Condition.Cel cel -> expressions.add(Asking.of(rule, name));
                    default -> {}
                }
            });
        }
    }

    public static RulesByName of(Collection<Rule> rules) {
        return new RulesByName(rules);
    }

    /** Those that ask for this group, for one above it and all below, or by an expression that might; by id. */
    public List<Rule> ofGroup(String name) {
        Set<Rule> rules = new LinkedHashSet<>(byGroup.getOrDefault(name, Set.of()));
        selfAndAbove(name).forEach(each -> rules.addAll(below.getOrDefault(each, Set.of())));
        expressions.stream()
                .filter(asking -> asking.groups() && asking.mightMean(name))
                .forEach(asking -> rules.add(asking.rule()));
        return sorted(rules);
    }

    /** Whether {@link #ofGroup} is not empty, found at once. */
    public boolean asksForGroup(String name) {
        return byGroup.containsKey(name)
                || selfAndAbove(name).anyMatch(below::containsKey)
                || expressions.stream().anyMatch(asking -> asking.groups() && asking.mightMean(name));
    }

    /** Those that ask for this role of the provider, or by an expression that might; by id. */
    public List<Rule> ofRole(String name) {
        Set<Rule> rules = new LinkedHashSet<>(byRole.getOrDefault(name, Set.of()));
        expressions.stream()
                .filter(asking -> asking.roles() && asking.mightMean(name))
                .forEach(asking -> rules.add(asking.rule()));
        return sorted(rules);
    }

    /** The groups that rules name, outside of expressions; sorted. */
    public Set<String> groups() {
        Set<String> names = new TreeSet<>(byGroup.keySet());
        names.addAll(below.keySet());
        return names;
    }

    /** Those that name exactly this group, alone or with what is below, outside of expressions; by id. */
    public List<Rule> naming(String group) {
        Set<Rule> rules = new LinkedHashSet<>(byGroup.getOrDefault(group, Set.of()));
        rules.addAll(below.getOrDefault(group, Set.of()));
        return sorted(rules);
    }

    /** The groups that a rule names, outside of expressions; sorted. */
    public static Set<String> groupsOf(Rule rule) {
        return of(List.of(rule)).groups();
    }

    /** The texts that stand in a rule's expressions about groups; sorted. */
    public static Set<String> quotedBy(Rule rule) {
        Set<String> texts = new TreeSet<>();
        of(List.of(rule)).expressions.stream().filter(Asking::groups).forEach(asking -> texts.addAll(asking.texts()));
        return texts;
    }

    private static Stream<String> selfAndAbove(String name) {
        return Stream.iterate(
                name,
                each -> !each.isEmpty(),
                each -> each.lastIndexOf('/') <= 0 ? "" : each.substring(0, each.lastIndexOf('/')));
    }

    private static void walk(Condition condition, BiConsumer<Condition, String> visitor) {
        switch (condition) {
            case Condition.Any any -> any.conditions().forEach(part -> walk(part, visitor));
            case Condition.All all -> all.conditions().forEach(part -> walk(part, visitor));
            case Condition.Not not -> walk(not.condition(), visitor);
            case Condition.Group group -> visitor.accept(group, group.name());
            case Condition.GroupBelow group -> visitor.accept(group, group.name());
            case Condition.Role role -> visitor.accept(role, role.name());
            case Condition.OrgUnit unit -> visitor.accept(unit, unit.name());
            case Condition.Cel cel -> visitor.accept(cel, cel.expression());
        }
    }

    private static void file(Map<String, Set<Rule>> index, String name, Rule rule) {
        index.computeIfAbsent(name, any -> new LinkedHashSet<>()).add(rule);
    }

    private static List<Rule> sorted(Collection<Rule> rules) {
        return rules.stream().distinct().sorted(Comparator.comparing(Rule::id)).toList();
    }
}
