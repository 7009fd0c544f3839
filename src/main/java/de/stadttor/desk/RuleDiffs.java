package de.stadttor.desk;

import de.stadttor.access.Rule;
import de.stadttor.access.RuleChange;
import de.stadttor.application.Application;
import de.stadttor.application.Applications;
import de.stadttor.platform.GermanDays;
import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts differences of rules into the words of a page. */
@Component
class RuleDiffs {

    private final Applications applications;
    private final Clock clock;

    RuleDiffs(Applications applications, Clock clock) {
        this.applications = applications;
        this.clock = clock;
    }

    List<RuleDiff> of(Collection<RuleChange> changes, String language) {
        return changes.stream().map(change -> of(change, language)).toList();
    }

    RuleDiff of(RuleChange change, String language) {
        Rule before = change.before();
        Rule after = change.after();
        return new RuleDiff(
                change.ruleId(),
                before == null ? "add" : after == null ? "remove" : "change",
                before == null ? null : side(before, after, language),
                after == null ? null : side(after, before, language),
                before == null || after == null ? Set.of() : parts(before, after));
    }

    private RuleDiff.Side side(Rule rule, @Nullable Rule other, String language) {
        Application application = applications.find(rule.application()).orElse(null);
        Set<String> only = new HashSet<>(other == null ? Set.of() : rule.grant());
        if (other != null) {
            only.removeAll(other.grant());
        }
        return new RuleDiff.Side(
                application == null ? rule.application() : application.name(language),
                RulesPage.Row.of(rule, application, language, GermanDays.today(clock)),
                Set.copyOf(only));
    }

    private static Set<String> parts(Rule before, Rule after) {
        Set<String> parts = new HashSet<>(RuleDiff.PARTS);
        if (before.application().equals(after.application())) {
            parts.remove("application");
        }
        if (before.when().equals(after.when())) {
            parts.remove("who");
        }
        if (before.grant().equals(after.grant())) {
            parts.remove("gets");
        }
        if (Objects.equals(before.from(), after.from()) && Objects.equals(before.until(), after.until())) {
            parts.remove("valid");
        }
        if (Objects.equals(before.why(), after.why())) {
            parts.remove("why");
        }
        return parts;
    }
}
