package de.stadttor.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import de.stadttor.platform.Actor;
import de.stadttor.registration.Registration;
import de.stadttor.registration.Registrations;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The applications that registered themselves, for operators and for those responsible for them. */
@RestController
@RequestMapping(path = "/api/v1/registrations", produces = MediaType.APPLICATION_JSON_VALUE)
class RegistrationsApi {

    private final Registrations registrations;

    record Entry(
            @JsonProperty("client-id") String clientId,
            @JsonProperty("initial-access-token") UUID initialAccess,
            @JsonProperty("created-at") Instant createdAt,
            @JsonProperty("changed-at") Instant changedAt,
            Map<String, Object> metadata) {

        static Entry of(Registration registration) {
            return new Entry(
                    registration.clientId(),
                    registration.initialAccess(),
                    registration.createdAt(),
                    registration.changedAt(),
                    new TreeMap<>(registration.metadata()));
        }
    }

    RegistrationsApi(Registrations registrations) {
        this.registrations = registrations;
    }

    /** What one may not see looks like what is not there. */
    @GetMapping
    ResponseEntity<List<Entry>> all(Actor actor) {
        return Unstored.ok(registrations.of(actor).stream().map(Entry::of).toList());
    }

    /** Its releases go with it, and its grants and tokens are worth nothing any more. */
    @DeleteMapping("/{clientId}")
    ResponseEntity<Void> remove(Actor actor, @PathVariable String clientId) {
        if (!registrations.remove(clientId, actor)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such registration of yours.");
        }
        return ResponseEntity.noContent().build();
    }
}
