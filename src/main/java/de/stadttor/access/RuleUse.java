package de.stadttor.access;

import de.stadttor.access.AccessDecision.Failed;
import de.stadttor.access.AccessDecision.Matched;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** For one rule: whom it matched, and whether anybody needs it. */
final class RuleUse {

    private int matched;
    private boolean needed;
    private @Nullable String covering;
    private @Nullable String failure;

    int matched() {
        return matched;
    }

    /** Null where somebody has a role from this rule alone, or where it matched nobody; else one that gives the same. */
    @Nullable
    String covering() {
        return needed ? null : covering;
    }

    @Nullable
    String failure() {
        return failure;
    }

    /** Counts one decision for each of the rules that took part in it. */
    static void count(Map<String, RuleUse> uses, List<Matched> matched, List<Failed> failed) {
        if (matched.isEmpty() && failed.isEmpty()) {
            return;
        }
        Map<String, Integer> givers = new HashMap<>();
        matched.forEach(match -> match.granted().forEach(role -> givers.merge(role, 1, Integer::sum)));
        for (Matched match : matched) {
            RuleUse use = uses.computeIfAbsent(match.ruleId(), id -> new RuleUse());
            use.matched++;
            if (match.granted().stream().anyMatch(role -> givers.getOrDefault(role, 0) == 1)) {
                use.needed = true;
            } else if (use.covering == null) {
                use.covering = anotherThan(match, matched);
            }
        }
        failed.forEach(fail -> uses.computeIfAbsent(fail.ruleId(), id -> new RuleUse()).failure = fail.message());
    }

    private static @Nullable String anotherThan(Matched match, List<Matched> matched) {
        return matched.stream()
                .filter(other -> !other.ruleId().equals(match.ruleId()))
                .filter(other -> !Collections.disjoint(other.granted(), match.granted()))
                .map(Matched::ruleId)
                .findFirst()
                .orElse(null);
    }
}
