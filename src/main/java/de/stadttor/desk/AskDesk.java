package de.stadttor.desk;

import de.stadttor.application.Application;
import de.stadttor.application.Applications;
import de.stadttor.federation.Provider;
import de.stadttor.request.ReleaseRequest;
import de.stadttor.request.ReleaseRequests;
import de.stadttor.request.Wish;
import de.stadttor.web.Desk;
import de.stadttor.web.DeskUser;
import de.stadttor.web.KeepsTyped;
import de.stadttor.web.KeptForm;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** An application's owner asks providers for a release, and takes that back. */
@Desk
class AskDesk {

    private final DeskPages pages;
    private final ApplicationsDesk applicationPages;
    private final ReleaseRequests requests;
    private final Applications applications;
    private final OwnApplications own;

    AskDesk(
            DeskPages pages,
            ApplicationsDesk applicationPages,
            ReleaseRequests requests,
            Applications applications,
            OwnApplications own) {
        this.pages = pages;
        this.applicationPages = applicationPages;
        this.requests = requests;
        this.applications = applications;
        this.own = own;
    }

    @KeepsTyped({"purpose", "basis"})
    @PostMapping("/desk/applications/{id}/requests")
    void ask(
            DeskUser user,
            @PathVariable String id,
            @RequestParam(name = "providers", required = false) @Nullable List<String> asked,
            @RequestParam(name = "claims", required = false) @Nullable List<String> claims,
            @RequestParam(name = "purpose", defaultValue = "") String purpose,
            @RequestParam(name = "basis", defaultValue = "") String basis,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Application application = owned(id, user);
        SortedSet<String> whom = new TreeSet<>(asked == null ? List.of() : asked);
        whom.retainAll(
                requests.concerned(application).stream().map(Provider::id).toList());
        SortedSet<String> known = new TreeSet<>(claims == null ? List.of() : claims);
        known.retainAll(ReleaseForm.CLAIMS);
        Wish wish = new Wish(known, purpose.replace("\0", ""), basis.replace("\0", ""));
        AskForm form = new AskForm(whom, wish);
        if (KeptForm.isLate(request)) {
            pages.write(request, response, user, applicationPages.page(application, form, List.of(), null, user));
            return;
        }
        if (!form.problems().isEmpty()) {
            pages.write(
                    request,
                    response,
                    user,
                    HttpServletResponse.SC_BAD_REQUEST,
                    applicationPages.page(application, form, form.problems(), null, user));
            return;
        }
        requests.ask(id, whom, wish, user.actor());
        pages.leadTo(response, "/desk/applications/" + id + "?done=asked#requests");
    }

    @PostMapping("/desk/applications/{id}/requests/{request}/withdraw")
    void withdraw(
            DeskUser user,
            @PathVariable String id,
            @PathVariable("request") String requestId,
            HttpServletResponse response) {
        owned(id, user);
        ReleaseRequest found = RequestsDesk.id(requestId)
                .flatMap(known -> requests.find(known, user.actor()))
                .filter(one -> one.application().equals(id))
                .orElseThrow(DeskProblems.NotThere::new);
        boolean withdrawn = requests.withdraw(found, user.actor());
        pages.leadTo(response, "/desk/applications/" + id + (withdrawn ? "?done=withdrawn#requests" : "#requests"));
    }

    /** Where somebody comes who signs in again in the middle of it. */
    @GetMapping({"/desk/applications/{id}/requests", "/desk/applications/{id}/requests/{request}/withdraw"})
    void back(DeskUser user, @PathVariable String id, HttpServletResponse response) {
        owned(id, user);
        pages.leadTo(response, "/desk/applications/" + id);
    }

    private Application owned(String id, DeskUser user) {
        Set<String> owned = own.of(user);
        return applications
                .find(id)
                .filter(application -> owned.contains(id) && application.signsPeopleIn())
                .orElseThrow(DeskProblems.NotThere::new);
    }
}
