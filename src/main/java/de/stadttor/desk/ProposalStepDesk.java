package de.stadttor.desk;

import de.stadttor.access.InvalidRules;
import de.stadttor.federation.Providers;
import de.stadttor.person.StaffUnavailable;
import de.stadttor.platform.NotAllowed;
import de.stadttor.proposal.Approvals;
import de.stadttor.proposal.InvalidProposal;
import de.stadttor.proposal.Outlooks;
import de.stadttor.proposal.Precondition;
import de.stadttor.proposal.Proposal;
import de.stadttor.proposal.ProposalRefused;
import de.stadttor.proposal.Proposals;
import de.stadttor.web.Desk;
import de.stadttor.web.DeskUser;
import de.stadttor.web.KeepsTyped;
import de.stadttor.web.KeptForm;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Each step with a proposal: whoever takes one has the effect before them, and the form says which one they saw. */
@Desk
class ProposalStepDesk {

    private final DeskPages pages;
    private final ProposalPages content;
    private final Proposals proposals;
    private final Approvals approvals;
    private final Outlooks outlooks;
    private final Providers providers;

    /** The fields of a form. */
    record Form(String step, @Nullable String seen, long version, String why) {}

    ProposalStepDesk(
            DeskPages pages,
            ProposalPages content,
            Proposals proposals,
            Approvals approvals,
            Outlooks outlooks,
            Providers providers) {
        this.pages = pages;
        this.content = content;
        this.proposals = proposals;
        this.approvals = approvals;
        this.outlooks = outlooks;
        this.providers = providers;
    }

    @KeepsTyped("why")
    @PostMapping("/desk/providers/{provider}/proposals/{id}")
    void step(
            DeskUser user,
            @PathVariable String provider,
            @PathVariable String id,
            @RequestParam(name = "step", defaultValue = "") String step,
            @RequestParam(name = "seen", required = false) @Nullable String seen,
            @RequestParam(name = "version", defaultValue = "0") String version,
            @RequestParam(name = "why", defaultValue = "") String why,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        ProviderPlace place = ProviderPlace.of(providers, provider, user);
        Proposal proposal = content.find(place, id, user);
        if (!place.changes()) {
            throw new NotAllowed("rules of " + provider + " are changed by its own admins");
        }
        if (KeptForm.isLate(request)) {
            again(user, place, proposal, HttpServletResponse.SC_OK, why, request, response);
            return;
        }
        if (step.equals("withdraw")) {
            if (!proposal.author().equals(user.actor().name())) {
                throw new NotAllowed("this is for its author alone");
            }
            pages.write(request, response, user, new ProposalPage.Withdrawal(place, proposal));
            return;
        }
        Form form = new Form(step, seen, Numbers.of(version, 0), why);
        try {
            pages.leadTo(response, place.href("proposals/" + proposal.id()) + "?" + done(user, proposal.id(), form));
        } catch (ProposalRefused e) {
            outlooks.forget(proposal.id());
            pages.leadTo(
                    response,
                    place.href("proposals/" + proposal.id()) + "?problem="
                            + e.kind().code() + "&version=" + form.version());
        } catch (StaffUnavailable e) {
            pages.leadTo(response, place.href("proposals/" + proposal.id()) + "?problem=staff_away");
        } catch (InvalidRules e) {
            pages.leadTo(response, place.href("proposals/" + proposal.id()) + "?problem=invalid");
        } catch (InvalidProposal e) {
            if (!step.equals("refuse")) {
                pages.leadTo(response, place.href("proposals/" + proposal.id()) + "?problem=same");
                return;
            }
            again(user, place, proposal, HttpServletResponse.SC_BAD_REQUEST, why, request, response);
        } catch (NotAllowed e) {
            again(user, place, proposal, HttpServletResponse.SC_FORBIDDEN, null, request, response);
        }
    }

    /** Does it, and tells the query of the page that says so. */
    private String done(DeskUser user, UUID id, Form form) {
        switch (form.step()) {
            case "submit" -> approvals.submit(user.actor(), id, form.seen(), Precondition.NONE);
            case "approve" -> approvals.approve(user.actor(), id, form.seen(), Precondition.NONE);
            case "activate" -> approvals.activate(user.actor(), id, form.seen(), Precondition.NONE);
            case "refuse" -> approvals.refuse(user.actor(), id, form.why(), Precondition.NONE);
            case "withdrawn" -> proposals.withdraw(user.actor(), id, Precondition.NONE);
            case "redo" -> proposals.redo(user.actor(), id, List.of());
            case "last-seen" -> proposals.redo(user.actor(), id, List.of("last-seen"));
            case "look-again" -> outlooks.forget(id);
            default -> throw new DeskProblems.NotThere();
        }
        return "done=" + form.step().replace('-', '_');
    }

    /** The page as it is, with the reason why nothing was done, where it is not that the form came late. */
    private void again(
            DeskUser user,
            ProviderPlace place,
            Proposal proposal,
            int status,
            @Nullable String refusal,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        ProposalPage.Notice notice =
                status == HttpServletResponse.SC_FORBIDDEN ? new ProposalPage.Notice("warning", "forbidden") : null;
        pages.write(
                request,
                response,
                user,
                status,
                content.of(place, proposal, ProposalPages.Asked.NOTHING, notice, refusal, user));
    }
}
