package de.stadttor.access;

import de.stadttor.access.Effect.Row;
import de.stadttor.application.Application;
import de.stadttor.person.Person;
import de.stadttor.person.StaffMember;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides for each person under two rule sets and tells what differs, in the applications whose rules are not the same
 * in both. It asks nobody, keeps nothing beyond itself, and runs no code but that of the conditions, which end. It
 * assumes that people sign in with the assurance that an application wants. Used by one thread.
 */
public final class Simulation {

    private final Decider decider;
    private final Scene scene;
    private final List<Compared> compared = new ArrayList<>();
    private final List<Rule> rulesAfter;
    private final Set<String> changed;
    private final Map<String, RuleUse> uses = new HashMap<>();
    private final List<Row> rows = new ArrayList<>();
    private int people;

    /** An application with its rules of both sides. */
    private record Compared(Application application, RuleIndex before, RuleIndex after, Tally tally) {}

    /**
     * @param before all rules of the scene's provider as they are
     * @param after all of them as they would be, valid by {@link RuleSets#problems}
     */
    public Simulation(CelExpressions expressions, Scene scene, Collection<Rule> before, Collection<Rule> after) {
        this.decider = new Decider(expressions);
        this.scene = scene;
        List<RuleChange> changes = RuleChange.between(before, after);
        this.changed = changes.stream()
                .map(RuleChange::after)
                .filter(Objects::nonNull)
                .map(Rule::id)
                .collect(Collectors.toSet());
        Set<String> touched = changes.stream()
                .flatMap(RuleChange::sides)
                .map(Rule::application)
                .collect(Collectors.toSet());
        this.rulesAfter = after.stream()
                .filter(rule -> touched.contains(rule.application()))
                .toList();
        Map<String, List<Rule>> old = byApplication(before);
        Map<String, List<Rule>> wanted = byApplication(after);
        touched.stream()
                .sorted()
                .forEach(id -> scene.application(id)
                        .ifPresent(application -> compared.add(new Compared(
                                application,
                                RuleIndex.of(0, old.getOrDefault(id, List.of())),
                                RuleIndex.of(0, wanted.getOrDefault(id, List.of())),
                                new Tally(id)))));
    }

    private static Map<String, List<Rule>> byApplication(Collection<Rule> rules) {
        return rules.stream().collect(Collectors.groupingBy(Rule::application));
    }

    /**
     * Looks at one person more.
     *
     * @throws IllegalArgumentException for another provider's
     */
    public void judge(StaffMember member) {
        if (!member.person().providerId().equals(scene.provider().id())) {
            throw new IllegalArgumentException("a simulation sees the own provider's people alone");
        }
        people++;
        for (Compared each : compared) {
            Difference difference = difference(member.person(), each);
            each.tally().add(difference);
            RuleUse.count(uses, difference.matched(), difference.failed());
            if (difference.changes()) {
                rows.add(row(member, each.application().id(), difference));
            }
        }
    }

    private Difference difference(Person person, Compared each) {
        Application application = each.application();
        DecisionInputs inputs = DecisionInputs.of(
                person,
                Outlook.SURE,
                application,
                scene.provider(),
                scene.releases().get(application.id()),
                0,
                scene.today());
        return Difference.between(decider.decide(inputs, each.before()), decider.decide(inputs, each.after()));
    }

    private static Row row(StaffMember member, String application, Difference difference) {
        return new Row(
                member,
                application,
                difference.gained(),
                difference.lost(),
                difference.kept(),
                difference.withheld(),
                difference.before(),
                difference.after());
    }

    /**
     * What came out for those who were looked at so far.
     *
     * @param knownGroups all groups that the provider's directory has; null where nobody knows
     */
    public Effect effect(@Nullable Set<String> knownGroups) {
        List<Row> sorted = rows.stream()
                .sorted(Comparator.comparing(Row::application)
                        .thenComparing(row -> row.member().name())
                        .thenComparing(row -> row.member().subject()))
                .toList();
        return new Effect(
                people,
                sorted,
                compared.stream().map(each -> each.tally().count()).toList(),
                new RuleOddities(scene, uses, changed, knownGroups).of(rulesAfter),
                digest(sorted));
    }

    /** Of what happens to whom, not of how they are called. */
    private static String digest(List<Row> rows) {
        Map<String, String> lines = new TreeMap<>();
        for (Row row : rows) {
            lines.put(
                    row.application() + " " + row.member().subject().length() + " "
                            + row.member().subject(),
                    "%s %s %s %s %s".formatted(row.gained(), row.lost(), row.withheld(), row.before(), row.after()));
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            lines.forEach((who, what) -> digest.update((who + "\n" + what + "\n").getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java lacks SHA-256", e);
        }
    }
}
