package de.stadttor.api;

import de.stadttor.platform.Actor;
import de.stadttor.platform.NotAllowed;
import de.stadttor.proposal.Preview;
import de.stadttor.proposal.Previews;
import de.stadttor.proposal.Progress;
import de.stadttor.proposal.Proposals;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Set;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** A change of rules shown before it counts: who would gain and who would lose which role, by name. */
@RestController
class SimulationsApi {

    private static final Set<String> KEYS = Set.of("provider", "set", "remove", "sources", "proposal");

    private final Previews previews;
    private final Proposals proposals;

    SimulationsApi(Previews previews, Proposals proposals) {
        this.previews = previews;
        this.proposals = proposals;
    }

    @PostMapping(
            path = "/api/v1/simulations",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<PreviewEntry> simulate(Actor actor, HttpServletRequest request) throws IOException {
        demandHand(actor);
        JsonBody body = JsonBody.read(request, KEYS);
        String proposal = body.text("proposal");
        Preview preview = proposal == null
                ? previews.preview(
                        actor,
                        body.required("provider"),
                        body.edits(body.required("provider")),
                        body.texts("sources"),
                        Progress.NONE)
                : proposals.preview(actor, ProposalsApi.id(proposal), Progress.NONE);
        return Unstored.ok(PreviewEntry.of(preview));
    }

    /** Before the body is read: nobody who only looks may make the hub hold it. */
    static void demandHand(Actor actor) {
        if (!actor.isOperator() && !actor.roles().contains(Actor.PROVIDER_ADMIN)) {
            throw new NotAllowed("this needs the role provider-admin or operator");
        }
    }
}
