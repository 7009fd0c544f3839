package de.stadttor.desk;

import de.stadttor.access.Rule;
import de.stadttor.access.RuleSets;
import de.stadttor.access.RulesByName;
import de.stadttor.application.Application;
import de.stadttor.application.Applications;
import de.stadttor.platform.GermanDays;
import de.stadttor.web.DeskUser;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** Which rules ask for a group or a role of a directory, and which roles follow in which application. */
@Component
class RulesInUse {

    private static final int MOST = 50;

    private final RuleSets ruleSets;
    private final Applications applications;
    private final Clock clock;

    /**
     * A rule, with what it gives.
     *
     * @param application its name
     */
    record Use(String application, RulesPage.Row rule) {}

    /**
     * @param more how many there are besides
     */
    record Uses(List<Use> rules, int more) {}

    RulesInUse(RuleSets ruleSets, Applications applications, Clock clock) {
        this.ruleSets = ruleSets;
        this.applications = applications;
        this.clock = clock;
    }

    Uses ofGroup(String provider, String claim, DeskUser user) {
        return uses(provider, user, rules -> rules.ofGroup(claim));
    }

    Uses ofRole(String provider, String name, DeskUser user) {
        return uses(provider, user, rules -> rules.ofRole(name));
    }

    private Uses uses(String provider, DeskUser user, Function<RulesByName, List<Rule>> which) {
        LocalDate today = GermanDays.today(clock);
        List<Rule> rules = which.apply(RulesByName.of(ruleSets.active(provider)));
        return new Uses(
                rules.stream()
                        .limit(MOST)
                        .map(rule -> {
                            Application application =
                                    applications.find(rule.application()).orElse(null);
                            return new Use(
                                    application == null ? rule.application() : application.name(user.language()),
                                    RulesPage.Row.of(rule, application, user.language(), today));
                        })
                        .toList(),
                Math.max(0, rules.size() - MOST));
    }
}
