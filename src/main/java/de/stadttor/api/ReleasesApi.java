package de.stadttor.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import de.stadttor.access.Release;
import de.stadttor.access.Releases;
import de.stadttor.application.Applications;
import de.stadttor.federation.Providers;
import de.stadttor.platform.Actor;
import de.stadttor.platform.GermanDays;
import de.stadttor.platform.NotAllowed;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Which claims of a provider's people an application gets. */
@RestController
@RequestMapping(path = "/api/v1/providers/{provider}/releases", produces = MediaType.APPLICATION_JSON_VALUE)
class ReleasesApi {

    private final Releases releases;
    private final Providers providers;
    private final Applications applications;
    private final Clock clock;

    /**
     * @param inForce false for one that is over
     */
    record Entry(
            String provider,
            String application,
            Set<String> claims,
            @Nullable LocalDate until,
            @JsonProperty("legal-basis") @Nullable String legalBasis,
            boolean inForce) {

        static Entry of(Release release, LocalDate today) {
            return new Entry(
                    release.provider(),
                    release.application(),
                    new TreeSet<>(release.claims()),
                    release.until(),
                    release.legalBasis(),
                    release.inForce(today));
        }
    }

    ReleasesApi(Releases releases, Providers providers, Applications applications, Clock clock) {
        this.releases = releases;
        this.providers = providers;
        this.applications = applications;
        this.clock = clock;
    }

    @GetMapping
    ResponseEntity<List<Entry>> all(Actor actor, @PathVariable String provider) {
        demandSight(actor, provider);
        return Unstored.ok(applications.all().stream()
                .flatMap(application -> releases.find(provider, application.id()).stream())
                .map(release -> Entry.of(release, today()))
                .toList());
    }

    @GetMapping("/{application}")
    ResponseEntity<Entry> one(Actor actor, @PathVariable String provider, @PathVariable String application) {
        demandSight(actor, provider);
        return Unstored.ok(releases.find(provider, application)
                .map(release -> Entry.of(release, today()))
                .orElseThrow(() -> absent("There is no such release.")));
    }

    /** Gives it, or changes what was given; counts at the next token. */
    @PutMapping(path = "/{application}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Entry> give(
            Actor actor, @PathVariable String provider, @PathVariable String application, HttpServletRequest request)
            throws IOException {
        demandHand(actor, provider);
        if (applications.find(application).filter(each -> each.signsPeopleIn()).isEmpty()) {
            throw absent("There is no application of this id at which people sign in.");
        }
        JsonBody body = JsonBody.read(request, Set.of("claims", "until", "legal-basis"));
        Release release = new Release(
                provider,
                application,
                new TreeSet<>(body.texts("claims")),
                day(body.text("until")),
                body.text("legal-basis"));
        Set<Release.Problem> problems = release.problems(today());
        if (!problems.isEmpty()) {
            throw bad(String.join(" ", problems.stream().map(ReleasesApi::words).toList()));
        }
        releases.save(release, actor);
        return Unstored.ok(Entry.of(release, today()));
    }

    /** Withdraws it; one that is not there is withdrawn already. */
    @DeleteMapping("/{application}")
    ResponseEntity<Void> withdraw(Actor actor, @PathVariable String provider, @PathVariable String application) {
        demandHand(actor, provider);
        releases.remove(provider, application, actor);
        return ResponseEntity.noContent().build();
    }

    /** Another provider looks like one that is not there. */
    private void demandSight(Actor actor, String provider) {
        if (!actor.readsSomewhere()) {
            throw new NotAllowed("this needs the role provider-admin, auditor or operator");
        }
        if (!actor.reads(provider) || providers.find(provider).isEmpty()) {
            throw absent("There is no provider of this id.");
        }
    }

    private void demandHand(Actor actor, String provider) {
        demandSight(actor, provider);
        if (!actor.isOperator() && !actor.administers(provider)) {
            throw new NotAllowed("releases of " + provider + " are given by its own admins");
        }
    }

    private static @Nullable LocalDate day(@Nullable String text) {
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw bad("until is no day, expected for example 2028-12-31");
        }
    }

    private static String words(Release.Problem problem) {
        return switch (problem) {
            case UNKNOWN_CLAIM ->
                "claims holds something unknown, expected some of " + new TreeSet<>(Release.KNOWN_CLAIMS) + ".";
            case UNTIL_PAST -> "until is over already.";
            case UNTIL_TOO_FAR -> "until is no day that anybody will see, expected a year of four digits.";
            case LEGAL_BASIS_TOO_LONG ->
                "legal-basis is too long, expected at most " + Release.LONGEST_BASIS + " characters.";
        };
    }

    private LocalDate today() {
        return GermanDays.today(clock);
    }

    private static ResponseStatusException absent(String message) {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, message);
    }

    private static ResponseStatusException bad(String message) {
        return new ResponseStatusException(HttpStatus.BAD_REQUEST, message);
    }
}
