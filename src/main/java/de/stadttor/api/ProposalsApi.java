package de.stadttor.api;

import de.stadttor.platform.Actor;
import de.stadttor.proposal.Edits;
import de.stadttor.proposal.Precondition;
import de.stadttor.proposal.Proposal;
import de.stadttor.proposal.Proposals;
import de.stadttor.proposal.Sight;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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

/**
 * Changes of rules on their way: drafted, looked at, and changed by their authors. Whoever changes a draft names the
 * state of it that they saw ({@code If-Match}), so that nobody overwrites unseen; {@link ProposalStepsApi} is the rest.
 */
@RestController
@RequestMapping(path = "/api/v1/proposals", produces = MediaType.APPLICATION_JSON_VALUE)
class ProposalsApi {

    private static final int MOST = 500;
    private static final Set<String> DRAFT = Set.of("provider", "set", "remove", "sources", "why", SeenRules.KEY);
    private static final Set<String> EDIT = Set.of("set", "remove", "sources", "why", SeenRules.KEY);
    private static final Set<String> FURTHER = Set.of("set", "remove", "why", SeenRules.KEY);

    private final Proposals proposals;
    private final ProposalAnswers answers;
    private final SeenRules seenRules;

    ProposalsApi(Proposals proposals, ProposalAnswers answers, SeenRules seenRules) {
        this.proposals = proposals;
        this.answers = answers;
        this.seenRules = seenRules;
    }

    @GetMapping
    ResponseEntity<List<ProposalEntry>> all(
            Actor actor,
            @RequestParam(required = false) @Nullable String provider,
            @RequestParam(required = false) @Nullable String state) {
        Proposal.State wanted = state == null ? null : state(state);
        return Unstored.ok(proposals.list(actor, provider, wanted, MOST).stream()
                .map(proposal -> answers.listed(proposal, actor))
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
        Edits edits = body.edits(provider);
        List<String> sources = body.texts("sources");
        String why = body.required("why");
        Long seen = seenRules.of(body, actor, provider);
        Proposal draft = seen == null
                ? proposals.draft(actor, provider, edits, sources, why)
                : seenRules.keeping(
                        actor, provider, seen, () -> proposals.draft(actor, provider, edits, sources, seen, why));
        return answers.created(draft, actor);
    }

    @GetMapping("/{id}")
    ResponseEntity<ProposalEntry> one(Actor actor, @PathVariable String id) {
        return answers.ok(proposals.find(actor, id(id)), actor);
    }

    /** Other edits in place of a draft's. */
    @PutMapping(path = "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<ProposalEntry> edit(Actor actor, @PathVariable String id, HttpServletRequest request)
            throws IOException {
        SimulationsApi.demandHand(actor);
        Proposal found = proposals.find(actor, id(id));
        JsonBody body = JsonBody.read(request, EDIT);
        Edits edits = body.edits(found.provider());
        List<String> sources = body.texts("sources");
        String why = body.required("why");
        Sight sight = sight(body, found, actor, request);
        return answers.ok(
                seenRules.keeping(
                        actor,
                        found.provider(),
                        since(sight, found),
                        () -> proposals.edit(actor, found.id(), edits, sources, why, sight)),
                actor);
    }

    /** Further edits beside a draft's. */
    @PostMapping(path = "/{id}/edits", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<ProposalEntry> add(Actor actor, @PathVariable String id, HttpServletRequest request)
            throws IOException {
        SimulationsApi.demandHand(actor);
        Proposal found = proposals.find(actor, id(id));
        JsonBody body = JsonBody.read(request, FURTHER);
        Edits further = body.edits(found.provider());
        String why = body.text("why");
        Sight sight = sight(body, found, actor, request);
        return answers.ok(
                seenRules.keeping(
                        actor,
                        found.provider(),
                        since(sight, found),
                        () -> proposals.add(actor, found.id(), further, why, sight)),
                actor);
    }

    private Sight sight(JsonBody body, Proposal found, Actor actor, HttpServletRequest request) {
        Precondition precondition = answers.demandIfMatch(request, actor);
        return new Sight(seenRules.of(body, actor, found.provider()), precondition);
    }

    private static long since(Sight sight, Proposal found) {
        Long rules = sight.rules();
        return rules == null ? found.baseVersion() : rules;
    }

    /** What is no id names nothing. */
    static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such proposal.", e);
        }
    }
}
