package de.stadttor.api;

import de.stadttor.directory.Directories;
import de.stadttor.directory.DirectoryReloads;
import de.stadttor.directory.DirectorySnapshot;
import de.stadttor.directory.DirectoryState;
import de.stadttor.directory.Found;
import de.stadttor.directory.ReloadTooSoon;
import de.stadttor.federation.Providers;
import de.stadttor.platform.Actor;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** A provider's own directory: for operators, and for that provider's admins and auditors. */
@RestController
@RequestMapping(path = "/api/v1/providers/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
class DirectoryApi {

    /** How long somebody waits for the first read of a directory before they are told to come again. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int MOST_FOUND = 50;

    private final Directories directories;
    private final DirectoryReloads reloads;
    private final Providers providers;
    private final Clock clock;

    /** The directory has not yet been read, or cannot be. */
    static final class NothingKnown extends RuntimeException {

        private final DirectoryAnswers.Status status;

        NothingKnown(DirectoryAnswers.Status status) {
            this.status = status;
        }
    }

    DirectoryApi(Directories directories, DirectoryReloads reloads, Providers providers, Clock clock) {
        this.directories = directories;
        this.reloads = reloads;
        this.providers = providers;
        this.clock = clock;
    }

    /** The tree; with {@code search} a list of those that match. */
    @GetMapping("/groups")
    ResponseEntity<DirectoryAnswers.Groups> groups(
            @PathVariable String id, @RequestParam(required = false) @Nullable String search, Actor actor)
            throws InterruptedException {
        return answer(id, actor, (status, snapshot) -> {
            if (search == null || search.isBlank()) {
                return DirectoryAnswers.tree(status, snapshot);
            }
            return DirectoryAnswers.groups(status, snapshot, snapshot.searchGroups(search, MOST_FOUND));
        });
    }

    @GetMapping("/roles")
    ResponseEntity<DirectoryAnswers.Roles> roles(
            @PathVariable String id, @RequestParam(required = false) @Nullable String search, Actor actor)
            throws InterruptedException {
        return answer(
                id,
                actor,
                (status, snapshot) -> DirectoryAnswers.roles(
                        status,
                        snapshot,
                        search == null || search.isBlank()
                                ? new Found<>(snapshot.roles(), false)
                                : snapshot.searchRoles(search, MOST_FOUND)));
    }

    @GetMapping("/people")
    ResponseEntity<DirectoryAnswers.People> people(
            @PathVariable String id, @RequestParam(defaultValue = "") String search, Actor actor)
            throws InterruptedException {
        return answer(
                id,
                actor,
                (status, snapshot) ->
                        DirectoryAnswers.people(status, snapshot, snapshot.searchPeople(search, MOST_FOUND)));
    }

    /** Begins to read anew and does not wait for the end; who only looks may not. */
    @PostMapping("/directory/reload")
    ResponseEntity<DirectoryAnswers.Status> reload(@PathVariable String id, Actor actor) {
        demand(id, actor);
        DirectoryState state = there(id, reloads.reload(id, actor));
        return ResponseEntity.accepted().cacheControl(CacheControl.noStore()).body(status(state));
    }

    private interface Content<T> {
        T of(DirectoryAnswers.Status status, DirectorySnapshot snapshot);
    }

    private <T> ResponseEntity<T> answer(String id, Actor actor, Content<T> content) throws InterruptedException {
        demand(id, actor);
        DirectoryState state = there(id, directories.look(id, PATIENCE));
        DirectorySnapshot snapshot = state.snapshot();
        if (snapshot == null) {
            throw new NothingKnown(status(state));
        }
        return Unstored.ok(content.of(status(state), snapshot));
    }

    /** Another provider looks like one that is not there. */
    private static void demand(String id, Actor actor) {
        if (!Directories.mayLook(actor, id)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no provider of this id.");
        }
    }

    private DirectoryState there(String id, Optional<DirectoryState> state) {
        return state.orElseThrow(() -> new ResponseStatusException(
                HttpStatus.NOT_FOUND,
                providers.find(id).isPresent()
                        ? "This provider is configured without a directory."
                        : "There is no provider of this id."));
    }

    private DirectoryAnswers.Status status(DirectoryState state) {
        return DirectoryAnswers.status(state, clock.instant());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> nothingKnown(NothingKnown e) {
        DirectoryAnswers.Problem why = e.status.problem();
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.SERVICE_UNAVAILABLE,
                why == null ? "The directory is being read for the first time." : why.message());
        problem.setProperty("directory", e.status);
        return refused(problem, why == null ? 2 : 30);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> tooSoon(ReloadTooSoon e) {
        return refused(
                ProblemDetail.forStatusAndDetail(HttpStatus.TOO_MANY_REQUESTS, String.valueOf(e.getMessage())),
                e.retryAfter().toSeconds());
    }

    private static ResponseEntity<ProblemDetail> refused(ProblemDetail problem, long retryAfterSeconds) {
        return ResponseEntity.status(problem.getStatus())
                .header(HttpHeaders.RETRY_AFTER, String.valueOf(retryAfterSeconds))
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
