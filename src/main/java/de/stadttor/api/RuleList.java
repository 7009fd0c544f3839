package de.stadttor.api;

import de.stadttor.access.InvalidRules;
import de.stadttor.access.Rule;
import de.stadttor.access.RuleJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** Reads the rules of a request: all of them, or none and all that is wrong. */
final class RuleList {

    private final List<Rule> rules = new ArrayList<>();
    private final Set<String> ids = new TreeSet<>();
    private final List<InvalidRules.Problem> problems = new ArrayList<>();

    private RuleList() {}

    /**
     * @param provider of the rules that do not say so themselves
     * @throws InvalidRules naming all that is no rule
     */
    static List<Rule> read(List<?> set, String provider) {
        RuleList list = new RuleList();
        for (int i = 0; i < set.size(); i++) {
            if (!(set.get(i) instanceof Map<?, ?> map)) {
                throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "set is no list of rules");
            }
            Map<String, Object> rule = new LinkedHashMap<>();
            map.forEach((key, value) -> rule.put(String.valueOf(key), value));
            list.add(rule, provider, i);
        }
        if (!list.problems.isEmpty()) {
            throw new InvalidRules(list.problems);
        }
        return list.rules;
    }

    private void add(Map<String, Object> json, String provider, int index) {
        try {
            Rule rule = RuleJson.fromMap(json, provider, index);
            rules.add(rule);
            if (!ids.add(rule.id())) {
                problems.add(new InvalidRules.Problem(
                        rule.id(), index, "/id", "another rule of this request has the same id"));
            }
        } catch (InvalidRules e) {
            problems.addAll(e.problems());
        }
    }
}
