package de.stadttor.api;

import de.stadttor.access.InvalidRules;
import de.stadttor.configuration.InvalidConfiguration;
import de.stadttor.configuration.Plan;
import de.stadttor.configuration.Problem;
import de.stadttor.configuration.RemovalsNotAllowed;
import de.stadttor.person.StaffUnavailable;
import de.stadttor.platform.NotAllowed;
import de.stadttor.proposal.InvalidProposal;
import de.stadttor.proposal.NoSuchProposal;
import de.stadttor.proposal.ProposalRefused;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.server.ResponseStatusException;

/** What the use cases refuse, as problem details (RFC 9457); all else ends on the error page of the web module. */
@RestControllerAdvice(basePackageClasses = ApiErrors.class)
class ApiErrors {

    private static final int MOST_ERRORS = 1_000;

    @ExceptionHandler
    ResponseEntity<ProblemDetail> invalid(InvalidConfiguration e) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.BAD_REQUEST, "The configuration has errors and has changed nothing.");
        problem.setProperty("errors", e.problems().stream().map(ApiErrors::json).toList());
        return answer(problem);
    }

    private static Map<String, Object> json(Problem problem) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("line", problem.line());
        json.put("column", problem.column());
        json.put("path", problem.path());
        json.put("message", problem.message());
        return json;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> invalid(InvalidRules e) {
        ProblemDetail problem =
                ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, "The rules have errors; nothing was changed.");
        problem.setProperty(
                "errors",
                e.problems().stream().limit(MOST_ERRORS).map(ApiErrors::json).toList());
        return answer(problem);
    }

    private static Map<String, Object> json(InvalidRules.Problem problem) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("rule", problem.ruleId());
        json.put("index", problem.index());
        json.put("path", problem.path());
        json.put("message", problem.message());
        return json;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> invalid(InvalidProposal e) {
        return answer(ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage())));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(ProposalRefused e) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, String.valueOf(e.getMessage()));
        problem.setProperty("details", e.details());
        return answer(problem);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> away(StaffUnavailable e) {
        return answer(ProblemDetail.forStatusAndDetail(
                HttpStatus.SERVICE_UNAVAILABLE,
                e.getMessage() + " Without the directory: sources [last-seen], in a new draft."));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unknown(NoSuchProposal e) {
        return answer(ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, String.valueOf(e.getMessage())));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> removals(RemovalsNotAllowed e) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.CONFLICT,
                "The configuration lacks things that are there, and removing them was not allowed (allow-removals);"
                        + " nothing was changed.");
        List<String> removals = e.removals().stream().map(Plan.Change::text).toList();
        problem.setProperty("removals", removals);
        return answer(problem);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> notAllowed(NotAllowed e) {
        return answer(ProblemDetail.forStatusAndDetail(HttpStatus.FORBIDDEN, String.valueOf(e.getMessage())));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> noActor(ActorArgument.NoActor e) {
        return ResponseEntity.status(HttpStatus.UNAUTHORIZED)
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(ProblemDetail.forStatusAndDetail(HttpStatus.UNAUTHORIZED, "This needs an access token."));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> status(ResponseStatusException e) {
        return answer(e.getBody());
    }

    private static ResponseEntity<ProblemDetail> answer(ProblemDetail problem) {
        return ResponseEntity.status(problem.getStatus())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
