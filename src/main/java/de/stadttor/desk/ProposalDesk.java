package de.stadttor.desk;

import de.stadttor.federation.Providers;
import de.stadttor.proposal.Proposal;
import de.stadttor.web.Desk;
import de.stadttor.web.DeskUser;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** One proposal: what it would do to whom, and how it stands. */
@Desk
class ProposalDesk {

    private static final Set<String> SAID = Set.of(
            "needs_nobody",
            "not_seen",
            "moved",
            "voided",
            "approver_gone",
            "outdated",
            "state",
            "busy",
            "same",
            "invalid",
            "staff_away");

    private final DeskPages pages;
    private final ProposalPages content;
    private final Providers providers;

    ProposalDesk(DeskPages pages, ProposalPages content, Providers providers) {
        this.pages = pages;
        this.content = content;
        this.providers = providers;
    }

    @GetMapping("/desk/providers/{provider}/proposals/{id}")
    void proposal(
            DeskUser user,
            @PathVariable String provider,
            @PathVariable String id,
            @RequestParam(name = "text", defaultValue = "") String text,
            @RequestParam(name = "role", defaultValue = "") String role,
            @RequestParam(name = "what", defaultValue = "") String what,
            @RequestParam(name = "page", defaultValue = "1") String page,
            @RequestParam(name = "rules", defaultValue = "1") String rules,
            @RequestParam(name = "done", defaultValue = "") String done,
            @RequestParam(name = "problem", defaultValue = "") String problem,
            @RequestParam(name = "version", defaultValue = "0") String version,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        ProviderPlace place = ProviderPlace.of(providers, provider, user);
        Proposal proposal = content.find(place, id, user);
        boolean moved = Set.of("moved", "voided").contains(problem);
        ProposalPages.Asked asked = new ProposalPages.Asked(
                Numbers.of(rules, 1),
                new EffectPeople.Filter(text.strip(), role, what, Numbers.of(page, 1)),
                moved ? new EffectsAtDesk.Before(Numbers.of(version, 0)) : null);
        pages.write(
                request,
                response,
                user,
                content.of(place, proposal, asked, notice(proposal, done, problem), null, user));
    }

    /** Only what has happened is said to have happened. */
    private static ProposalPage.@Nullable Notice notice(Proposal proposal, String done, String problem) {
        if (SAID.contains(problem)) {
            return new ProposalPage.Notice("warning", problem);
        }
        String last = proposal.steps().getLast().kind().code();
        boolean happened = switch (done) {
            case "submit" -> last.equals("submitted");
            case "approve" -> last.equals("approved");
            case "activate" -> last.equals("activated");
            case "refuse" -> last.equals("refused");
            case "withdrawn" -> last.equals("withdrawn");
            case "redo", "last_seen" -> last.equals("edited");
            default -> false;
        };
        return happened ? new ProposalPage.Notice("success", "done_" + done) : null;
    }
}
