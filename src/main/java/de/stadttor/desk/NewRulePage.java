package de.stadttor.desk;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * For which application a new rule is to be.
 *
 * @param draft to which it is to be added; null for one of its own
 */
record NewRulePage(
        ProviderPlace provider,
        List<Choice> applications,
        @Nullable String draft) implements DeskContent {

    /** An application that has roles to give. */
    record Choice(String id, String name, List<RoleLabel> roles) {}

    @Override
    public String template() {
        return "new-rule";
    }

    @Override
    public Section section() {
        return Section.RULES;
    }

    @Override
    public List<Crumb> crumbs() {
        return provider.crumbs(Section.RULES, "rules");
    }
}
