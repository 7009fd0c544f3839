package de.stadttor.desk;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One rule.
 *
 * @param notation as it stands in a configuration
 */
record RulePage(
        ProviderPlace provider,
        String applicationName,
        RulesPage.Row rule,
        String notation,
        long version,
        @Nullable String by)
        implements DeskContent {

    public boolean operatorsOnly() {
        return rule.operatorsOnly();
    }

    /** Whether this person may change it. */
    public boolean changeable() {
        return provider.changes() && (provider.chosen() || !rule.operatorsOnly());
    }

    @Override
    public String template() {
        return "rule";
    }

    @Override
    public Section section() {
        return Section.RULES;
    }

    @Override
    public List<Crumb> crumbs() {
        return provider.crumbs(Section.RULES, "rules", rule.id());
    }
}
