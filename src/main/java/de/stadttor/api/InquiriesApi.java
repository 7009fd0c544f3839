package de.stadttor.api;

import de.stadttor.access.AccessDecision;
import de.stadttor.access.Explanation;
import de.stadttor.access.Explanations;
import de.stadttor.access.Reason;
import de.stadttor.directory.Directories;
import de.stadttor.federation.Assurance;
import de.stadttor.inquiry.Inquiries;
import de.stadttor.inquiry.Known;
import de.stadttor.inquiry.People;
import de.stadttor.inquiry.Supposed;
import de.stadttor.platform.Actor;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What was decided about a person, and what would be: for operators, and for their provider's admins and auditors. */
@RestController
@RequestMapping(path = "/api/v1/decisions", produces = MediaType.APPLICATION_JSON_VALUE)
class InquiriesApi {

    private static final Set<String> KEYS =
            Set.of("provider", "subject", "application", "groups", "roles", "orgUnit", "assurance");

    private final People people;
    private final Inquiries inquiries;

    /**
     * What came out.
     *
     * @param roles those that they would have; none for somebody who is not let in
     */
    record Outcome(
            boolean admitted,
            @Nullable String reason,
            List<String> reasons,
            SortedSet<String> roles,
            Set<String> releasedClaims,
            long ruleSetVersion,
            List<Explained> explained) {

        static Outcome of(Explanations.Tried tried) {
            AccessDecision decision = tried.decision();
            Reason first = decision.reason();
            return new Outcome(
                    decision.admitted(),
                    first == null ? null : first.code(),
                    decision.reasons().stream().map(Reason::code).toList(),
                    decision.admitted() ? decision.roles() : new TreeSet<>(),
                    decision.releasedClaims(),
                    decision.ruleSetVersion(),
                    tried.roles().stream().map(Explained::of).toList());
        }
    }

    /** A role, and the rules for it: those that gave it, else those that came nearest. */
    record Explained(String role, boolean given, List<Judged> rules, int further) {

        static Explained of(Explanation.RoleExplained role) {
            return new Explained(
                    role.role(),
                    role.given(),
                    role.rules().stream().map(Judged::of).toList(),
                    role.further());
        }
    }

    record Judged(String rule, boolean inForce, boolean applied, Map<String, Object> when, String truth) {

        static Judged of(Explanation.RuleJudged judged) {
            return new Judged(
                    judged.rule().id(),
                    judged.inForce(),
                    judged.applied(),
                    judged.rule().when().toMap(),
                    judged.when().truth().name().toLowerCase(Locale.ROOT));
        }
    }

    record WhatIf(
            String provider,
            String subject,
            String application,
            Outcome present,
            Outcome supposed,
            SortedSet<String> gained,
            SortedSet<String> lost) {}

    InquiriesApi(People people, Inquiries inquiries) {
        this.people = people;
        this.inquiries = inquiries;
    }

    /** The latest about this person for each application. */
    @GetMapping
    ResponseEntity<List<DecisionsApi.Entry>> latest(
            Actor actor,
            @RequestParam(defaultValue = "") String provider,
            @RequestParam(defaultValue = "") String subject) {
        Known known = known(provider, subject, actor);
        return Unstored.ok(inquiries.latest(known, actor).stream()
                .map(DecisionsApi.Entry::of)
                .toList());
    }

    /** What would be decided; stores nothing, so that auditors may ask, too. */
    @PostMapping(path = "/what-if", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<WhatIf> whatIf(Actor actor, HttpServletRequest request) throws IOException {
        demandReader(actor);
        JsonBody body = JsonBody.read(request, KEYS);
        String provider = body.required("provider");
        Known known = known(provider, body.required("subject"), actor);
        Supposed supposed = supposed(body, known, actor);
        return inquiries
                .whatIf(known, body.required("application"), supposed, actor)
                .map(found -> Unstored.ok(new WhatIf(
                        provider,
                        known.subject(),
                        found.application().id(),
                        Outcome.of(found.present()),
                        Outcome.of(found.supposed()),
                        found.gained(),
                        found.lost())))
                .orElseThrow(() -> missing("There is no such application that people sign in to."));
    }

    /** What is left out stays as it is told now. */
    private Supposed supposed(JsonBody body, Known known, Actor actor) {
        String assurance = body.text("assurance");
        Supposed told = Supposed.of(
                known.person(),
                assurance == null ? inquiries.usualAssurance(inquiries.latest(known, actor)) : assurance(assurance));
        Supposed supposed = new Supposed(
                body.has("groups") ? Set.copyOf(body.texts("groups")) : told.groups(),
                body.has("roles") ? Set.copyOf(body.texts("roles")) : told.roles(),
                body.has("orgUnit") ? body.text("orgUnit") : told.orgUnit(),
                told.assurance());
        if (!supposed.isBounded()) {
            throw new ResponseStatusException(
                    HttpStatus.BAD_REQUEST,
                    "This is too much, expected at most " + Supposed.MOST + " groups and roles of at most "
                            + Supposed.LONGEST + " characters.");
        }
        return supposed;
    }

    private static Assurance assurance(String text) {
        return Stream.of(Assurance.values())
                .filter(one -> one.acr().equals(text))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.BAD_REQUEST, "assurance cannot be read, expected low, substantial or high."));
    }

    /** Another provider's people look like people that there are not. */
    private Known known(String provider, String subject, Actor actor) {
        if (!Directories.mayLook(actor, provider)) {
            throw missing("Nobody of this provider is known by this subject.");
        }
        return people.person(provider, subject, actor)
                .orElseThrow(() -> missing("Nobody of this provider is known by this subject."));
    }

    private static void demandReader(Actor actor) {
        Directories.mayLook(actor, "");
    }

    private static ResponseStatusException missing(String message) {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, message);
    }
}
