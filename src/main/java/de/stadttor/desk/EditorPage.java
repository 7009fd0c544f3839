package de.stadttor.desk;

import de.stadttor.application.Application;
import de.stadttor.desk.RuleReading.Problem;
import de.stadttor.proposal.Matches.Matched;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The editor of a rule.
 *
 * @param applicationName of the application whose roles it gives
 * @param roles of the catalogue those that this person may give
 * @param lists who is meant, as a form
 * @param textProblems what is wrong in the expert's text
 * @param words what the expert's text says; null where it is an expression, or says nothing
 * @param count how many are meant now
 * @param ownId what the rule will be called where nobody says otherwise
 * @param moved what others have changed meanwhile
 * @param focus the list in which the person is at work; null for none
 */
record EditorPage(
        EditedRule edited,
        String applicationName,
        RuleInput input,
        List<RoleLabel> roles,
        List<WhoList> lists,
        DirectoryView.Age age,
        List<TextProblem> textProblems,
        @Nullable ConditionWords words,
        Count count,
        String ownId,
        List<Problem> problems,
        List<Moved> moved,
        @Nullable String focus)
        implements DeskContent {

    /**
     * One of the lists of the form.
     *
     * @param name see {@link Who#LISTS}
     * @param hits null where nothing is looked for
     */
    record WhoList(String name, List<DirectoryView.Pick> picked, String query, DirectoryView.@Nullable Hits hits) {

        public boolean isOpen() {
            return name.equals("any") || !picked.isEmpty() || hits != null;
        }
    }

    /**
     * How many are meant now.
     *
     * @param state {@code empty}, {@code invalid}, {@code unknown} or {@code known}
     * @param matched null unless it is known
     */
    record Count(String state, @Nullable Matched matched) {

        static Count of(Optional<Matched> matched) {
            return new Count(matched.isPresent() ? "known" : "unknown", matched.orElse(null));
        }

        static Count without(String state) {
            return new Count(state, null);
        }
    }

    /**
     * A rule that somebody else has changed meanwhile.
     *
     * @param by null for the program itself
     * @param now as it is now; null where it is gone
     */
    record Moved(String ruleId, @Nullable String by, long version, Instant at, RulesPage.@Nullable Row now) {}

    public ProviderPlace provider() {
        return edited.place();
    }

    public boolean fresh() {
        return edited.rule() == null;
    }

    public boolean renameable() {
        return edited.isNew();
    }

    public String ruleId() {
        return edited.rule() == null ? "" : edited.rule().id();
    }

    public boolean asksForReason() {
        return RuleReading.asksForReason(edited);
    }

    public boolean ofTheHub() {
        return edited.application().id().equals(Application.STADTTOR);
    }

    /** Of the draft to which this belongs; null for none. */
    public @Nullable String draft() {
        return edited.proposal() == null ? null : edited.proposal().id().toString();
    }

    /** How many rules that draft changes already. */
    public int others() {
        return edited.others().size();
    }

    /** What is wrong with that field; null for nothing. */
    public @Nullable Problem problem(String field) {
        return problems.stream()
                .filter(problem -> problem.field().equals(field))
                .findFirst()
                .orElse(null);
    }

    /** As the numbers of a message: a choice takes no text. */
    public long number(Problem problem) {
        return problem.detail().matches("[0-9]{1,9}") ? Long.parseLong(problem.detail()) : 0;
    }

    /** Where its form leads. */
    public String action() {
        return edited.href();
    }

    @Override
    public String template() {
        return "editor";
    }

    @Override
    public Section section() {
        return Section.RULES;
    }

    @Override
    public List<Crumb> crumbs() {
        return provider().crumbs(Section.RULES, "rules", fresh() ? applicationName : ruleId());
    }
}
