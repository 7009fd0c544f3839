package de.stadttor.desk;

import de.stadttor.access.Explanation;
import de.stadttor.access.Explanations;
import de.stadttor.application.Applications;
import de.stadttor.federation.Provider;
import de.stadttor.federation.Providers;
import de.stadttor.inquiry.People;
import de.stadttor.platform.NotAllowed;
import de.stadttor.web.Desk;
import de.stadttor.web.DeskUser;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Somebody calls, with a reference number or without. */
@Desk
class WhyDesk {

    private static final int MOST = 20;

    private final DeskPages pages;
    private final People people;
    private final Explanations explanations;
    private final Applications applications;
    private final Providers providers;

    WhyDesk(DeskPages pages, People people, Explanations explanations, Applications applications, Providers providers) {
        this.pages = pages;
        this.people = people;
        this.explanations = explanations;
        this.applications = applications;
        this.providers = providers;
    }

    /** A number of another provider's people and one that does not exist look the same. */
    @GetMapping("/desk/why")
    void why(
            DeskUser user,
            @RequestParam(name = "number", required = false) @Nullable String number,
            @RequestParam(name = "person", required = false) @Nullable String person,
            @RequestParam(name = "provider", required = false) @Nullable String provider,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        if (!Section.readsDecisions(user)) {
            throw new NotAllowed("decisions are shown to admins, auditors and operators");
        }
        Explanation found =
                number == null ? null : explanations.find(number, user.actor()).orElse(null);
        boolean missed = number != null && found == null;
        pages.write(
                request,
                response,
                user,
                missed ? HttpServletResponse.SC_NOT_FOUND : HttpServletResponse.SC_OK,
                new WhyPage(number, found == null ? null : answer(found, user), search(person, provider, user)));
    }

    /** Of another provider than the own one an operator alone may ask. */
    private WhoSearch search(@Nullable String person, @Nullable String wanted, DeskUser user) {
        String provider =
                wanted != null && user.isOperator() && providers.find(wanted).isPresent()
                        ? wanted
                        : user.provider().id();
        String text = person == null ? "" : person.replace("\0", "").strip();
        People.Found found = text.isEmpty() ? null : people.find(provider, text, MOST, user.actor());
        return new WhoSearch(
                user.isOperator()
                        ? providers.all().stream()
                                .map(one -> new WhoSearch.Choice(one.id(), one.name()))
                                .toList()
                        : List.of(),
                provider,
                text,
                found == null
                        ? null
                        : found.people().stream()
                                .map(known -> new WhoSearch.Row(
                                        known.member().name(),
                                        known.person().email(),
                                        known.member().unit(),
                                        WhyPersonPage.href(provider, known.subject())))
                                .toList(),
                found != null && found.more(),
                found != null && found.live());
    }

    private WhyPage.Answer answer(Explanation explanation, DeskUser user) {
        String provider = explanation.recorded().decision().inputs().provider();
        return WhyPage.Answer.of(
                explanation,
                providers.find(provider).map(Provider::name).orElse(provider),
                applications
                        .find(explanation.recorded().decision().applicationId())
                        .orElse(null),
                user.language());
    }
}
