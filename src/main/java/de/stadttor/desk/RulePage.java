package de.stadttor.desk;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One rule.
 *
 * @param notation as it stands in a configuration
 * @param operatorsOnly whether an operator alone may change it
 */
record RulePage(
        ProviderPlace provider,
        String applicationName,
        RulesPage.Row rule,
        String notation,
        boolean operatorsOnly,
        long version,
        @Nullable String by)
        implements DeskContent {

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
