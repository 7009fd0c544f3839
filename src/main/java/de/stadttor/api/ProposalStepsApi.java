package de.stadttor.api;

import de.stadttor.platform.Actor;
import de.stadttor.proposal.Approvals;
import de.stadttor.proposal.Proposals;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Each step with a proposal. Those that say yes are bound to the effect that was seen; whoever sends {@code If-Match}
 * binds any step to the proposal as they saw it.
 */
@RestController
@RequestMapping(path = "/api/v1/proposals/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
class ProposalStepsApi {

    private final Proposals proposals;
    private final Approvals approvals;
    private final ProposalAnswers answers;

    ProposalStepsApi(Proposals proposals, Approvals approvals, ProposalAnswers answers) {
        this.proposals = proposals;
        this.approvals = approvals;
        this.answers = answers;
    }

    @PostMapping("/submit")
    ResponseEntity<ProposalEntry> submit(Actor actor, @PathVariable String id, HttpServletRequest request)
            throws IOException {
        String seen = seen(actor, request);
        return answers.ok(approvals.submit(actor, ProposalsApi.id(id), seen, answers.ifMatch(request, actor)), actor);
    }

    @PostMapping("/approve")
    ResponseEntity<ProposalEntry> approve(Actor actor, @PathVariable String id, HttpServletRequest request)
            throws IOException {
        String seen = seen(actor, request);
        return answers.ok(approvals.approve(actor, ProposalsApi.id(id), seen, answers.ifMatch(request, actor)), actor);
    }

    @PostMapping("/activate")
    ResponseEntity<ProposalEntry> activate(Actor actor, @PathVariable String id, HttpServletRequest request)
            throws IOException {
        String seen = seen(actor, request);
        return answers.ok(approvals.activate(actor, ProposalsApi.id(id), seen, answers.ifMatch(request, actor)), actor);
    }

    @PostMapping("/refuse")
    ResponseEntity<ProposalEntry> refuse(Actor actor, @PathVariable String id, HttpServletRequest request)
            throws IOException {
        SimulationsApi.demandHand(actor);
        String why = JsonBody.read(request, Set.of("why")).required("why");
        return answers.ok(approvals.refuse(actor, ProposalsApi.id(id), why, answers.ifMatch(request, actor)), actor);
    }

    @PostMapping("/withdraw")
    ResponseEntity<ProposalEntry> withdraw(Actor actor, @PathVariable String id, HttpServletRequest request) {
        return answers.ok(proposals.withdraw(actor, ProposalsApi.id(id), answers.ifMatch(request, actor)), actor);
    }

    private static @Nullable String seen(Actor actor, HttpServletRequest request) throws IOException {
        SimulationsApi.demandHand(actor);
        return JsonBody.read(request, Set.of("seen")).text("seen");
    }
}
