package de.stadttor.desk;

import de.stadttor.access.RecordedDecision;
import de.stadttor.application.Application;
import de.stadttor.application.Applications;
import de.stadttor.federation.Providers;
import de.stadttor.inquiry.Inquiries;
import de.stadttor.inquiry.Known;
import de.stadttor.inquiry.People;
import de.stadttor.inquiry.Supposed;
import de.stadttor.web.Desk;
import de.stadttor.web.DeskUser;
import de.stadttor.web.KeepsTyped;
import de.stadttor.web.KeptForm;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One of a provider's people: what was decided about them, and what would be if they were told otherwise. */
@Desk
class WhyPersonDesk {

    private final DeskPages pages;
    private final People people;
    private final Inquiries inquiries;
    private final Applications applications;
    private final Providers providers;

    WhyPersonDesk(DeskPages pages, People people, Inquiries inquiries, Applications applications, Providers providers) {
        this.pages = pages;
        this.people = people;
        this.inquiries = inquiries;
        this.applications = applications;
        this.providers = providers;
    }

    @GetMapping("/desk/why/person")
    void person(
            DeskUser user,
            @RequestParam(name = "provider", defaultValue = "") String provider,
            @RequestParam(name = "subject", defaultValue = "") String subject,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        ProviderPlace place = ProviderPlace.of(providers, provider, user);
        Known known = people.person(provider, subject, user.actor()).orElseThrow(DeskProblems.NotThere::new);
        List<RecordedDecision> latest = inquiries.latest(known, user.actor());
        String first = latest.isEmpty() ? "" : latest.getFirst().decision().applicationId();
        WhatIfForm form = WhatIfForm.of(first, Supposed.of(known.person(), inquiries.usualAssurance(latest)));
        pages.write(request, response, user, page(place, known, latest, form, null, null, user));
    }

    /** Keeps nothing: an auditor may ask, too. */
    @KeepsTyped({"groups", "roles", "unit"})
    @PostMapping("/desk/why/person")
    void whatIf(
            DeskUser user,
            @RequestParam(name = "provider", defaultValue = "") String provider,
            @RequestParam(name = "subject", defaultValue = "") String subject,
            @RequestParam(name = "application", required = false) @Nullable String application,
            @RequestParam(name = "assurance", required = false) @Nullable String assurance,
            @RequestParam(name = "groups", required = false) @Nullable String groups,
            @RequestParam(name = "roles", required = false) @Nullable String roles,
            @RequestParam(name = "unit", required = false) @Nullable String unit,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        ProviderPlace place = ProviderPlace.of(providers, provider, user);
        Known known = people.person(provider, subject, user.actor()).orElseThrow(DeskProblems.NotThere::new);
        WhatIfForm form = WhatIfForm.of(application, assurance, groups, roles, unit);
        Supposed supposed = form.supposed();
        List<RecordedDecision> latest = inquiries.latest(known, user.actor());
        if (KeptForm.isLate(request)) {
            pages.write(request, response, user, page(place, known, latest, form, null, null, user));
            return;
        }
        if (!supposed.isBounded()) {
            pages.write(
                    request,
                    response,
                    user,
                    HttpServletResponse.SC_BAD_REQUEST,
                    page(place, known, latest, form, "too_much", null, user));
            return;
        }
        Inquiries.WhatIf whatIf = inquiries
                .whatIf(known, form.application(), supposed, user.actor())
                .orElseThrow(DeskProblems.NotThere::new);
        pages.write(
                request,
                response,
                user,
                page(place, known, latest, form, null, WhyPersonPage.Result.of(whatIf, user.language()), user));
    }

    private WhyPersonPage page(
            ProviderPlace place,
            Known known,
            List<RecordedDecision> latest,
            WhatIfForm form,
            @Nullable String problem,
            WhyPersonPage.@Nullable Result result,
            DeskUser user) {
        return new WhyPersonPage(
                place,
                known,
                latest.stream()
                        .map(recorded -> WhyPersonPage.Row.of(
                                recorded,
                                applications
                                        .find(recorded.decision().applicationId())
                                        .orElse(null),
                                user.language()))
                        .toList(),
                applications.all().stream()
                        .filter(Application::signsPeopleIn)
                        .sorted(Comparator.comparing((Application one) -> one.name(user.language())))
                        .map(one -> new WhyPersonPage.Choice(one.id(), one.name(user.language())))
                        .toList(),
                form,
                problem,
                result);
    }
}
