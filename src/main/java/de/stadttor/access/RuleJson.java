package de.stadttor.access;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A rule as JSON knows it, with the keys of the configuration; the same rule always in the same words. */
public final class RuleJson {

    private static final Set<String> KEYS =
            Set.of("id", "provider", "application", "when", "grant", "from", "until", "why");

    private RuleJson() {}

    /** Roles sorted; what a rule does not say is missing. */
    public static Map<String, Object> toMap(Rule rule) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", rule.id());
        json.put("provider", rule.provider());
        json.put("application", rule.application());
        json.put("when", ConditionJson.toMap(rule.when()));
        json.put("grant", List.copyOf(new TreeSet<>(rule.grant())));
        if (rule.from() != null) {
            json.put("from", rule.from().toString());
        }
        if (rule.until() != null) {
            json.put("until", rule.until().toString());
        }
        if (rule.why() != null) {
            json.put("why", rule.why());
        }
        return json;
    }

    /**
     * Whether what it names exists is for {@link RuleSets#problems} to say.
     *
     * @param provider whose rule it is to be, unless it says so itself
     * @param index of the rule in a list, for the problem that is told
     * @throws InvalidRules naming the first thing that is no rule
     */
    public static Rule fromMap(Map<String, Object> json, String provider, int index) {
        Reader reader = new Reader(json, index);
        for (String key : json.keySet()) {
            if (!KEYS.contains(key)) {
                throw reader.problem("/" + key, "a rule has no such part, expected " + new TreeSet<>(KEYS));
            }
        }
        return new Rule(
                reader.required("id"),
                json.containsKey("provider") ? reader.required("provider") : provider,
                reader.required("application"),
                reader.condition(),
                reader.grant(),
                reader.day("from"),
                reader.day("until"),
                reader.text("why"));
    }

    private record Reader(Map<String, Object> json, int index) {

        InvalidRules problem(String path, String message) {
            String id = json.get("id") instanceof String text ? text : "";
            return new InvalidRules(List.of(new InvalidRules.Problem(id, index, path, message)));
        }

        String required(String key) {
            String text = text(key);
            if (text == null) {
                throw problem("/" + key, "it is missing, expected a text");
            }
            return text;
        }

        @Nullable
        String text(String key) {
            Object value = json.get(key);
            if (value == null || value instanceof String) {
                return (String) value;
            }
            throw problem("/" + key, "expected a text");
        }

        Set<String> grant() {
            List<String> roles = new ArrayList<>();
            if (json.get("grant") instanceof List<?> list) {
                for (Object role : list) {
                    if (!(role instanceof String text)) {
                        throw problem("/grant", "expected a list of roles");
                    }
                    roles.add(text);
                }
            } else {
                throw problem("/grant", "expected a list of roles");
            }
            return Set.copyOf(roles);
        }

        @Nullable
        LocalDate day(String key) {
            String text = text(key);
            try {
                return text == null ? null : LocalDate.parse(text);
            } catch (DateTimeException e) {
                throw problem("/" + key, "this is no day, expected YYYY-MM-DD");
            }
        }

        Condition condition() {
            if (!(json.get("when") instanceof Map<?, ?> map)) {
                throw problem("/when", "expected a condition");
            }
            Map<String, Object> condition = new LinkedHashMap<>();
            map.forEach((key, value) -> condition.put(String.valueOf(key), value));
            try {
                return ConditionJson.fromJson(condition);
            } catch (MalformedCondition e) {
                throw problem("/when" + e.path(), String.valueOf(e.getMessage()));
            }
        }
    }
}
