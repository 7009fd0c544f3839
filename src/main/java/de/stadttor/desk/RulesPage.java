package de.stadttor.desk;

import de.stadttor.access.Rule;
import de.stadttor.access.RuleSetVersion;
import de.stadttor.application.Application;
import de.stadttor.platform.Actor;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A provider's rules, by application.
 *
 * @param version null where there never was one
 * @param by who made it; null for the program itself
 * @param total how many rules the provider has
 * @param found how many the filter lets through
 */
record RulesPage(
        ProviderPlace provider,
        @Nullable RuleSetVersion version,
        @Nullable String by,
        Filter filter,
        List<Choice> applications,
        List<OfApplication> shown,
        int total,
        int found)
        implements DeskContent {

    /**
     * What is looked for; an empty text lets everything through.
     *
     * @param text in the id, the condition, the roles or the reason
     * @param application its id
     */
    record Filter(String text, String application) {

        public boolean isEmpty() {
            return text.isEmpty() && application.isEmpty();
        }

        boolean passes(Row row, String applicationId) {
            String wanted = text.toLowerCase(Locale.ROOT);
            return (application.isEmpty() || application.equals(applicationId))
                    && (row.when().mentions(wanted)
                            || row.id().toLowerCase(Locale.ROOT).contains(wanted)
                            || (row.why() != null
                                    && row.why().toLowerCase(Locale.ROOT).contains(wanted))
                            || row.roles().stream()
                                    .anyMatch(role ->
                                            role.id().toLowerCase(Locale.ROOT).contains(wanted)
                                                    || role.name()
                                                            .toLowerCase(Locale.ROOT)
                                                            .contains(wanted)));
        }
    }

    /** An application to be chosen in the filter. */
    record Choice(String id, String name) {}

    /** The rules for one application. */
    record OfApplication(String id, String name, List<Row> rows) {}

    /**
     * A rule.
     *
     * @param validity {@code now}, {@code later} or {@code over}
     * @param operatorsOnly whether an operator alone may change it
     */
    record Row(
            String id,
            ConditionWords when,
            List<RoleLabel> roles,
            @Nullable LocalDate from,
            @Nullable LocalDate until,
            String validity,
            @Nullable String why,
            boolean operatorsOnly) {

        static Row of(Rule rule, @Nullable Application application, String language, LocalDate today) {
            String validity =
                    rule.inForce(today) ? "now" : rule.from() != null && today.isBefore(rule.from()) ? "later" : "over";
            return new Row(
                    rule.id(),
                    ConditionWords.of(rule.when()),
                    RoleLabel.of(application, rule.grant(), language),
                    rule.from(),
                    rule.until(),
                    validity,
                    rule.why(),
                    rule.application().equals(Application.STADTTOR)
                            && !rule.grant().equals(Set.of(Actor.PROVIDER_ADMIN)));
        }

        public boolean sensitive() {
            return roles.stream().anyMatch(RoleLabel::sensitive);
        }
    }

    /** Whether this person may change the rule. */
    public boolean changes(Row row) {
        return provider.changes() && (provider.chosen() || !row.operatorsOnly());
    }

    @Override
    public String template() {
        return "rules";
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
