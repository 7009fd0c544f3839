package de.stadttor.api;

import de.stadttor.access.Rule;
import de.stadttor.access.RuleChange;
import de.stadttor.access.RuleJson;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One difference between two rule sets.
 *
 * @param action {@code add}, {@code change} or {@code remove}
 * @param parts which parts of the rule differ, sorted
 */
record RuleChangeEntry(
        String rule,
        String action,
        @Nullable Map<String, Object> before,
        @Nullable Map<String, Object> after,
        List<String> parts) {

    static List<RuleChangeEntry> of(List<RuleChange> changes) {
        return changes.stream().map(RuleChangeEntry::of).toList();
    }

    private static RuleChangeEntry of(RuleChange change) {
        Map<String, Object> before = json(change.before());
        Map<String, Object> after = json(change.after());
        String action = before == null ? "add" : after == null ? "remove" : "change";
        return new RuleChangeEntry(change.ruleId(), action, before, after, parts(before, after));
    }

    static @Nullable Map<String, Object> json(@Nullable Rule rule) {
        return rule == null ? null : RuleJson.toMap(rule);
    }

    private static List<String> parts(@Nullable Map<String, Object> before, @Nullable Map<String, Object> after) {
        if (before == null || after == null) {
            return List.of();
        }
        TreeSet<String> keys = new TreeSet<>(before.keySet());
        keys.addAll(after.keySet());
        keys.removeIf(key -> Objects.equals(before.get(key), after.get(key)));
        return List.copyOf(keys);
    }
}
