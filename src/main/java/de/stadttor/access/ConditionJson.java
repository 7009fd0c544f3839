package de.stadttor.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A condition as JSON or YAML knows it: a map with exactly one key of {@code group}, {@code group-below}, {@code role},
 * {@code org-unit}, {@code any}, {@code all}, {@code not}, {@code cel}.
 */
public final class ConditionJson {

    private static final String EXPECTED =
            "a condition has exactly one of group, group-below, role, org-unit, any, all, not, cel";

    private ConditionJson() {}

    /**
     * @throws MalformedCondition naming the first place that is wrong
     */
    public static Condition fromJson(Map<String, Object> json) {
        return read(json, "", 1);
    }

    /** The opposite of {@link #fromJson}. */
    public static Map<String, Object> toMap(Condition condition) {
        return switch (condition) {
            case Condition.Group group -> Map.of("group", group.name());
            case Condition.GroupBelow below -> Map.of("group-below", below.name());
            case Condition.Role role -> Map.of("role", role.name());
            case Condition.OrgUnit orgUnit -> Map.of("org-unit", orgUnit.name());
            case Condition.Any any -> Map.of("any", list(any.conditions()));
            case Condition.All all -> Map.of("all", list(all.conditions()));
            case Condition.Not not -> Map.of("not", toMap(not.condition()));
            case Condition.Cel cel -> Map.of("cel", cel.expression());
        };
    }

    private static List<Map<String, Object>> list(List<Condition> conditions) {
        return conditions.stream().map(ConditionJson::toMap).toList();
    }

    private static Condition read(@Nullable Object json, String path, int depth) {
        if (depth > RuleValidation.MAX_DEPTH) {
            throw new MalformedCondition(
                    path, "conditions are nested more than " + RuleValidation.MAX_DEPTH + " levels deep");
        }
        if (!(json instanceof Map<?, ?> map) || map.size() != 1) {
            throw new MalformedCondition(path, EXPECTED);
        }
        Map.Entry<?, ?> only = map.entrySet().iterator().next();
        String key = String.valueOf(only.getKey());
        Object value = only.getValue();
        String at = path + "/" + key;
        return switch (key) {
            case "group" -> word(value, at, Condition.Group::new);
            case "group-below" -> word(value, at, Condition.GroupBelow::new);
            case "role" -> word(value, at, Condition.Role::new);
            case "org-unit" -> word(value, at, Condition.OrgUnit::new);
            case "cel" -> word(value, at, Condition.Cel::new);
            case "any" -> new Condition.Any(conditions(value, at, depth));
            case "all" -> new Condition.All(conditions(value, at, depth));
            case "not" -> new Condition.Not(read(value, at, depth + 1));
            default -> throw new MalformedCondition(path, EXPECTED);
        };
    }

    private static Condition word(@Nullable Object value, String path, Function<String, Condition> condition) {
        if (value instanceof String text) {
            return condition.apply(text);
        }
        throw new MalformedCondition(path, "expected a text");
    }

    private static List<Condition> conditions(@Nullable Object value, String path, int depth) {
        if (!(value instanceof List<?> list)) {
            throw new MalformedCondition(path, "expected a list of conditions");
        }
        List<Condition> conditions = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            conditions.add(read(list.get(i), path + "/" + i, depth + 1));
        }
        return conditions;
    }
}
