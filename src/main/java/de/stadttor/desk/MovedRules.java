package de.stadttor.desk;

import de.stadttor.access.Rule;
import de.stadttor.access.RuleMerge;
import de.stadttor.application.Applications;
import de.stadttor.desk.EditorPage.Moved;
import de.stadttor.platform.GermanDays;
import de.stadttor.proposal.RuleMove;
import de.stadttor.proposal.RuleMoves;
import de.stadttor.web.DeskUser;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;

/** Says who changed rules that somebody else is changing, when, and into what, in the words of the page. */
@Component
class MovedRules {

    private final RuleMoves moves;
    private final Applications applications;
    private final Authors authors;
    private final Clock clock;

    MovedRules(RuleMoves moves, Applications applications, Authors authors, Clock clock) {
        this.moves = moves;
        this.applications = applications;
        this.authors = authors;
        this.clock = clock;
    }

    /**
     * @param seen the version that the person had in sight
     */
    List<Moved> of(DeskUser user, String provider, long seen, List<RuleMerge.Conflict> conflicts) {
        return moves.of(provider, seen, conflicts).stream()
                .map(move -> moved(user, move))
                .toList();
    }

    private Moved moved(DeskUser user, RuleMove move) {
        Rule now = move.found();
        return new Moved(
                move.ruleId(),
                authors.name(move.version().actor(), user),
                move.version().version(),
                move.version().at(),
                now == null
                        ? null
                        : RulesPage.Row.of(
                                now,
                                applications.find(now.application()).orElse(null),
                                user.language(),
                                GermanDays.today(clock)));
    }
}
