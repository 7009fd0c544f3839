package de.stadttor.access;

import de.stadttor.application.Application;
import de.stadttor.federation.Assurance;
import de.stadttor.person.Person;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Counts by which ways a provider's people come to roles, deciding for each as a sign-in would. Asks nobody, keeps nothing
 * beyond itself. It assumes that people sign in with the assurance that an application wants, and counts roles that the
 * rules give also where a release or a state stands against them. Used by one thread.
 */
public final class RoleWaysCount {

    private static final Person.SignIn SURE = new Person.SignIn(Assurance.HIGH, Instant.EPOCH, List.of());

    private final Decider decider;
    private final Scene scene;
    private final List<Rule> rules;
    private final Map<String, RoleWays.Source> sources;
    private final List<Looked> applications;
    private final Map<Key, Integer> ways = new HashMap<>();
    private final Map<Target, Integer> roles = new HashMap<>();
    private int people;

    private record Looked(Application application, RuleIndex rules) {}

    private record Target(String application, String role) {}

    private record Key(RoleWays.Source source, Target target) {}

    /**
     * @param active all rules of the scene's provider; those that do not count on the scene's day are left out
     */
    public RoleWaysCount(CelExpressions expressions, Scene scene, Collection<Rule> active) {
        this.decider = new Decider(expressions);
        this.scene = scene;
        this.rules = active.stream().filter(rule -> rule.inForce(scene.today())).toList();
        this.sources = rules.stream().collect(Collectors.toMap(Rule::id, RoleWays.Source::of));
        Map<String, List<Rule>> byApplication = rules.stream().collect(Collectors.groupingBy(Rule::application));
        this.applications = byApplication.entrySet().stream()
                .flatMap(entry -> scene
                        .application(entry.getKey())
                        .map(application -> new Looked(application, RuleIndex.of(0, entry.getValue())))
                        .stream())
                .toList();
    }

    /** Looks at one person more; whom the provider or the hub keeps out does not count. */
    public void judge(Person person) {
        if (!person.enabled()) {
            return;
        }
        people++;
        Set<Key> taken = new HashSet<>();
        Set<Target> had = new HashSet<>();
        for (Looked each : applications) {
            String application = each.application().id();
            DecisionInputs inputs = DecisionInputs.of(
                    person,
                    SURE,
                    each.application(),
                    scene.provider(),
                    scene.releases().get(application),
                    0,
                    scene.today());
            for (AccessDecision.Matched matched :
                    decider.decide(inputs, each.rules()).matched()) {
                RoleWays.Source source = sources.getOrDefault(matched.ruleId(), RoleWays.Source.OTHERS);
                for (String role : matched.granted()) {
                    Target target = new Target(application, role);
                    taken.add(new Key(source, target));
                    had.add(target);
                }
            }
        }
        taken.forEach(key -> ways.merge(key, 1, Integer::sum));
        had.forEach(target -> roles.merge(target, 1, Integer::sum));
    }

    /** What came out for those who were looked at so far. */
    public RoleWays ofPeople() {
        return sorted(people, ways, roles);
    }

    /** How many rules lead which way: where nobody knows the people. */
    public RoleWays ofRules() {
        Map<Key, Integer> taken = new HashMap<>();
        Map<Target, Integer> had = new HashMap<>();
        for (Rule rule : rules) {
            Application application = scene.application(rule.application()).orElse(null);
            for (String role : rule.grant()) {
                if (application != null && application.role(role).isPresent()) {
                    Target target = new Target(rule.application(), role);
                    taken.merge(new Key(RoleWays.Source.of(rule), target), 1, Integer::sum);
                    had.merge(target, 1, Integer::sum);
                }
            }
        }
        return sorted(null, taken, had);
    }

    /**
     * The widest ways alone, the others summed by application.
     *
     * @param application whose ways; empty for all
     * @param most how many ways; what is summed comes on top
     */
    public static RoleWays bounded(RoleWays all, String application, int most) {
        List<RoleWays.Way> wanted = all.ways().stream()
                .filter(way -> application.isEmpty() || way.application().equals(application))
                .toList();
        List<RoleWays.Way> shown = new ArrayList<>(wanted.subList(0, Math.min(most, wanted.size())));
        Set<Target> targets = shown.stream()
                .map(way -> new Target(way.application(), way.role()))
                .collect(Collectors.toSet());
        Set<String> named = shown.stream().map(RoleWays.Way::application).collect(Collectors.toSet());
        Map<Target, Integer> rest = new LinkedHashMap<>();
        for (RoleWays.Way way : wanted.subList(shown.size(), wanted.size())) {
            Target target = new Target(way.application(), way.role());
            Target summed = targets.contains(target)
                    ? target
                    : new Target(named.contains(way.application()) ? way.application() : "", "");
            rest.merge(summed, way.count(), Integer::sum);
        }
        rest.forEach((target, count) ->
                shown.add(new RoleWays.Way(RoleWays.Source.OTHERS, target.application(), target.role(), count)));
        List<RoleWays.Role> roles = new ArrayList<>(all.roles().stream()
                .filter(role -> targets.contains(new Target(role.application(), role.role())))
                .toList());
        rest.forEach((target, count) -> {
            if (!targets.contains(target)) {
                roles.add(new RoleWays.Role(target.application(), target.role(), count));
            }
        });
        return new RoleWays(all.people(), shown, roles);
    }

    private static RoleWays sorted(@Nullable Integer people, Map<Key, Integer> ways, Map<Target, Integer> roles) {
        return new RoleWays(
                people,
                ways.entrySet().stream()
                        .map(way -> new RoleWays.Way(
                                way.getKey().source(),
                                way.getKey().target().application(),
                                way.getKey().target().role(),
                                way.getValue()))
                        .sorted(Comparator.comparingInt(RoleWays.Way::count)
                                .reversed()
                                .thenComparing(RoleWays.Way::application)
                                .thenComparing(RoleWays.Way::role)
                                .thenComparing(way -> way.source().name()))
                        .toList(),
                roles.entrySet().stream()
                        .map(role -> new RoleWays.Role(
                                role.getKey().application(), role.getKey().role(), role.getValue()))
                        .sorted(Comparator.comparingInt(RoleWays.Role::count)
                                .reversed()
                                .thenComparing(RoleWays.Role::application)
                                .thenComparing(RoleWays.Role::role))
                        .toList());
    }
}
