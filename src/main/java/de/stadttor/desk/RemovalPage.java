package de.stadttor.desk;

import de.stadttor.desk.EditorPage.Count;
import de.stadttor.desk.EditorPage.Moved;
import de.stadttor.desk.RuleReading.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule that is to go.
 *
 * @param count how many it is about now
 * @param seen the version of the provider's rules that is shown
 * @param problem null where nothing is wrong
 * @param moved what others have changed meanwhile
 */
record RemovalPage(
        EditedRule edited,
        String applicationName,
        RulesPage.Row rule,
        Count count,
        String reason,
        long seen,
        @Nullable Problem problem,
        List<Moved> moved)
        implements DeskContent {

    public ProviderPlace provider() {
        return edited.place();
    }

    public String ruleId() {
        return rule.id();
    }

    /** Of the draft to which this belongs; null for none. */
    public @Nullable String draft() {
        return edited.proposal() == null ? null : edited.proposal().id().toString();
    }

    /** How many rules that draft changes already. */
    public int others() {
        return edited.others().size();
    }

    @Override
    public String template() {
        return "rule-remove";
    }

    @Override
    public Section section() {
        return Section.RULES;
    }

    @Override
    public List<Crumb> crumbs() {
        return provider().crumbs(Section.RULES, "rules", rule.id());
    }
}
