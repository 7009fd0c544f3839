package de.stadttor.api;

import de.stadttor.access.Condition;
import de.stadttor.access.ConditionJson;
import de.stadttor.access.InvalidRules;
import de.stadttor.access.MalformedCondition;
import de.stadttor.platform.Actor;
import de.stadttor.proposal.Matches;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Whom a condition matches now, for those who write a rule. */
@RestController
class RuleMatchesApi {

    private final Matches matches;

    /**
     * @param people who can sign in
     * @param lockedOut who would match and cannot sign in
     * @param undecided for whom it cannot be said
     * @param failure why it could not be evaluated; null where it could
     * @param whole whether all people were looked at
     * @param first the first of those who match, by name
     */
    record Entry(
            String provider,
            Instant readAt,
            int people,
            int matched,
            int lockedOut,
            int undecided,
            @Nullable String failure,
            boolean whole,
            List<Person> first) {}

    record Person(String subject, String name, @Nullable String unit) {}

    RuleMatchesApi(Matches matches) {
        this.matches = matches;
    }

    @PostMapping(
            path = "/api/v1/providers/{provider}/rules/matches",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Entry> matches(Actor actor, @PathVariable String provider, HttpServletRequest request)
            throws IOException {
        SimulationsApi.demandHand(actor);
        Condition when = condition(JsonBody.read(request, Set.of("when")));
        Matches.Matched matched = matches.of(actor, provider, when)
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "Nothing is known of the provider's directory: it is being read, or cannot be. Try again in a"
                                + " moment."));
        return Unstored.ok(new Entry(
                provider,
                matched.readAt(),
                matched.people(),
                matched.matched(),
                matched.lockedOut(),
                matched.undecided(),
                matched.failure(),
                matched.whole(),
                matched.first().stream()
                        .map(member -> new Person(member.subject(), member.name(), member.unit()))
                        .toList()));
    }

    private static Condition condition(JsonBody body) {
        try {
            return ConditionJson.fromJson(body.object("when"));
        } catch (MalformedCondition e) {
            throw new InvalidRules(
                    List.of(new InvalidRules.Problem("", -1, "/when" + e.path(), String.valueOf(e.getMessage()))));
        }
    }
}
