package de.stadttor.desk;

import de.stadttor.access.Condition;
import de.stadttor.access.Rule;
import de.stadttor.access.RuleSets;
import de.stadttor.application.Application;
import de.stadttor.person.CleanText;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what somebody filled in as a rule, and names all that is wrong with it at once, each at its field. */
final class RuleReading {

    static final int LONGEST_REMARK = 2_000;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private final EditedRule edited;
    private final RuleInput input;
    private final ExpertText.Reading text;
    private final LocalDate today;
    private final List<Problem> problems = new ArrayList<>();

    /**
     * What is wrong with a field.
     *
     * @param field the id of its element
     * @param code part of the key of its message
     * @param detail for the message; empty where it needs none
     */
    record Problem(String field, String code, String detail) {}

    /**
     * @param text what the expert's text says
     */
    RuleReading(EditedRule edited, RuleInput input, ExpertText.Reading text, LocalDate today) {
        this.edited = edited;
        this.input = input;
        this.text = text;
        this.today = today;
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** Null where something is wrong. */
    @Nullable
    Rule rule() {
        Condition when = condition();
        Set<String> grant = roles();
        LocalDate from = day("from", input.from());
        LocalDate until = day("until", input.until());
        if (from != null && until != null && until.isBefore(from)) {
            add("until", "until_before_from");
        } else if (until != null && until.isBefore(today) && !isAsBefore(until)) {
            add("until", "until_past");
        }
        add(remark("why", input.why(), edited.rule() == null));
        if (asksForReason()) {
            add(remark("reason", input.reason(), true));
        }
        String id = id();
        if (when == null || !problems.isEmpty()) {
            return null;
        }
        return new Rule(
                id,
                edited.place().id(),
                edited.application().id(),
                when,
                grant,
                from,
                until,
                input.why().isEmpty() ? null : input.why());
    }

    private boolean isAsBefore(LocalDate until) {
        return edited.rule() != null && until.equals(edited.rule().until());
    }

    /** A new rule in a draft of its own says why by its remark. */
    private boolean asksForReason() {
        return asksForReason(edited);
    }

    static boolean asksForReason(EditedRule edited) {
        return edited.rule() != null || edited.proposal() != null;
    }

    /** Why this is proposed. */
    String reason() {
        return asksForReason() ? input.reason() : input.why();
    }

    /** What was not touched stays as it was written, also where the form would write it otherwise. */
    @Nullable
    Condition condition() {
        if (input.expert()) {
            if (!text.problems().isEmpty()) {
                add("text", "text_wrong");
            } else if (text.condition() == null) {
                add("text", "text_empty");
            }
            return text.condition();
        }
        input.who()
                .criteria()
                .map(Criterion::name)
                .filter(name -> CleanText.exact(name).isEmpty())
                .findFirst()
                .ifPresent(name -> add("who", "name_odd", name));
        if (input.who().isEmpty()) {
            add("who", "who_empty");
            return null;
        }
        Rule before = edited.rule();
        if (before != null && Who.of(before.when()).filter(input.who()::equals).isPresent()) {
            return before.when();
        }
        Condition condition = input.who().condition();
        if (size(condition) > RuleSets.MOST_CONDITIONS) {
            add("who", "too_many", String.valueOf(input.who().criteria().count()));
        }
        return condition;
    }

    private static int size(Condition condition) {
        return 1
                + switch (condition) {
                    case Condition.Any any ->
                        any.conditions().stream().mapToInt(RuleReading::size).sum();
                    case Condition.All all ->
                        all.conditions().stream().mapToInt(RuleReading::size).sum();
                    case Condition.Not not -> size(not.condition());
                    default -> 0;
                };
    }

    private Set<String> roles() {
        Set<String> grant = new TreeSet<>(input.roles());
        grant.retainAll(edited.roles().stream().map(Application.Role::id).toList());
        if (grant.isEmpty()) {
            add("roles", "roles_empty");
        }
        return grant;
    }

    private @Nullable LocalDate day(String field, String typed) {
        if (typed.isEmpty()) {
            return null;
        }
        try {
            LocalDate day = LocalDate.parse(typed);
            if (day.getYear() >= 1900 && day.getYear() <= 9999) {
                return day;
            }
        } catch (DateTimeParseException e) {
            // said below
        }
        add(field, "no_date");
        return null;
    }

    private void add(@Nullable Problem problem) {
        if (problem != null) {
            problems.add(problem);
        }
    }

    /** What is wrong with words that somebody wrote for others; null where nothing is. */
    static @Nullable Problem remark(String field, String words, boolean needed) {
        if (words.isEmpty()) {
            return needed ? new Problem(field, field + "_empty", "") : null;
        }
        if (words.length() > LONGEST_REMARK) {
            return new Problem(field, "too_long", String.valueOf(words.length()));
        }
        return words.codePoints().anyMatch(RuleReading::isOdd) ? new Problem(field, "odd", "") : null;
    }

    private static boolean isOdd(int c) {
        return switch (Character.getType(c)) {
            case Character.SURROGATE -> true;
            case Character.CONTROL -> c != '\n' && c != '\t';
            default -> false;
        };
    }

    private String id() {
        Rule rule = edited.rule();
        if (!edited.isNew() && rule != null) {
            return rule.id();
        }
        if (input.id().isEmpty()) {
            return RuleIds.next(edited.place().id(), edited.application(), input.roles(), edited.taken());
        }
        if (!ID.matcher(input.id()).matches()) {
            add("id", "id_odd");
        } else if (edited.taken().contains(input.id())) {
            add("id", "id_taken", input.id());
        }
        return input.id();
    }

    private void add(String field, String code) {
        add(field, code, "");
    }

    private void add(String field, String code, String detail) {
        problems.add(new Problem(field, code, detail));
    }
}
