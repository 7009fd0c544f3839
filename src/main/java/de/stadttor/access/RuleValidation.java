package de.stadttor.access;

import de.stadttor.access.InvalidRules.Problem;
import de.stadttor.application.Application;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Says all that is wrong with rules, so that what is kept can be evaluated in bounded time. */
final class RuleValidation {

    static final int MAX_DEPTH = 8;
    static final int MAX_CONDITIONS = 200;
    static final int MAX_RULES = 200_000;
    static final int MAX_EXPRESSIONS = 200;
    static final int MAX_NAME = 500;
    static final int MAX_WHY = 2_000;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private final CelExpressions expressions;

    RuleValidation(CelExpressions expressions) {
        this.expressions = expressions;
    }

    /**
     * @param provider whose rules they are to be
     * @param applications all that there are
     * @return empty where nothing is wrong
     */
    List<Problem> problems(String provider, List<Rule> rules, Collection<Application> applications) {
        List<Problem> problems = new ArrayList<>();
        if (rules.size() > MAX_RULES) {
            problems.add(new Problem("", -1, "", "a provider has at most " + MAX_RULES + " rules"));
            return problems;
        }
        Map<String, Application> known =
                applications.stream().collect(Collectors.toMap(Application::id, Function.identity()));
        Set<String> ids = new HashSet<>();
        int expressionsSeen = 0;
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            OneRule one = new OneRule(rule, i, problems);
            if (!ids.add(rule.id())) {
                one.problem("/id", "another rule of this provider has the same id");
            }
            one.check(provider, known);
            expressionsSeen += one.expressionsSeen;
        }
        if (expressionsSeen > MAX_EXPRESSIONS) {
            problems.add(
                    new Problem("", -1, "", "a provider's rules hold at most " + MAX_EXPRESSIONS + " cel expressions"));
        }
        return problems;
    }

    /** What would be wrong with a rule because of this condition. */
    List<Problem> problems(Condition when) {
        List<Problem> problems = new ArrayList<>();
        Rule rule = new Rule("", "", "", when, Set.of(), null, null, null);
        new OneRule(rule, -1, problems).condition(when, "/when", 1);
        return problems;
    }

    private final class OneRule {

        private final Rule rule;
        private final int index;
        private final List<Problem> problems;
        private int conditions;
        private int expressionsSeen;

        OneRule(Rule rule, int index, List<Problem> problems) {
            this.rule = rule;
            this.index = index;
            this.problems = problems;
        }

        void problem(String path, String message) {
            problems.add(new Problem(rule.id(), index, path, message));
        }

        void check(String provider, Map<String, Application> applications) {
            if (!ID.matcher(rule.id()).matches()) {
                problem("/id", "expected up to 100 letters, digits, dots, dashes and underscores");
            }
            if (!rule.provider().equals(provider)) {
                problem("/provider", "this rule belongs to another provider than " + provider);
            }
            Application application = applications.get(rule.application());
            if (application == null) {
                problem("/application", "there is no application " + rule.application());
            }
            if (rule.grant().isEmpty()) {
                problem("/grant", "a rule grants at least one role");
            }
            for (String role : new TreeSet<>(rule.grant())) {
                if (application != null && application.role(role).isEmpty()) {
                    problem("/grant", "application " + rule.application() + " has no role " + role);
                }
            }
            if (rule.from() != null && rule.until() != null && rule.from().isAfter(rule.until())) {
                problem("/until", "the last day lies before the first");
            }
            if (rule.why() != null && rule.why().length() > MAX_WHY) {
                problem("/why", "a remark has at most " + MAX_WHY + " characters");
            }
            condition(rule.when(), "/when", 1);
        }

        private void condition(Condition condition, String path, int depth) {
            if (depth > MAX_DEPTH) {
                problem(path, "conditions are nested more than " + MAX_DEPTH + " levels deep");
                return;
            }
            if (++conditions > MAX_CONDITIONS) {
                if (conditions == MAX_CONDITIONS + 1) {
                    problem("/when", "a rule has at most " + MAX_CONDITIONS + " conditions");
                }
                return;
            }
            switch (condition) {
                case Condition.Group group -> name(group.name(), path + "/group");
                case Condition.GroupBelow below -> {
                    name(below.name(), path + "/group-below");
                    if (below.name().endsWith("/")) {
                        problem(path + "/group-below", "a group's name has no slash at its end");
                    }
                }
                case Condition.Role role -> name(role.name(), path + "/role");
                case Condition.OrgUnit orgUnit -> name(orgUnit.name(), path + "/org-unit");
                case Condition.Any any -> conditions(any.conditions(), path + "/any", depth);
                case Condition.All all -> conditions(all.conditions(), path + "/all", depth);
                case Condition.Not not -> condition(not.condition(), path + "/not", depth + 1);
                case Condition.Cel cel -> cel(cel.expression(), path + "/cel");
            }
        }

        private void conditions(List<Condition> parts, String path, int depth) {
            if (parts.isEmpty()) {
                problem(path, "expected at least one condition");
            }
            for (int i = 0; i < parts.size(); i++) {
                condition(parts.get(i), path + "/" + i, depth + 1);
            }
        }

        private void name(String name, String path) {
            if (name.isBlank() || name.length() > MAX_NAME) {
                problem(path, "expected a text of 1 to " + MAX_NAME + " characters");
            }
        }

        private void cel(String expression, String path) {
            // what is beyond the limit is refused anyway: not worth compiling
            if (++expressionsSeen > MAX_EXPRESSIONS) {
                return;
            }
            try {
                expressions.check(expression);
            } catch (InvalidExpression e) {
                e.problems().forEach(problem -> problem(path, problem.text()));
            }
        }
    }
}
