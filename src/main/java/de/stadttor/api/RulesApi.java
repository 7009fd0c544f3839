package de.stadttor.api;

import de.stadttor.access.RuleJson;
import de.stadttor.access.RuleSetVersion;
import de.stadttor.access.RuleSets;
import de.stadttor.person.ActorNames;
import de.stadttor.platform.Actor;
import de.stadttor.proposal.Proposals;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** A provider's rules, and how they came to be what they are. */
@RestController
@RequestMapping(path = "/api/v1/providers/{provider}/rules", produces = MediaType.APPLICATION_JSON_VALUE)
class RulesApi {

    private static final int MOST = 200;

    private final RuleSets ruleSets;
    private final Proposals proposals;
    private final ProposalAnswers answers;
    private final ActorNames names;

    /** The active rules; {@code version} 0 where there never were any. */
    record Entry(String provider, long version, List<Map<String, Object>> rules) {}

    /**
     * @param actor who made it count
     * @param proposal from which it came; null where it came from a configuration
     * @param changes null in a list
     */
    record VersionEntry(
            String provider,
            long version,
            Instant at,
            String actor,
            @Nullable String actorName,
            @Nullable String why,
            @Nullable UUID proposal,
            @Nullable List<RuleChangeEntry> changes) {}

    RulesApi(RuleSets ruleSets, Proposals proposals, ProposalAnswers answers, ActorNames names) {
        this.ruleSets = ruleSets;
        this.proposals = proposals;
        this.answers = answers;
        this.names = names;
    }

    @GetMapping
    ResponseEntity<Entry> active(Actor actor, @PathVariable String provider) {
        proposals.demandSight(actor, provider);
        long version = ruleSets.version(provider);
        return Unstored.ok(new Entry(
                provider,
                version,
                ruleSets.at(provider, version).stream().map(RuleJson::toMap).toList()));
    }

    /** The latest first, two hundred at a time. */
    @GetMapping("/versions")
    ResponseEntity<List<VersionEntry>> versions(
            Actor actor, @PathVariable String provider, @RequestParam(defaultValue = "" + Long.MAX_VALUE) long below) {
        proposals.demandSight(actor, provider);
        return Unstored.ok(ruleSets.versions(provider, below, MOST).stream()
                .map(version -> entry(version, actor, null))
                .toList());
    }

    @GetMapping("/versions/{number}")
    ResponseEntity<VersionEntry> version(Actor actor, @PathVariable String provider, @PathVariable String number) {
        proposals.demandSight(actor, provider);
        RuleSetVersion version = ruleSets.version(provider, number(number)).orElseThrow(RulesApi::noSuchVersion);
        return Unstored.ok(entry(version, actor, RuleChangeEntry.of(ruleSets.changesOf(version))));
    }

    /** Proposes the rules of that version again. */
    @PostMapping(path = "/versions/{number}/roll-back", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<ProposalEntry> rollBack(
            Actor actor, @PathVariable String provider, @PathVariable String number, HttpServletRequest request)
            throws IOException {
        SimulationsApi.demandHand(actor);
        JsonBody body = JsonBody.read(request, Set.of("why"));
        return answers.created(proposals.rollBack(actor, provider, number(number), body.required("why")), actor);
    }

    private VersionEntry entry(RuleSetVersion version, Actor actor, @Nullable List<RuleChangeEntry> changes) {
        return new VersionEntry(
                version.provider(),
                version.version(),
                version.at(),
                version.actor(),
                names.of(version.actor(), actor),
                version.why(),
                version.proposal(),
                changes);
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw noSuchVersion();
        }
    }

    private static ResponseStatusException noSuchVersion() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such version.");
    }
}
