package de.stadttor.api;

import de.stadttor.person.ActorNames;
import de.stadttor.platform.Actor;
import de.stadttor.proposal.Approvals;
import de.stadttor.proposal.Proposal;
import de.stadttor.proposal.Proposals;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Changes of rules on their way: drafted, shown, approved by a second person, active. */
@RestController
@RequestMapping(path = "/api/v1/proposals", produces = MediaType.APPLICATION_JSON_VALUE)
class ProposalsApi {

    private static final int MOST = 500;
    private static final Set<String> DRAFT = Set.of("provider", "set", "remove", "sources", "why");
    private static final Set<String> EDIT = Set.of("set", "remove", "sources", "why");

    private final Proposals proposals;
    private final Approvals approvals;
    private final ActorNames names;

    ProposalsApi(Proposals proposals, Approvals approvals, ActorNames names) {
        this.proposals = proposals;
        this.approvals = approvals;
        this.names = names;
    }

    @GetMapping
    ResponseEntity<List<ProposalEntry>> all(
            Actor actor,
            @RequestParam(required = false) @Nullable String provider,
            @RequestParam(required = false) @Nullable String state) {
        Proposal.State wanted = state == null ? null : state(state);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(proposals.list(actor, provider, wanted, MOST).stream()
                        .map(proposal -> entry(proposal, actor))
                        .toList());
    }

    private static Proposal.State state(String code) {
        try {
            return Proposal.State.of(code);
        } catch (IllegalArgumentException e) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "There is no such state.", e);
        }
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<ProposalEntry> draft(Actor actor, HttpServletRequest request) throws IOException {
        SimulationsApi.demandHand(actor);
        JsonBody body = JsonBody.read(request, DRAFT);
        String provider = body.required("provider");
        Proposal draft =
                proposals.draft(actor, provider, body.edits(provider), body.texts("sources"), body.required("why"));
        return created(draft, actor);
    }

    ResponseEntity<ProposalEntry> created(Proposal draft, Actor actor) {
        return ResponseEntity.created(URI.create("/api/v1/proposals/" + draft.id()))
                .cacheControl(CacheControl.noStore())
                .body(entry(draft, actor));
    }

    @GetMapping("/{id}")
    ResponseEntity<ProposalEntry> one(Actor actor, @PathVariable String id) {
        return ok(proposals.find(actor, id(id)), actor);
    }

    @PutMapping(path = "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<ProposalEntry> edit(Actor actor, @PathVariable String id, HttpServletRequest request)
            throws IOException {
        SimulationsApi.demandHand(actor);
        Proposal proposal = proposals.find(actor, id(id));
        JsonBody body = JsonBody.read(request, EDIT);
        return ok(
                proposals.edit(
                        actor,
                        proposal.id(),
                        body.edits(proposal.provider()),
                        body.texts("sources"),
                        body.required("why")),
                actor);
    }

    @PostMapping("/{id}/submit")
    ResponseEntity<ProposalEntry> submit(Actor actor, @PathVariable String id, HttpServletRequest request)
            throws IOException {
        return ok(approvals.submit(actor, id(id), seen(actor, request)), actor);
    }

    @PostMapping("/{id}/approve")
    ResponseEntity<ProposalEntry> approve(Actor actor, @PathVariable String id, HttpServletRequest request)
            throws IOException {
        return ok(approvals.approve(actor, id(id), seen(actor, request)), actor);
    }

    @PostMapping("/{id}/activate")
    ResponseEntity<ProposalEntry> activate(Actor actor, @PathVariable String id, HttpServletRequest request)
            throws IOException {
        return ok(approvals.activate(actor, id(id), seen(actor, request)), actor);
    }

    @PostMapping("/{id}/refuse")
    ResponseEntity<ProposalEntry> refuse(Actor actor, @PathVariable String id, HttpServletRequest request)
            throws IOException {
        SimulationsApi.demandHand(actor);
        JsonBody body = JsonBody.read(request, Set.of("why"));
        return ok(approvals.refuse(actor, id(id), body.required("why")), actor);
    }

    @PostMapping("/{id}/withdraw")
    ResponseEntity<ProposalEntry> withdraw(Actor actor, @PathVariable String id) {
        return ok(proposals.withdraw(actor, id(id)), actor);
    }

    private static @Nullable String seen(Actor actor, HttpServletRequest request) throws IOException {
        SimulationsApi.demandHand(actor);
        return JsonBody.read(request, Set.of("seen")).text("seen");
    }

    /** What is no id names nothing. */
    static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such proposal.", e);
        }
    }

    private ResponseEntity<ProposalEntry> ok(Proposal proposal, Actor actor) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(entry(proposal, actor));
    }

    private ProposalEntry entry(Proposal proposal, Actor actor) {
        return ProposalEntry.of(proposal, name -> names.of(name, actor));
    }
}
