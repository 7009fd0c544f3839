package de.stadttor.desk;

import de.stadttor.access.InvalidRules;
import de.stadttor.access.Rule;
import de.stadttor.access.RuleSets;
import de.stadttor.access.RulesMoved;
import de.stadttor.desk.EditorPage.Count;
import de.stadttor.desk.EditorPage.Moved;
import de.stadttor.desk.RuleReading.Problem;
import de.stadttor.platform.GermanDays;
import de.stadttor.proposal.InvalidProposal;
import de.stadttor.proposal.Matches;
import de.stadttor.proposal.ProposalRefused;
import de.stadttor.web.Desk;
import de.stadttor.web.DeskUser;
import de.stadttor.web.KeepsTyped;
import de.stadttor.web.KeptForm;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The end of a rule: what goes with it is shown, and that it is to go is kept as a draft, which counts for nothing yet. */
@Desk
class RuleRemovalDesk {

    private final DeskPages pages;
    private final EditedRules editedRules;
    private final RuleSets ruleSets;
    private final Matches matches;
    private final DraftKeeping drafts;
    private final MovedRules movedRules;
    private final Clock clock;

    RuleRemovalDesk(
            DeskPages pages,
            EditedRules editedRules,
            RuleSets ruleSets,
            Matches matches,
            DraftKeeping drafts,
            MovedRules movedRules,
            Clock clock) {
        this.pages = pages;
        this.editedRules = editedRules;
        this.ruleSets = ruleSets;
        this.matches = matches;
        this.drafts = drafts;
        this.movedRules = movedRules;
        this.clock = clock;
    }

    @GetMapping("/desk/providers/{provider}/rules/{rule}/remove")
    void ask(
            DeskUser user,
            @PathVariable String provider,
            @PathVariable String rule,
            @RequestParam(name = "proposal", required = false) @Nullable String proposal,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        EditedRule edited = editedRules.known(user, provider, rule, proposal);
        if (edited.isClosed()) {
            pages.leadTo(response, edited.draftHref());
            return;
        }
        String reason = edited.proposal() == null ? "" : edited.proposal().why();
        write(user, edited, reason, null, List.of(), 200, request, response);
    }

    @KeepsTyped("reason")
    @PostMapping("/desk/providers/{provider}/rules/{rule}/remove")
    void remove(
            DeskUser user,
            @PathVariable String provider,
            @PathVariable String rule,
            @RequestParam(name = "proposal", required = false) @Nullable String proposal,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        EditedRule edited = editedRules.known(user, provider, rule, proposal);
        if (edited.isClosed()) {
            pages.leadTo(response, edited.draftHref());
            return;
        }
        RuleInput input = RuleInput.of(request);
        if (KeptForm.isLate(request)) {
            write(user, edited, input.reason(), null, List.of(), 200, request, response);
            return;
        }
        Problem problem = RuleReading.remark("reason", input.reason(), true);
        if (problem != null) {
            write(user, edited, input.reason(), problem, List.of(), 400, request, response);
            return;
        }
        try {
            pages.leadTo(
                    response,
                    EditedRule.href(edited.place(), drafts.remove(user, edited, rule, input.seen(), input.reason())));
        } catch (RulesMoved e) {
            List<Moved> moved = movedRules.of(user, provider, input.seen(), e.conflicts());
            write(user, edited, input.reason(), null, moved, 409, request, response);
        } catch (InvalidRules | InvalidProposal | ProposalRefused e) {
            Problem refused = edited.active() == null && edited.others().isEmpty()
                    ? new Problem("form", "nothing_left", "")
                    : RefusedRules.of(e).getFirst();
            write(user, edited, input.reason(), refused, List.of(), 400, request, response);
        }
    }

    private void write(
            DeskUser user,
            EditedRule edited,
            String reason,
            @Nullable Problem problem,
            List<Moved> moved,
            int status,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Rule rule = edited.rule();
        if (rule == null) {
            throw new DeskProblems.NotThere();
        }
        pages.write(
                request,
                response,
                user,
                status,
                new RemovalPage(
                        edited,
                        edited.application().name(user.language()),
                        RulesPage.Row.of(rule, edited.application(), user.language(), GermanDays.today(clock)),
                        Count.of(matches.of(user.actor(), edited.place().id(), rule.when())),
                        reason,
                        ruleSets.version(edited.place().id()),
                        problem,
                        moved));
    }
}
