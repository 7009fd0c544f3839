package de.stadttor.desk;

import de.stadttor.access.InvalidRules;
import de.stadttor.access.Rule;
import de.stadttor.access.RuleSets;
import de.stadttor.access.RulesMoved;
import de.stadttor.desk.EditorPages.Shown;
import de.stadttor.desk.RuleReading.Problem;
import de.stadttor.proposal.InvalidProposal;
import de.stadttor.proposal.Proposal;
import de.stadttor.proposal.ProposalRefused;
import de.stadttor.web.Desk;
import de.stadttor.web.DeskUser;
import de.stadttor.web.KeepsTyped;
import de.stadttor.web.KeptForm;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Makes and changes rules. Each step but the last shows the same page again, with all that was filled in; the last keeps
 * a draft, which counts for nothing yet. No rule can be called {@code _new}.
 */
@Desk
class RuleEditorDesk {

    private final DeskPages pages;
    private final EditedRules editedRules;
    private final EditorPages editorPages;
    private final KnownDirectories directories;
    private final DraftKeeping drafts;
    private final MovedRules movedRules;
    private final ExpertText expertText;
    private final RuleSets ruleSets;

    RuleEditorDesk(
            DeskPages pages,
            EditedRules editedRules,
            EditorPages editorPages,
            KnownDirectories directories,
            DraftKeeping drafts,
            MovedRules movedRules,
            ExpertText expertText,
            RuleSets ruleSets) {
        this.pages = pages;
        this.editedRules = editedRules;
        this.editorPages = editorPages;
        this.directories = directories;
        this.drafts = drafts;
        this.movedRules = movedRules;
        this.expertText = expertText;
        this.ruleSets = ruleSets;
    }

    @GetMapping(path = "/desk/providers/{provider}/rules/_new", params = "application")
    void fresh(
            DeskUser user,
            @PathVariable String provider,
            @RequestParam("application") String application,
            @RequestParam(name = "proposal", required = false) @Nullable String proposal,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        open(user, editedRules.fresh(user, provider, application, proposal), request, response);
    }

    @GetMapping("/desk/providers/{provider}/rules/{rule}/change")
    void change(
            DeskUser user,
            @PathVariable String provider,
            @PathVariable String rule,
            @RequestParam(name = "proposal", required = false) @Nullable String proposal,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        open(user, editedRules.known(user, provider, rule, proposal), request, response);
    }

    @KeepsTyped
    @PostMapping(path = "/desk/providers/{provider}/rules/_new", params = "application")
    void keepFresh(
            DeskUser user,
            @PathVariable String provider,
            @RequestParam("application") String application,
            @RequestParam(name = "proposal", required = false) @Nullable String proposal,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        step(user, editedRules.fresh(user, provider, application, proposal), request, response);
    }

    @KeepsTyped
    @PostMapping("/desk/providers/{provider}/rules/{rule}/change")
    void keepChange(
            DeskUser user,
            @PathVariable String provider,
            @PathVariable String rule,
            @RequestParam(name = "proposal", required = false) @Nullable String proposal,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        step(user, editedRules.known(user, provider, rule, proposal), request, response);
    }

    private void open(DeskUser user, EditedRule edited, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (leadsToClosedDraft(edited, response)) {
            return;
        }
        Rule rule = edited.rule();
        String reason = edited.proposal() == null ? "" : edited.proposal().why();
        long version = ruleSets.version(edited.place().id());
        RuleInput input = rule == null ? RuleInput.empty(reason, version) : RuleInput.of(rule, reason, version);
        write(user, edited, input, drafts.opened(user, edited), 200, request, response);
    }

    private void step(DeskUser user, EditedRule edited, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (leadsToClosedDraft(edited, response)) {
            return;
        }
        boolean late = KeptForm.isLate(request);
        RuleInput input = RuleInput.of(request);
        String step = request.getParameter("step");
        if ("save".equals(step) && !late) {
            save(user, edited, input, request, response);
            return;
        }
        String add = request.getParameter("add");
        String take = request.getParameter("take");
        RuleInput next = input.adding(add).removing(take);
        if ("expert".equals(step)) {
            next = next.asText();
        } else if ("form".equals(step)) {
            next = next.asForm(Optional.ofNullable(expertText.read(next.text()).condition())
                    .flatMap(Who::of));
        } else if ("reload".equals(step)) {
            directories.reload(edited.place().id(), user.actor());
        }
        String focus = RuleInput.listOf(add).or(() -> RuleInput.listOf(take)).orElse(request.getParameter("show"));
        String target = request.getHeader("HX-Target");
        boolean counting = target == null || !target.endsWith("-found");
        write(user, edited, next, new Shown(List.of(), List.of(), focus, counting, late), 200, request, response);
    }

    private void save(
            DeskUser user, EditedRule edited, RuleInput input, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        RuleReading reading = editorPages.reading(edited, input);
        Rule rule = reading.rule();
        if (rule == null) {
            write(user, edited, input, Shown.with(reading.problems()), 400, request, response);
            return;
        }
        try {
            Proposal draft = drafts.keep(user, edited, rule, input.seen(), reading.reason());
            pages.leadTo(response, EditedRule.href(edited.place(), draft));
        } catch (RulesMoved e) {
            String provider = edited.place().id();
            Shown shown =
                    new Shown(List.of(), movedRules.of(user, provider, input.seen(), e.conflicts()), null, true, false);
            write(user, edited, input.seeing(ruleSets.version(provider)), shown, 409, request, response);
        } catch (InvalidRules | InvalidProposal | ProposalRefused e) {
            List<Problem> problems = drafts.changesNothing(edited, rule)
                    ? List.of(new Problem("form", "unchanged", ""))
                    : RefusedRules.of(e);
            write(user, edited, input, Shown.with(problems), 400, request, response);
        }
    }

    private boolean leadsToClosedDraft(EditedRule edited, HttpServletResponse response) {
        if (edited.proposal() == null || !edited.isClosed()) {
            return false;
        }
        pages.leadTo(response, EditedRule.href(edited.place(), edited.proposal()));
        return true;
    }

    private void write(
            DeskUser user,
            EditedRule edited,
            RuleInput input,
            Shown shown,
            int status,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        pages.write(request, response, user, status, editorPages.page(user, edited, input, shown));
    }
}
