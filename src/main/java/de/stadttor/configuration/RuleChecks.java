package de.stadttor.configuration;

import static de.stadttor.configuration.Entries.text;

import de.stadttor.access.CelExpressions;
import de.stadttor.access.InvalidExpression;
import de.stadttor.platform.Quoted;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the schema cannot say of rules and releases: that what they name is there. */
final class RuleChecks {

    /** More expressions than a configuration can have: what is beyond is told by the limits of a provider's rules. */
    private static final int MOST_EXPRESSIONS = 5_000;

    private final Problems problems;
    private final Set<String> providers;
    private final Map<String, Set<String>> rolesOfApplications;
    private final CelExpressions expressions;
    private final Set<String> rules = new HashSet<>();
    private final Set<String> releases = new HashSet<>();
    private int checkedExpressions;

    RuleChecks(
            Problems problems,
            Set<String> providers,
            Map<String, Set<String>> rolesOfApplications,
            CelExpressions expressions) {
        this.problems = problems;
        this.providers = providers;
        this.rolesOfApplications = rolesOfApplications;
        this.expressions = expressions;
    }

    void checkRelease(String path, JsonNode entry) {
        names(path, entry);
        date(path, entry, "until");
        if (!releases.add(text(entry, "provider") + "/" + text(entry, "application"))) {
            problems.add(path, "this provider releases this application a second time, expected one release for both");
        }
    }

    void checkRule(String path, JsonNode entry) {
        names(path, entry);
        String id = text(entry, "id");
        if (id != null && !rules.add(text(entry, "provider") + "/" + id)) {
            problems.add(
                    path + "/id",
                    "another rule of this provider has the id " + Quoted.of(id) + ", expected each id once");
        }
        Set<String> known = rolesOfApplications.get(String.valueOf(text(entry, "application")));
        if (known != null) {
            Entries.eachText(entry, "grant", path, (at, role) -> {
                if (!known.contains(role)) {
                    problems.add(
                            at,
                            "the application has no role " + Quoted.of(role)
                                    + (known.isEmpty()
                                            ? ""
                                            : ", expected one of " + String.join(", ", new TreeSet<>(known))));
                }
            });
        }
        LocalDate from = date(path, entry, "from");
        LocalDate until = date(path, entry, "until");
        if (from != null && until != null && until.isBefore(from)) {
            problems.add(path + "/until", "the last day lies before the first, expected " + from + " or later");
        }
        condition(path + "/when", entry.path("when"));
    }

    private void names(String path, JsonNode entry) {
        String provider = text(entry, "provider");
        if (provider != null && !providers.contains(provider)) {
            problems.add(
                    path + "/provider",
                    "there is no provider " + Quoted.of(provider) + ", expected one of " + some(providers));
        }
        String application = text(entry, "application");
        if (application != null && !rolesOfApplications.containsKey(application)) {
            problems.add(
                    path + "/application",
                    "there is no application " + Quoted.of(application) + ", expected one of "
                            + some(rolesOfApplications.keySet()));
        }
    }

    private static String some(Set<String> ids) {
        TreeSet<String> sorted = new TreeSet<>(ids);
        return sorted.size() > 20 ? "those of this configuration" : String.join(", ", sorted);
    }

    private void condition(String path, JsonNode condition) {
        String cel = text(condition, "cel");
        if (cel != null && checkedExpressions++ < MOST_EXPRESSIONS) {
            try {
                expressions.check(cel);
            } catch (InvalidExpression e) {
                problems.add(path + "/cel", "this is no expression that yields true or false: " + e.getMessage());
            }
        }
        for (String name : new String[] {"group", "group-below", "role", "org-unit"}) {
            String text = text(condition, name);
            if (text != null && text.isBlank()) {
                problems.add(path + "/" + name, "the name is blank, expected one of the provider's own names");
            }
        }
        Entries.each(condition, "any", path, this::condition);
        Entries.each(condition, "all", path, this::condition);
        if (condition.path("not").isObject()) {
            condition(path + "/not", condition.path("not"));
        }
    }

    private @Nullable LocalDate date(String path, JsonNode entry, String key) {
        String text = text(entry, key);
        if (text == null) {
            return null;
        }
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            problems.add(path + "/" + key, Quoted.of(text) + " is no day, expected YYYY-MM-DD");
            return null;
        }
    }
}
