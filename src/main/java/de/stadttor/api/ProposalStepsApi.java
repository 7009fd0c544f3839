package de.stadttor.api;

import de.stadttor.platform.Actor;
import de.stadttor.proposal.Approvals;
import de.stadttor.proposal.Precondition;
import de.stadttor.proposal.Proposal;
import de.stadttor.proposal.Proposals;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Set;
import java.util.UUID;
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

    /** Of those that say yes to what was seen. */
    private interface Yes {
        Proposal to(Actor actor, UUID id, @Nullable String seen, Precondition precondition);
    }

    @PostMapping("/submit")
    ResponseEntity<ProposalEntry> submit(Actor actor, @PathVariable String id, HttpServletRequest request)
            throws IOException {
        return yes(approvals::submit, actor, id, request);
    }

    @PostMapping("/approve")
    ResponseEntity<ProposalEntry> approve(Actor actor, @PathVariable String id, HttpServletRequest request)
            throws IOException {
        return yes(approvals::approve, actor, id, request);
    }

    @PostMapping("/activate")
    ResponseEntity<ProposalEntry> activate(Actor actor, @PathVariable String id, HttpServletRequest request)
            throws IOException {
        return yes(approvals::activate, actor, id, request);
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

    private ResponseEntity<ProposalEntry> yes(Yes step, Actor actor, String id, HttpServletRequest request)
            throws IOException {
        SimulationsApi.demandHand(actor);
        String seen = JsonBody.read(request, Set.of("seen")).text("seen");
        return answers.ok(step.to(actor, ProposalsApi.id(id), seen, answers.ifMatch(request, actor)), actor);
    }
}
