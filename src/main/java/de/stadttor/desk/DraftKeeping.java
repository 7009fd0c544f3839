package de.stadttor.desk;

import de.stadttor.access.Rule;
import de.stadttor.access.RuleMerge;
import de.stadttor.access.RuleSets;
import de.stadttor.access.RulesMoved;
import de.stadttor.desk.EditorPages.Shown;
import de.stadttor.proposal.Edits;
import de.stadttor.proposal.Proposal;
import de.stadttor.proposal.Proposals;
import de.stadttor.proposal.Sight;
import de.stadttor.web.DeskUser;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Keeps what somebody did to a rule as a draft of its own, or in the draft at which they are at work. */
@Component
class DraftKeeping {

    private final Proposals proposals;
    private final RuleSets ruleSets;
    private final MovedRules movedRules;

    DraftKeeping(Proposals proposals, RuleSets ruleSets, MovedRules movedRules) {
        this.proposals = proposals;
        this.ruleSets = ruleSets;
        this.movedRules = movedRules;
    }

    /**
     * @param seen the version of the rules that the person had in sight
     * @throws RulesMoved where somebody changed one of the draft's rules after that
     */
    Proposal keep(DeskUser user, EditedRule edited, Rule rule, long seen, String reason) {
        Rule before = edited.rule();
        // renamed, within a draft
        Set<String> gone = before == null || before.id().equals(rule.id()) ? Set.of() : Set.of(before.id());
        return keep(user, edited, new Edits(List.of(rule), gone), seen, reason);
    }

    /** As {@link #keep}, for a rule that is to go. */
    Proposal remove(DeskUser user, EditedRule edited, String ruleId, long seen, String reason) {
        return keep(user, edited, new Edits(List.of(), Set.of(ruleId)), seen, reason);
    }

    private Proposal keep(DeskUser user, EditedRule edited, Edits edits, long seen, String reason) {
        Proposal draft = edited.proposal();
        return draft == null
                ? proposals.draft(user.actor(), edited.place().id(), edits, List.of(), seen, reason)
                : proposals.add(user.actor(), draft.id(), edits, reason, Sight.ofRules(seen));
    }

    /** Whether there is nothing to be kept. */
    boolean changesNothing(EditedRule edited, Rule rule) {
        return rule.equals(edited.active()) && edited.others().isEmpty();
    }

    /** What others have done to the rules of the draft since it was made. */
    Shown opened(DeskUser user, EditedRule edited) {
        Proposal draft = edited.proposal();
        if (draft == null) {
            return Shown.FIRST;
        }
        String provider = edited.place().id();
        List<RuleMerge.Conflict> conflicts =
                RuleMerge.of(ruleSets.active(provider), draft.changes()).conflicts();
        return conflicts.isEmpty()
                ? Shown.FIRST
                : new Shown(List.of(), movedRules.of(user, provider, draft.baseVersion(), conflicts), null, true, true);
    }
}
