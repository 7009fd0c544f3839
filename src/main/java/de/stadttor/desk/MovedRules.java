package de.stadttor.desk;

import de.stadttor.access.Rule;
import de.stadttor.access.RuleMerge;
import de.stadttor.access.RuleSetVersion;
import de.stadttor.access.RuleSets;
import de.stadttor.application.Applications;
import de.stadttor.desk.EditorPage.Moved;
import de.stadttor.web.DeskUser;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.springframework.stereotype.Component;

/** Says who changed rules that somebody else is changing, when, and into what. */
@Component
class MovedRules {

    /** Whoever looks away for longer is told of the latest change alone. */
    private static final int MOST_VERSIONS = 10;

    private final RuleSets ruleSets;
    private final Applications applications;
    private final Authors authors;
    private final Clock clock;

    MovedRules(RuleSets ruleSets, Applications applications, Authors authors, Clock clock) {
        this.ruleSets = ruleSets;
        this.applications = applications;
        this.authors = authors;
        this.clock = clock;
    }

    /**
     * @param seen the version that the person had in sight
     */
    List<Moved> of(DeskUser user, String provider, long seen, List<RuleMerge.Conflict> conflicts) {
        List<RuleSetVersion> since = ruleSets.versions(provider, Long.MAX_VALUE, MOST_VERSIONS).stream()
                .filter(version -> version.version() > seen)
                .toList();
        if (since.isEmpty()) {
            return List.of();
        }
        return conflicts.stream().map(conflict -> moved(user, conflict, since)).toList();
    }

    private Moved moved(DeskUser user, RuleMerge.Conflict conflict, List<RuleSetVersion> since) {
        RuleSetVersion version = since.stream()
                .filter(one -> ruleSets.changesOf(one).stream()
                        .anyMatch(change -> change.ruleId().equals(conflict.ruleId())))
                .findFirst()
                .orElse(since.getFirst());
        Rule now = conflict.found();
        return new Moved(
                conflict.ruleId(),
                authors.name(version.actor(), user),
                version.version(),
                version.at(),
                now == null
                        ? null
                        : RulesPage.Row.of(
                                now,
                                applications.find(now.application()).orElse(null),
                                user.language(),
                                LocalDate.ofInstant(clock.instant(), Dates.ZONE)));
    }
}
