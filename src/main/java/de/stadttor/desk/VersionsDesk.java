package de.stadttor.desk;

import de.stadttor.access.InvalidRules;
import de.stadttor.access.Restoration;
import de.stadttor.access.RuleChange;
import de.stadttor.access.RuleSetVersion;
import de.stadttor.access.RuleSets;
import de.stadttor.federation.Providers;
import de.stadttor.platform.NotAllowed;
import de.stadttor.proposal.InvalidProposal;
import de.stadttor.proposal.Proposal;
import de.stadttor.proposal.Proposals;
import de.stadttor.web.Desk;
import de.stadttor.web.DeskUser;
import de.stadttor.web.KeepsTyped;
import de.stadttor.web.KeptForm;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The versions of a provider's rules, and the way back to one: a proposal like any other. */
@Desk
class VersionsDesk {

    private static final int PAGE = 50;
    private static final int RULES = 20;

    private final DeskPages pages;
    private final RuleSets ruleSets;
    private final RuleDiffs diffs;
    private final Proposals proposals;
    private final Providers providers;
    private final Authors authors;

    VersionsDesk(
            DeskPages pages,
            RuleSets ruleSets,
            RuleDiffs diffs,
            Proposals proposals,
            Providers providers,
            Authors authors) {
        this.pages = pages;
        this.ruleSets = ruleSets;
        this.diffs = diffs;
        this.proposals = proposals;
        this.providers = providers;
        this.authors = authors;
    }

    @GetMapping("/desk/providers/{provider}/versions")
    void versions(
            DeskUser user,
            @PathVariable String provider,
            @RequestParam(name = "below", defaultValue = "") String below,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        ProviderPlace place = ProviderPlace.of(providers, provider, user);
        int from = Numbers.of(below, 0);
        List<RuleSetVersion> found = ruleSets.versions(provider, from == 0 ? Long.MAX_VALUE : from, PAGE + 1);
        List<VersionsPage.Row> rows =
                found.stream().limit(PAGE).map(version -> row(version, user)).toList();
        pages.write(
                request,
                response,
                user,
                new VersionsPage(
                        place,
                        rows,
                        ruleSets.version(provider),
                        found.size() > PAGE ? Long.valueOf(rows.getLast().number()) : null));
    }

    @GetMapping("/desk/providers/{provider}/versions/{number}")
    void version(
            DeskUser user,
            @PathVariable String provider,
            @PathVariable String number,
            @RequestParam(name = "rules", defaultValue = "1") String rules,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        ProviderPlace place = ProviderPlace.of(providers, provider, user);
        RuleSetVersion version = found(provider, number);
        List<RuleChange> changes = ruleSets.changesOf(version);
        Paging paging = Paging.of(Numbers.of(rules, 1), RULES, changes.size());
        pages.write(
                request,
                response,
                user,
                new VersionPage(
                        place,
                        row(version, user),
                        version.version() == ruleSets.version(provider),
                        diffs.of(paging.of(changes), user.language()),
                        paging));
    }

    @KeepsTyped("why")
    @PostMapping("/desk/providers/{provider}/versions/{number}")
    void back(
            DeskUser user,
            @PathVariable String provider,
            @PathVariable String number,
            @RequestParam(name = "step", defaultValue = "") String step,
            @RequestParam(name = "why", defaultValue = "") String why,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        ProviderPlace place = ProviderPlace.of(providers, provider, user);
        RuleSetVersion version = found(provider, number);
        if (!place.changes()) {
            throw new NotAllowed("rules of " + provider + " are changed by its own admins");
        }
        if (!step.equals("propose") || KeptForm.isLate(request)) {
            pages.write(request, response, user, look(place, version, why, null, user));
            return;
        }
        try {
            Proposal proposal = proposals.rollBack(user.actor(), provider, version.version(), why);
            pages.leadTo(response, place.href("proposals/" + proposal.id()));
        } catch (InvalidProposal e) {
            refused(request, response, look(place, version, why, problem(why), user), user);
        } catch (InvalidRules e) {
            refused(request, response, look(place, version, why, "invalid", user), user);
        } catch (NotAllowed e) {
            refused(request, response, look(place, version, why, "operators", user), user);
        }
    }

    private static String problem(String why) {
        return why.isBlank() ? "missing" : why.strip().length() > Proposals.MOST_WORDS ? "too_long" : "nothing";
    }

    private void refused(HttpServletRequest request, HttpServletResponse response, VersionPage.Back page, DeskUser user)
            throws IOException {
        int status = "operators".equals(page.problem())
                ? HttpServletResponse.SC_FORBIDDEN
                : HttpServletResponse.SC_BAD_REQUEST;
        pages.write(request, response, user, status, page);
    }

    private VersionPage.Back look(
            ProviderPlace place, RuleSetVersion version, String why, @Nullable String problem, DeskUser user) {
        Restoration restoration = ruleSets.restoration(version);
        List<RuleChange> changes = restoration.changes();
        return new VersionPage.Back(
                place,
                row(version, user),
                diffs.of(changes.subList(0, Math.min(RULES, changes.size())), user.language()),
                changes.size(),
                LeftOutWords.of(restoration.leftOut()),
                why,
                problem);
    }

    private RuleSetVersion found(String provider, String number) {
        return ruleSets.version(provider, Numbers.of(number, 0)).orElseThrow(DeskProblems.NotThere::new);
    }

    private VersionsPage.Row row(RuleSetVersion version, DeskUser user) {
        return VersionsPage.Row.of(version, authors.name(version.actor(), user));
    }
}
