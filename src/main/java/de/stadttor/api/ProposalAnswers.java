package de.stadttor.api;

import de.stadttor.person.ActorNames;
import de.stadttor.platform.Actor;
import de.stadttor.platform.Json;
import de.stadttor.platform.OpaqueKeys;
import de.stadttor.proposal.Precondition;
import de.stadttor.proposal.Proposal;
import de.stadttor.proposal.RuleMove;
import de.stadttor.proposal.RuleMoves;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * Proposals as they are told, each with the entity tag of what is told: whoever sends the tag back has seen all of it,
 * what others did to the same rules included.
 */
@Component
class ProposalAnswers {

    private final ActorNames names;
    private final RuleMoves moves;

    ProposalAnswers(ActorNames names, RuleMoves moves) {
        this.names = names;
        this.moves = moves;
    }

    ResponseEntity<ProposalEntry> ok(Proposal proposal, Actor actor) {
        return answer(ResponseEntity.status(HttpStatus.OK), proposal, actor);
    }

    ResponseEntity<ProposalEntry> created(Proposal draft, Actor actor) {
        return answer(ResponseEntity.created(URI.create("/api/v1/proposals/" + draft.id())), draft, actor);
    }

    private ResponseEntity<ProposalEntry> answer(ResponseEntity.BodyBuilder answer, Proposal proposal, Actor actor) {
        ProposalEntry entry = entry(proposal, actor);
        return answer.cacheControl(CacheControl.noStore()).eTag(tag(entry)).body(entry);
    }

    private ProposalEntry entry(Proposal proposal, Actor actor) {
        return ProposalEntry.of(proposal, moves(moves.of(proposal), actor), name -> names.of(name, actor));
    }

    /** Of a list, without what it leaves out. */
    ProposalEntry listed(Proposal head, Actor actor) {
        return ProposalEntry.of(head, List.of(), name -> names.of(name, actor));
    }

    /** Whom of those who changed the same rules the actor may know is named. */
    List<RuleMoveEntry> moves(List<RuleMove> found, Actor actor) {
        return found.stream()
                .map(move -> RuleMoveEntry.of(move, names.of(move.version().actor(), actor)))
                .toList();
    }

    /** Holds where the caller names the state in which it is, or none at all. */
    Precondition ifMatch(HttpServletRequest request, Actor actor) {
        IfMatch ifMatch = IfMatch.of(request);
        return ifMatch.isMissing() ? Precondition.NONE : current -> check(ifMatch, current, actor);
    }

    /** Holds where the caller names the state in which it is. */
    Precondition demandIfMatch(HttpServletRequest request, Actor actor) {
        IfMatch ifMatch = IfMatch.of(request);
        return current -> check(ifMatch, current, actor);
    }

    private void check(IfMatch ifMatch, Proposal current, Actor actor) {
        ProposalEntry entry = entry(current, actor);
        String tag = tag(entry);
        if (!ifMatch.admits(tag)) {
            throw new ProposalUnseen(entry, tag, ifMatch.isMissing());
        }
    }

    private static String tag(ProposalEntry entry) {
        byte[] digest = OpaqueKeys.sha256(Json.write(entry).getBytes(StandardCharsets.UTF_8));
        return "\"" + Base64.getUrlEncoder().withoutPadding().encodeToString(digest) + "\"";
    }
}
