package de.stadttor.api;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What somebody is told who acts on what is no more as they saw it: all that they have to know to do it once more. */
@RestControllerAdvice(basePackageClasses = UnseenErrors.class)
class UnseenErrors {

    /** RFC 9110 §15.5.13, and RFC 6585 §3 for whoever says nothing of what they saw: nobody may overwrite unseen. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> unseen(ProposalUnseen e) {
        if (e.isUnsaid()) {
            return ResponseEntity.status(HttpStatus.PRECONDITION_REQUIRED)
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .body(ProblemDetail.forStatusAndDetail(
                            HttpStatus.PRECONDITION_REQUIRED,
                            "This changes a draft: send If-Match with the ETag of the proposal as you saw it (GET)."));
        }
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.PRECONDITION_FAILED,
                "The proposal is not as you saw it any more, and nothing was done: look at current, and send its ETag.");
        problem.setProperty("current", e.current());
        return ResponseEntity.status(HttpStatus.PRECONDITION_FAILED)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .header(HttpHeaders.ETAG, e.tag())
                .body(problem);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unseen(RulesUnseen e) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.CONFLICT,
                "Somebody else changed the same rules meanwhile, and nothing was kept: look at conflicts, and send "
                        + SeenRules.KEY + " " + e.version() + " to change them once more.");
        problem.setProperty("version", e.version());
        problem.setProperty("conflicts", e.conflicts());
        return ResponseEntity.status(HttpStatus.CONFLICT)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
