package de.stadttor.api;

import de.stadttor.access.Release;
import de.stadttor.access.Releases;
import de.stadttor.application.Application;
import de.stadttor.application.Applications;
import de.stadttor.federation.Provider;
import de.stadttor.federation.Providers;
import de.stadttor.federation.State;
import de.stadttor.platform.Actor;
import de.stadttor.platform.GermanDays;
import de.stadttor.platform.NotAllowed;
import de.stadttor.request.Ownership;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The shared applications: an owner sees the own ones, whoever sees a provider's rules sees all. */
@RestController
@RequestMapping(path = "/api/v1/applications", produces = MediaType.APPLICATION_JSON_VALUE)
class ApplicationsApi {

    private final Applications applications;
    private final Ownership ownership;
    private final Providers providers;
    private final Releases releases;
    private final Clock clock;

    /**
     * An application.
     *
     * @param name by language
     * @param states whose staff it admits, in the form {@code DE-SN}
     * @param assurance {@code low}, {@code substantial} or {@code high}
     * @param people whether people sign in there at all
     * @param own whether the caller is responsible for it
     * @param releases by each provider; null in a list, and for whoever is neither responsible nor an operator
     */
    record Entry(
            String id,
            Map<String, String> name,
            List<Application.Role> roles,
            List<String> owners,
            List<String> states,
            String assurance,
            boolean people,
            boolean own,
            @Nullable List<Released> releases) {

        static Entry of(Application application, boolean own, @Nullable List<Released> releases) {
            return new Entry(
                    application.id(),
                    application.name(),
                    application.roles(),
                    application.owners(),
                    application.access().states().stream()
                            .sorted()
                            .map(State::code)
                            .toList(),
                    application.access().assurance().acr(),
                    application.signsPeopleIn(),
                    own,
                    releases);
        }
    }

    /**
     * Whether a provider lets the application have its staff.
     *
     * @param until last day; null for no end and where it does not
     */
    record Released(
            String provider, boolean inForce, @Nullable LocalDate until) {

        static Released of(String provider, @Nullable Release release, LocalDate today) {
            return release == null
                    ? new Released(provider, false, null)
                    : new Released(provider, release.inForce(today), release.until());
        }
    }

    ApplicationsApi(
            Applications applications, Ownership ownership, Providers providers, Releases releases, Clock clock) {
        this.applications = applications;
        this.ownership = ownership;
        this.providers = providers;
        this.releases = releases;
        this.clock = clock;
    }

    @GetMapping
    ResponseEntity<List<Entry>> all(Actor actor) {
        if (actor.roles().isEmpty()) {
            throw new NotAllowed("this needs a role in stadttor");
        }
        Set<String> owned = ownership.of(actor);
        return Unstored.ok(applications.all().stream()
                .filter(application -> Ownership.sees(actor, owned, application.id()))
                .map(application -> Entry.of(application, owned.contains(application.id()), null))
                .toList());
    }

    /** One that is not theirs to see looks like one that is not there. */
    @GetMapping("/{id}")
    ResponseEntity<Entry> one(Actor actor, @PathVariable String id) {
        Set<String> owned = ownership.of(actor);
        Application application = applications
                .find(id)
                .filter(found -> Ownership.sees(actor, owned, id))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such application."));
        boolean details = actor.isOperator() || owned.contains(id);
        return Unstored.ok(Entry.of(
                application, owned.contains(id), details && application.signsPeopleIn() ? released(id) : null));
    }

    private List<Released> released(String application) {
        LocalDate today = GermanDays.today(clock);
        return providers.all().stream()
                .map(Provider::id)
                .map(provider -> Released.of(
                        provider, releases.find(provider, application).orElse(null), today))
                .toList();
    }
}
