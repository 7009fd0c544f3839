package de.stadttor.access;

import de.stadttor.access.Effect.Finding;
import de.stadttor.access.Effect.Oddity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Names what is odd about rules, each rule's first oddity: that which explains the others. */
final class RuleOddities {

    private static final int MOST = 1_000;

    private final Scene scene;
    private final Map<String, RuleUse> uses;
    private final Set<String> changed;
    private final @Nullable Set<String> knownGroups;

    /**
     * @param uses by rule; a rule that took part in no decision is missing
     * @param changed ids of the rules that the change adds or alters
     * @param knownGroups all that the directory has; null where nobody knows
     */
    RuleOddities(Scene scene, Map<String, RuleUse> uses, Set<String> changed, @Nullable Set<String> knownGroups) {
        this.scene = scene;
        this.uses = uses;
        this.changed = changed;
        this.knownGroups = knownGroups;
    }

    /** Those of changed rules first, then by id; a thousand at most. */
    List<Finding> of(Collection<Rule> rules) {
        List<Finding> findings = all(rules);
        return findings.subList(0, Math.min(findings.size(), MOST));
    }

    List<Finding> all(Collection<Rule> rules) {
        List<Finding> findings = new ArrayList<>();
        for (Rule rule : rules) {
            Finding finding = of(rule);
            if (finding != null) {
                findings.add(finding);
            }
        }
        findings.sort(
                Comparator.comparing((Finding finding) -> !finding.changed()).thenComparing(Finding::ruleId));
        return findings;
    }

    private @Nullable Finding of(Rule rule) {
        RuleUse use = uses.getOrDefault(rule.id(), new RuleUse());
        if (rule.until() != null && scene.today().isAfter(rule.until())) {
            return finding(rule, Oddity.IS_OVER, rule.until().toString());
        }
        if (!Satisfiability.canHold(rule.when())) {
            return finding(rule, Oddity.NEVER_HOLDS, null);
        }
        String unknown = unknownGroup(rule.when());
        if (unknown != null && !Satisfiability.canHold(rule.when(), this::isKnown)) {
            return finding(rule, Oddity.UNKNOWN_GROUP, unknown);
        }
        if (rule.from() != null && scene.today().isBefore(rule.from())) {
            return finding(rule, Oddity.BEGINS_LATER, rule.from().toString());
        }
        if (use.failure() != null) {
            return finding(rule, Oddity.FAILS, use.failure());
        }
        if (use.matched() == 0) {
            return finding(rule, Oddity.MATCHES_NOBODY, null);
        }
        Release release = scene.releases().get(rule.application());
        if (release == null || !release.inForce(scene.today())) {
            return finding(rule, Oddity.NOT_RELEASED, rule.application());
        }
        return use.covering() == null ? null : finding(rule, Oddity.OVERLAPS, use.covering());
    }

    private Finding finding(Rule rule, Oddity oddity, @Nullable String detail) {
        return new Finding(oddity, rule.id(), rule.application(), changed.contains(rule.id()), detail);
    }

    private @Nullable String unknownGroup(Condition condition) {
        return switch (condition) {
            case Condition.Group group -> isKnown(group) ? null : group.name();
            case Condition.GroupBelow below -> isKnown(below) ? null : below.name();
            case Condition.Any any -> firstUnknown(any.conditions());
            case Condition.All all -> firstUnknown(all.conditions());
            case Condition.Not not -> unknownGroup(not.condition());
            default -> null;
        };
    }

    private @Nullable String firstUnknown(List<Condition> conditions) {
        for (Condition condition : conditions) {
            String unknown = unknownGroup(condition);
            if (unknown != null) {
                return unknown;
            }
        }
        return null;
    }

    private boolean isKnown(Condition simple) {
        if (knownGroups == null) {
            return true;
        }
        return switch (simple) {
            case Condition.Group group -> knownGroups.contains(group.name());
            case Condition.GroupBelow below ->
                knownGroups.contains(below.name())
                        || knownGroups.stream().anyMatch(group -> group.startsWith(below.name() + "/"));
            default -> true;
        };
    }
}
