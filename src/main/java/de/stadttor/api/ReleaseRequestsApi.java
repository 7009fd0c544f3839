package de.stadttor.api;

import de.stadttor.application.Application;
import de.stadttor.application.Applications;
import de.stadttor.federation.Provider;
import de.stadttor.platform.Actor;
import de.stadttor.platform.NotAllowed;
import de.stadttor.request.Ownership;
import de.stadttor.request.ReleaseRequest;
import de.stadttor.request.ReleaseRequests;
import de.stadttor.request.Wish;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Applications ask providers for releases: their owners ask and take back, admins of the providers answer. */
@RestController
@RequestMapping(path = "/api/v1/release-requests", produces = MediaType.APPLICATION_JSON_VALUE)
class ReleaseRequestsApi {

    private static final Set<String> WISH = Set.of("application", "providers", "claims", "purpose", "legalBasis");

    private final ReleaseRequests requests;
    private final Ownership ownership;
    private final Applications applications;

    record Entry(
            UUID id,
            String application,
            String provider,
            SortedSet<String> claims,
            String purpose,
            String legalBasis,
            String state,
            Instant requestedAt,
            @Nullable Instant answeredAt,
            @Nullable String answer) {

        static Entry of(ReleaseRequest request) {
            return new Entry(
                    request.id(),
                    request.application(),
                    request.provider(),
                    request.claims(),
                    request.purpose(),
                    request.legalBasis(),
                    request.state().code(),
                    request.requestedAt(),
                    request.answeredAt(),
                    request.answer());
        }
    }

    ReleaseRequestsApi(ReleaseRequests requests, Ownership ownership, Applications applications) {
        this.requests = requests;
        this.ownership = ownership;
        this.applications = applications;
    }

    /** What one may not see looks like what is not there. */
    @GetMapping
    ResponseEntity<List<Entry>> all(
            Actor actor,
            @RequestParam(defaultValue = "") String provider,
            @RequestParam(defaultValue = "") String application) {
        if (provider.isEmpty() == application.isEmpty()) {
            throw bad("expected either provider or application");
        }
        List<ReleaseRequest> found =
                provider.isEmpty() ? requests.ofApplication(application, actor) : requests.ofProvider(provider, actor);
        return Unstored.ok(found.stream().map(Entry::of).toList());
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<List<Entry>> ask(Actor actor, HttpServletRequest request) throws IOException {
        Set<String> owned = ownership.of(actor);
        if (owned.isEmpty()) {
            throw new NotAllowed("this needs the role application-owner, and to be responsible for an application");
        }
        JsonBody body = JsonBody.read(request, WISH);
        String id = body.required("application");
        Application application = applications
                .find(id)
                .filter(found -> owned.contains(id) && found.signsPeopleIn())
                .orElseThrow(() -> missing("There is no such application of yours."));
        SortedSet<String> providers = new TreeSet<>(body.texts("providers"));
        Wish wish = new Wish(
                Set.copyOf(new TreeSet<>(body.texts("claims"))), body.required("purpose"), body.required("legalBasis"));
        List<String> possible =
                requests.concerned(application).stream().map(Provider::id).toList();
        if (providers.isEmpty() || !possible.containsAll(providers)) {
            throw bad("providers, expected some of " + String.join(", ", possible));
        }
        if (!wish.problems().isEmpty()) {
            throw bad("expected claims of name, email, org_unit, profile, a purpose of at most 1000 characters and a"
                    + " legalBasis of at most 300");
        }
        requests.ask(id, providers, wish, actor);
        return Unstored.ok(requests.ofApplication(id, actor).stream()
                .filter(one -> one.isOpen() && providers.contains(one.provider()))
                .map(Entry::of)
                .toList());
    }

    @PostMapping("/{id}/withdraw")
    ResponseEntity<Entry> withdraw(Actor actor, @PathVariable String id) {
        ReleaseRequest found = find(id, actor);
        return answered(requests.withdraw(found, actor), found, actor);
    }

    @PostMapping(path = "/{id}/decline", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Entry> decline(Actor actor, @PathVariable String id, HttpServletRequest request) throws IOException {
        ReleaseRequest found = find(id, actor);
        String why = JsonBody.read(request, Set.of("why")).required("why");
        if (!ReleaseRequests.isAnswer(why)) {
            throw bad("why, expected a text of 1 to 1000 characters");
        }
        return answered(requests.decline(found, why, actor), found, actor);
    }

    /** Gives the release that was asked for, besides what is given already. */
    @PostMapping(path = "/{id}/accept", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Entry> accept(Actor actor, @PathVariable String id, HttpServletRequest request) throws IOException {
        ReleaseRequest found = find(id, actor);
        LocalDate until = day(JsonBody.read(request, Set.of("until")).text("until"));
        return answered(requests.accept(found, until, actor), found, actor);
    }

    private ResponseEntity<Entry> answered(boolean done, ReleaseRequest request, Actor actor) {
        if (!done) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, "This request is not open any more.");
        }
        return Unstored.ok(Entry.of(find(request.id().toString(), actor)));
    }

    private ReleaseRequest find(String id, Actor actor) {
        try {
            return requests.find(UUID.fromString(id), actor).orElseThrow(() -> missing("There is no such request."));
        } catch (IllegalArgumentException e) {
            throw missing("There is no such request.");
        }
    }

    private static @Nullable LocalDate day(@Nullable String text) {
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw bad("until, expected a day, 2028-12-31 for instance");
        }
    }

    private static ResponseStatusException missing(String message) {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, message);
    }

    private static ResponseStatusException bad(String message) {
        return new ResponseStatusException(HttpStatus.BAD_REQUEST, message);
    }
}
