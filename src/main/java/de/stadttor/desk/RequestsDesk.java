package de.stadttor.desk;

import de.stadttor.access.Release;
import de.stadttor.access.Releases;
import de.stadttor.application.Applications;
import de.stadttor.federation.Providers;
import de.stadttor.platform.NotAllowed;
import de.stadttor.request.ReleaseRequest;
import de.stadttor.request.ReleaseRequests;
import de.stadttor.web.Desk;
import de.stadttor.web.DeskUser;
import de.stadttor.web.KeepsTyped;
import de.stadttor.web.KeptForm;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** An application asks for a release: what the provider's admin sees, and how they say no. */
@Desk
class RequestsDesk {

    private final DeskPages pages;
    private final ReleaseRequests requests;
    private final Releases releases;
    private final Applications applications;
    private final Providers providers;
    private final Authors authors;

    RequestsDesk(
            DeskPages pages,
            ReleaseRequests requests,
            Releases releases,
            Applications applications,
            Providers providers,
            Authors authors) {
        this.pages = pages;
        this.requests = requests;
        this.releases = releases;
        this.applications = applications;
        this.providers = providers;
        this.authors = authors;
    }

    @GetMapping("/desk/providers/{provider}/requests/{id}")
    void request(
            DeskUser user,
            @PathVariable String provider,
            @PathVariable String id,
            @RequestParam(name = "done", required = false) @Nullable String done,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        ProviderPlace place = ProviderPlace.of(providers, provider, user);
        ReleaseRequest found = find(provider, id, user);
        pages.write(request, response, user, page(place, found, "", false, "declined".equals(done), user));
    }

    @KeepsTyped("why")
    @PostMapping("/desk/providers/{provider}/requests/{id}")
    void decline(
            DeskUser user,
            @PathVariable String provider,
            @PathVariable String id,
            @RequestParam(name = "why", defaultValue = "") String why,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        ProviderPlace place = ProviderPlace.of(providers, provider, user);
        ReleaseRequest found = find(provider, id, user);
        if (!place.changes()) {
            throw new NotAllowed("requests to " + provider + " are answered by its own admins");
        }
        String reason = why.replace("\0", "");
        if (KeptForm.isLate(request)) {
            pages.write(request, response, user, page(place, found, reason, false, false, user));
            return;
        }
        if (!ReleaseRequests.isAnswer(reason)) {
            pages.write(
                    request,
                    response,
                    user,
                    HttpServletResponse.SC_BAD_REQUEST,
                    page(place, found, reason, true, false, user));
            return;
        }
        boolean declined = requests.decline(found, reason, user.actor());
        pages.leadTo(response, place.href("requests/" + found.id()) + (declined ? "?done=declined" : ""));
    }

    private RequestPage page(
            ProviderPlace place, ReleaseRequest found, String why, boolean problem, boolean done, DeskUser user) {
        Set<String> current = releases.find(place.id(), found.application())
                .map(Release::claims)
                .orElse(Set.of());
        return new RequestPage(
                place,
                found,
                applications
                        .find(found.application())
                        .map(application -> application.name(user.language()))
                        .orElse(found.application()),
                authors.name(found.author(), user),
                ReleaseForm.CLAIMS.stream().filter(current::contains).toList(),
                why,
                problem,
                done);
    }

    private ReleaseRequest find(String provider, String id, DeskUser user) {
        return id(id).flatMap(known -> requests.find(known, user.actor()))
                .filter(found -> found.provider().equals(provider))
                .orElseThrow(DeskProblems.NotThere::new);
    }

    static Optional<UUID> id(@Nullable String text) {
        try {
            return text == null ? Optional.empty() : Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
