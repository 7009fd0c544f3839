package de.stadttor.access;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
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
     * @throws InvalidRules naming all that keeps it from being a rule
     */
    public static Rule fromMap(Map<String, Object> json, String provider, int index) {
        Reader reader = new Reader(json, index, new ArrayList<>());
        for (String key : json.keySet()) {
            if (!KEYS.contains(key)) {
                reader.problem("/" + key, "a rule has no such part, expected " + new TreeSet<>(KEYS));
            }
        }
        String id = reader.required("id");
        String whose = json.containsKey("provider") ? reader.required("provider") : provider;
        String application = reader.required("application");
        Condition when = reader.condition();
        Set<String> grant = reader.grant();
        LocalDate from = reader.day("from");
        LocalDate until = reader.day("until");
        String why = reader.text("why");
        if (when == null || !reader.problems().isEmpty()) {
            throw new InvalidRules(reader.problems());
        }
        return new Rule(id, whose, application, when, grant, from, until, why);
    }

    /**
     * Goes on where something is wrong, so that all of it is told at once.
     *
     * @param problems that were found so far
     */
    private record Reader(Map<String, Object> json, int index, List<InvalidRules.Problem> problems) {

        void problem(String path, String message) {
            String id = json.get("id") instanceof String text ? text : "";
            problems.add(new InvalidRules.Problem(id, index, path, message));
        }

        /** Empty where there is none. */
        String required(String key) {
            if (json.get(key) == null) {
                problem("/" + key, "it is missing, expected a text");
                return "";
            }
            String text = text(key);
            return text == null ? "" : text;
        }

        /** Null where there is none, or something else. */
        @Nullable
        String text(String key) {
            Object value = json.get(key);
            if (value == null || value instanceof String) {
                return (String) value;
            }
            problem("/" + key, "expected a text");
            return null;
        }

        Set<String> grant() {
            if (json.get("grant") instanceof List<?> list && list.stream().allMatch(role -> role instanceof String)) {
                return list.stream().map(String::valueOf).collect(Collectors.toUnmodifiableSet());
            }
            problem("/grant", "expected a list of roles");
            return Set.of();
        }

        @Nullable
        LocalDate day(String key) {
            String text = text(key);
            try {
                return text == null ? null : LocalDate.parse(text);
            } catch (DateTimeException e) {
                problem("/" + key, "this is no day, expected YYYY-MM-DD");
                return null;
            }
        }

        @Nullable
        Condition condition() {
            if (!(json.get("when") instanceof Map<?, ?> map)) {
                problem("/when", "expected a condition");
                return null;
            }
            Map<String, Object> condition = new LinkedHashMap<>();
            map.forEach((key, value) -> condition.put(String.valueOf(key), value));
            try {
                return ConditionJson.fromJson(condition);
            } catch (MalformedCondition e) {
                problem("/when" + e.path(), String.valueOf(e.getMessage()));
                return null;
            }
        }
    }
}
