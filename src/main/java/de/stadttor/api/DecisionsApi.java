package de.stadttor.api;

import de.stadttor.access.AccessDecision;
import de.stadttor.access.AccessDecisions;
import de.stadttor.access.Reason;
import de.stadttor.access.RecordedDecision;
import de.stadttor.platform.Actor;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Why somebody was let in or not, by the reference number that they were told. */
@RestController
@RequestMapping("/api/v1/decisions")
class DecisionsApi {

    private final AccessDecisions decisions;

    /** A decision without a name or an e-mail address. */
    record Entry(
            String reference,
            Instant decidedAt,
            UUID account,
            String provider,
            String application,
            boolean admitted,
            @Nullable String reason,
            List<String> reasons,
            SortedSet<String> roles,
            Set<String> releasedClaims,
            long ruleSetVersion,
            List<AccessDecision.Matched> matched,
            List<AccessDecision.Failed> failed) {

        static Entry of(RecordedDecision recorded) {
            AccessDecision decision = recorded.decision();
            Reason first = decision.reason();
            return new Entry(
                    recorded.reference(),
                    recorded.decidedAt(),
                    decision.accountId(),
                    decision.inputs().provider(),
                    decision.applicationId(),
                    decision.admitted(),
                    first == null ? null : first.code(),
                    decision.reasons().stream().map(Reason::code).toList(),
                    decision.roles(),
                    decision.releasedClaims(),
                    decision.ruleSetVersion(),
                    decision.matched(),
                    decision.failed());
        }
    }

    DecisionsApi(AccessDecisions decisions) {
        this.decisions = decisions;
    }

    /** What one may not see looks like what is not there, so that nobody learns which numbers exist elsewhere. */
    @GetMapping(path = "/{reference}", produces = "application/json")
    Entry one(@PathVariable String reference, Actor actor) {
        return decisions
                .find(reference, actor)
                .map(Entry::of)
                .orElseThrow(() ->
                        new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no decision of this number."));
    }
}
