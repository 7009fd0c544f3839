package de.stadttor.api;

import de.stadttor.drift.Drift;
import de.stadttor.drift.Mends;
import de.stadttor.platform.Actor;
import de.stadttor.proposal.Proposals;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What does not fit together at a provider, and the mend where groups were renamed. */
@RestController
@RequestMapping(path = "/api/v1/providers/{provider}/drift", produces = MediaType.APPLICATION_JSON_VALUE)
class DriftApi {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Drift drift;
    private final Mends mends;
    private final Proposals proposals;
    private final ProposalAnswers answers;

    DriftApi(Drift drift, Mends mends, Proposals proposals, ProposalAnswers answers) {
        this.drift = drift;
        this.mends = mends;
        this.proposals = proposals;
        this.answers = answers;
    }

    @GetMapping
    ResponseEntity<DriftEntry> drift(Actor actor, @PathVariable String provider) {
        proposals.demandSight(actor, provider);
        return Unstored.ok(DriftEntry.of(drift.report(provider, actor, PATIENCE)));
    }

    /** Drafts the rules with the new names of renamed groups. */
    @PostMapping(path = "/mends", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<ProposalEntry> mend(Actor actor, @PathVariable String provider, HttpServletRequest request)
            throws IOException {
        SimulationsApi.demandHand(actor);
        JsonBody body = JsonBody.read(request, Set.of("groupId", "why"));
        return answers.created(mends.draft(actor, provider, body.text("groupId"), body.required("why")), actor);
    }
}
