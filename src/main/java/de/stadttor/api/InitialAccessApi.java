package de.stadttor.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import de.stadttor.platform.Actor;
import de.stadttor.registration.InitialAccess;
import de.stadttor.registration.InitialAccess.Promise;
import de.stadttor.registration.InitialAccessOrder;
import de.stadttor.registration.InitialAccessTokens;
import de.stadttor.registration.InitialAccessTokens.Created;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Initial access tokens for dynamic registration: asked for, looked at, taken away. */
@RestController
@RequestMapping(path = "/api/v1/initial-access-tokens", produces = MediaType.APPLICATION_JSON_VALUE)
class InitialAccessApi {

    private static final Set<String> ORDER = Set.of("owner", "registrations", "expires-in", "require-pkce", "releases");
    private static final Set<String> RELEASE = Set.of("provider", "claims", "until", "legal-basis");
    private static final Duration USUAL_LIFETIME = Duration.ofDays(1);

    private final InitialAccessTokens tokens;

    /**
     * @param token only in the answer that made it
     * @param left how many registrations
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Entry(
            UUID id,
            @Nullable String token,
            String owner,
            int registrations,
            int left,
            @JsonProperty("require-pkce") boolean requirePkce,
            List<ReleaseEntry> releases,
            @JsonProperty("created-at") Instant createdAt,
            @JsonProperty("expires-at") Instant expiresAt) {

        static Entry of(InitialAccess access, @Nullable String token) {
            return new Entry(
                    access.id(),
                    token,
                    access.owner(),
                    access.registrations(),
                    access.registrations() - access.used(),
                    access.requirePkce(),
                    access.releases().stream().map(ReleaseEntry::of).toList(),
                    access.createdAt(),
                    access.expiresAt());
        }

        /** Neither the token nor whose it is. */
        @Override
        public String toString() {
            return "Entry[" + id + "]";
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ReleaseEntry(
            String provider,
            Set<String> claims,
            @Nullable LocalDate until,
            @JsonProperty("legal-basis") @Nullable String legalBasis) {

        static ReleaseEntry of(Promise promise) {
            return new ReleaseEntry(
                    promise.provider(), new TreeSet<>(promise.claims()), promise.until(), promise.legalBasis());
        }
    }

    InitialAccessApi(InitialAccessTokens tokens) {
        this.tokens = tokens;
    }

    @GetMapping
    ResponseEntity<List<Entry>> all(Actor actor) {
        return unstored(HttpStatus.OK)
                .body(tokens.of(actor).stream()
                        .map(access -> Entry.of(access, null))
                        .toList());
    }

    /** The answer holds the token, and nobody is told it again. */
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Entry> create(Actor actor, HttpServletRequest request) throws IOException {
        InitialAccessTokens.demandMaker(actor);
        InitialAccessOrder order = order(JsonBody.read(request, ORDER));
        List<String> problems = tokens.problems(order, actor);
        if (!problems.isEmpty()) {
            throw bad(String.join(" ", problems));
        }
        Created created = tokens.create(order, actor);
        return unstored(HttpStatus.CREATED).body(Entry.of(created.access(), created.token()));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(Actor actor, @PathVariable String id) {
        if (!tokens.delete(uuid(id), actor)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such initial access token of yours.");
        }
        return ResponseEntity.noContent().build();
    }

    private static InitialAccessOrder order(JsonBody body) {
        List<Promise> promises = new ArrayList<>();
        for (JsonBody release : body.objects("releases", RELEASE)) {
            promises.add(new Promise(
                    release.required("provider"),
                    new TreeSet<>(release.texts("claims")),
                    day(release.text("until")),
                    release.text("legal-basis")));
        }
        return new InitialAccessOrder(
                body.text("owner"),
                body.number("registrations", 1),
                Duration.ofSeconds(body.number("expires-in", (int) USUAL_LIFETIME.toSeconds())),
                body.flag("require-pkce"),
                promises);
    }

    private static @Nullable LocalDate day(@Nullable String text) {
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw bad("releases, until: expected a day, 2028-12-31 for instance");
        }
    }

    private static UUID uuid(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw new ResponseStatusException(
                    HttpStatus.NOT_FOUND, "There is no such initial access token of yours.", e);
        }
    }

    private static ResponseEntity.BodyBuilder unstored(HttpStatus status) {
        return ResponseEntity.status(status).cacheControl(CacheControl.noStore());
    }

    private static ResponseStatusException bad(String message) {
        return new ResponseStatusException(HttpStatus.BAD_REQUEST, message);
    }
}
