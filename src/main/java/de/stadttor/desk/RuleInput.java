package de.stadttor.desk;

import de.stadttor.access.Rule;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What somebody has filled in so far to make or change a rule: all of it as typed, whatever it is worth.
 *
 * @param expert whether the text counts and not the form
 * @param queries what is looked for in the directory, by the list that it is for
 * @param why the rule's own remark
 * @param reason for this change
 * @param id empty where one is to be made up
 * @param seen the version of the provider's rules that the person has in sight
 */
record RuleInput(
        boolean expert,
        Who who,
        Map<String, String> queries,
        String text,
        Set<String> roles,
        String from,
        String until,
        String why,
        String reason,
        String id,
        long seen) {

    RuleInput {
        queries = Map.copyOf(queries);
        roles = Set.copyOf(roles);
    }

    static RuleInput empty(String reason, long seen) {
        return new RuleInput(false, Who.NOBODY, Map.of(), "", Set.of(), "", "", "", reason, "", seen);
    }

    static RuleInput of(Rule rule, String reason, long seen) {
        Optional<Who> who = Who.of(rule.when());
        return new RuleInput(
                who.isEmpty(),
                who.orElse(Who.NOBODY),
                Map.of(),
                who.isPresent() ? "" : ExpertText.of(rule.when()),
                rule.grant(),
                rule.from() == null ? "" : rule.from().toString(),
                rule.until() == null ? "" : rule.until().toString(),
                rule.why() == null ? "" : rule.why(),
                reason,
                rule.id(),
                seen);
    }

    /** As a form of the desk sends it. */
    static RuleInput of(HttpServletRequest request) {
        Map<String, String> queries = new LinkedHashMap<>();
        Who.LISTS.forEach(
                list -> queries.put(list, field(request, "find-" + list).strip()));
        String[] roles = request.getParameterValues("role");
        return new RuleInput(
                field(request, "mode").equals("expert"),
                new Who(criteria(request, "any"), criteria(request, "all"), criteria(request, "none")),
                queries,
                field(request, "text").stripTrailing(),
                new TreeSet<>(roles == null ? List.of() : List.of(roles)),
                field(request, "from").strip(),
                field(request, "until").strip(),
                field(request, "why").strip(),
                field(request, "reason").strip(),
                field(request, "id").strip(),
                number(field(request, "seen")));
    }

    private static List<Criterion> criteria(HttpServletRequest request, String list) {
        return field(request, list)
                .lines()
                .flatMap(line -> Criterion.parse(line).stream())
                .toList();
    }

    /** Lines end as on every other system. */
    private static String field(HttpServletRequest request, String name) {
        String value = request.getParameter(name);
        return value == null ? "" : value.replace("\r\n", "\n");
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** One of the buttons beside the names: {@code any group /Bauaufsichtsamt}. */
    RuleInput adding(@Nullable String choice) {
        return pick(choice)
                .map(pick -> with(who.adding(pick.list(), pick.criterion()), pick.list()))
                .orElse(this);
    }

    RuleInput removing(@Nullable String choice) {
        return pick(choice)
                .map(pick -> with(who.without(pick.list(), pick.criterion()), null))
                .orElse(this);
    }

    /** The list that the choice is about. */
    static Optional<String> listOf(@Nullable String choice) {
        return pick(choice).map(Pick::list);
    }

    private record Pick(String list, Criterion criterion) {}

    private static Optional<Pick> pick(@Nullable String choice) {
        int space = choice == null ? -1 : choice.indexOf(' ');
        if (choice == null || space < 0 || !Who.LISTS.contains(choice.substring(0, space))) {
            return Optional.empty();
        }
        return Criterion.parse(choice.substring(space + 1))
                .map(criterion -> new Pick(choice.substring(0, space), criterion));
    }

    private RuleInput with(Who other, @Nullable String found) {
        Map<String, String> left = new LinkedHashMap<>(queries);
        if (found != null) {
            left.put(found, "");
        }
        return new RuleInput(expert, other, left, text, roles, from, until, why, reason, id, seen);
    }

    /** The same as text; what was typed there before stays where the form says nothing. */
    RuleInput asText() {
        return mode(true, who, who.isEmpty() ? text : ExpertText.of(who));
    }

    /**
     * The same as a form.
     *
     * @param said what the text says; where the form cannot show that, it is as it was before
     */
    RuleInput asForm(Optional<Who> said) {
        return mode(false, said.orElse(who), text);
    }

    private RuleInput mode(boolean asText, Who other, String words) {
        return new RuleInput(asText, other, queries, words, roles, from, until, why, reason, id, seen);
    }

    /** After the person was shown what others did. */
    RuleInput seeing(long version) {
        return new RuleInput(expert, who, queries, text, roles, from, until, why, reason, id, version);
    }

    public String lines(String list) {
        return who.list(list).stream().map(Criterion::line).collect(Collectors.joining("\n"));
    }
}
