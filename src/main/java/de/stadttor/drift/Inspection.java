package de.stadttor.drift;

import de.stadttor.access.CelExpressions;
import de.stadttor.access.Effect;
import de.stadttor.access.Rule;
import de.stadttor.access.RuleReview;
import de.stadttor.access.RulesByName;
import de.stadttor.access.Scene;
import de.stadttor.directory.DirectoryGroup;
import de.stadttor.directory.DirectoryPerson;
import de.stadttor.directory.DirectorySnapshot;
import de.stadttor.drift.Finding.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Holds a provider's rules against one read of its directory. Asks nobody and keeps nothing. */
final class Inspection {

    private final Scene scene;
    private final DirectorySnapshot directory;
    private final List<Rule> rules;
    private final Map<String, List<Renamed>> renamed;
    private final Set<String> claims;
    private final List<Finding> findings = new ArrayList<>();
    private final Set<String> explained = new HashSet<>();

    private Inspection(
            Scene scene, DirectorySnapshot directory, Collection<Rule> active, Map<String, List<Renamed>> renamed) {
        this.scene = scene;
        this.directory = directory;
        this.rules = active.stream()
                .filter(rule -> rule.until() == null || !scene.today().isAfter(rule.until()))
                .toList();
        this.renamed = renamed;
        this.claims = directory.groups().stream().map(DirectoryGroup::claim).collect(Collectors.toSet());
    }

    /**
     * @param rules all that are active
     * @param renamed by rule, see {@link SeenGroups#renamed}
     */
    static List<Finding> of(
            CelExpressions expressions,
            Scene scene,
            DirectorySnapshot directory,
            Collection<Rule> rules,
            Map<String, List<Renamed>> renamed) {
        Inspection inspection = new Inspection(scene, directory, rules, renamed);
        inspection.renamedGroups();
        inspection.unknownGroups();
        inspection.rulesWithoutEffect(expressions);
        inspection.unusedGroups();
        return List.copyOf(inspection.findings);
    }

    private void renamedGroups() {
        Map<Renamed, Integer> naming = new HashMap<>();
        Map<Renamed, Integer> quoting = new HashMap<>();
        for (Rule rule : rules) {
            for (Renamed each : renamed.getOrDefault(rule.id(), List.of())) {
                boolean names = RulesByName.groupsOf(rule).contains(each.oldName());
                (names ? naming : quoting).merge(each, 1, Integer::sum);
                explained.add(rule.id());
            }
        }
        Map<String, Renamed> sorted = new TreeMap<>();
        naming.keySet().forEach(each -> sorted.put(each.oldName() + "\0" + each.groupId(), each));
        quoting.keySet().forEach(each -> sorted.put(each.oldName() + "\0" + each.groupId(), each));
        sorted.values()
                .forEach(each -> findings.add(
                        Finding.renamed(each, naming.getOrDefault(each, 0), quoting.getOrDefault(each, 0))));
    }

    private void unknownGroups() {
        for (Rule rule : rules) {
            Set<String> explainedNames = renamed.getOrDefault(rule.id(), List.of()).stream()
                    .map(Renamed::oldName)
                    .collect(Collectors.toSet());
            for (String name : RulesByName.groupsOf(rule)) {
                if (!claims.contains(name) && !explainedNames.contains(name)) {
                    findings.add(Finding.ofRule(Kind.RULE_UNKNOWN_GROUP, rule.id(), rule.application(), name, null));
                    explained.add(rule.id());
                }
            }
        }
    }

    private void rulesWithoutEffect(CelExpressions expressions) {
        RuleReview review = new RuleReview(expressions, scene, rules);
        for (DirectoryPerson person : directory.people()) {
            review.judge(directory.seen(person, scene.provider()));
        }
        List<Finding> failing = new ArrayList<>();
        List<Finding> matchingNobody = new ArrayList<>();
        for (Effect.Finding oddity : review.findings(null)) {
            switch (oddity.oddity()) {
                case FAILS ->
                    failing.add(Finding.ofRule(
                            Kind.RULE_FAILS, oddity.ruleId(), oddity.application(), null, oddity.detail()));
                case MATCHES_NOBODY, NEVER_HOLDS -> {
                    if (!explained.contains(oddity.ruleId())) {
                        matchingNobody.add(Finding.ofRule(
                                Kind.RULE_MATCHES_NOBODY, oddity.ruleId(), oddity.application(), null, null));
                    }
                }
                default -> {}
            }
        }
        findings.addAll(failing);
        findings.addAll(matchingNobody);
    }

    private void unusedGroups() {
        RulesByName byName = RulesByName.of(rules);
        for (DirectoryGroup group : directory.groups()) {
            if (group.members() > 0 && !byName.asksForGroup(group.claim())) {
                findings.add(Finding.unused(group.claim(), group.id(), group.members()));
            }
        }
    }
}
