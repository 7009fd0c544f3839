package de.stadttor.web;

import de.stadttor.platform.References;
import de.stadttor.web.Page.Failure;
import de.stadttor.web.Page.FailureKind;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorAttributes;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.context.request.ServletWebRequest;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where every request ends that nobody else has answered: with a page for a person, with problem details (RFC 9457) for
 * a program. Neither says more than the kind of error and the reference number under which the log tells the rest.
 */
@Controller
class ErrorPages implements ErrorController {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorPages.class);
    private static final String RETRY_AFTER_SECONDS = "5";

    /** Only applications call these, whatever they say that they accept. */
    private static final Set<String> FOR_PROGRAMS = Set.of(
            "/oauth2/token",
            "/oauth2/par",
            "/oauth2/device_authorization",
            "/oauth2/introspect",
            "/oauth2/revoke",
            "/userinfo");

    private final Pages pages;
    private final ErrorAttributes attributes;
    private final JsonMapper json;

    ErrorPages(Pages pages, ErrorAttributes attributes, JsonMapper json) {
        this.pages = pages;
        this.attributes = attributes;
        this.json = json;
    }

    @RequestMapping("${spring.web.error.path:${error.path:/error}}")
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Throwable error = attributes.getError(new ServletWebRequest(request));
        HttpStatus status = StoreFailures.isIn(error) ? HttpStatus.SERVICE_UNAVAILABLE : status(request);
        TooManyRequests.Told told = TooManyRequests.told(request);
        String reference = told == null ? References.next() : told.reference();
        if (told != null) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(told.seconds()));
        } else {
            record(request, status, reference, error);
            if (status == HttpStatus.SERVICE_UNAVAILABLE || status == HttpStatus.TOO_MANY_REQUESTS) {
                response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
            }
        }
        if (FOR_PROGRAMS.contains(path(request))) {
            writeOAuthError(response, status, reference);
        } else if (wantsPage(request)) {
            pages.write(request, response, status.value(), new Failure(kind(status), reference));
        } else {
            writeProblem(response, status, reference);
        }
    }

    /** RFC 6749 section 5.2, so that an application's library finds the members that it knows. */
    private void writeOAuthError(HttpServletResponse response, HttpStatus status, String reference) throws IOException {
        Map<String, Object> error = oauthError(
                switch (status) {
                    case SERVICE_UNAVAILABLE, TOO_MANY_REQUESTS -> "temporarily_unavailable";
                    default -> status.is4xxClientError() ? "invalid_request" : "server_error";
                },
                reference);
        response.setStatus(status.value());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(error));
    }

    /** Its members in order. */
    static Map<String, Object> oauthError(String code, String reference) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("error", code);
        error.put("error_description", "reference " + reference);
        return error;
    }

    private void writeProblem(HttpServletResponse response, HttpStatus status, String reference) throws IOException {
        response.setStatus(status.value());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(problem(status, reference)));
    }

    /** RFC 9457: the kind of error and the reference, nothing about what happened inside. */
    static Map<String, Object> problem(HttpStatus status, String reference) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "about:blank");
        problem.put("title", status.getReasonPhrase());
        problem.put("status", status.value());
        problem.put("reference", reference);
        return problem;
    }

    /** The path without its query: that may name a person, or carry a code. */
    private static void record(
            HttpServletRequest request, HttpStatus status, String reference, @Nullable Throwable error) {
        String path = new Text().alone(path(request));
        if (status.is5xxServerError()) {
            LOG.error("{} {} {} {}", reference, status.value(), request.getMethod(), path, error);
        } else {
            LOG.info("{} {} {} {}", reference, status.value(), request.getMethod(), path);
        }
    }

    private static HttpStatus status(HttpServletRequest request) {
        Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        if (code == null) {
            return HttpStatus.NOT_FOUND;
        }
        HttpStatus known = code instanceof Integer number ? HttpStatus.resolve(number) : null;
        return known == null || !known.isError() ? HttpStatus.INTERNAL_SERVER_ERROR : known;
    }

    static FailureKind kind(HttpStatus status) {
        return switch (status) {
            case NOT_FOUND, GONE -> FailureKind.NOT_FOUND;
            case METHOD_NOT_ALLOWED -> FailureKind.METHOD_NOT_ALLOWED;
            case FORBIDDEN -> FailureKind.FORBIDDEN;
            case TOO_MANY_REQUESTS -> FailureKind.TOO_MANY_REQUESTS;
            case SERVICE_UNAVAILABLE -> FailureKind.STORE_AWAY;
            default -> status.is4xxClientError() ? FailureKind.INVALID_REQUEST : FailureKind.UNEXPECTED;
        };
    }

    /** A program asks below {@code /api}, or for JSON before HTML; whoever does not say gets the page. */
    private static boolean wantsPage(HttpServletRequest request) {
        String path = path(request).substring(request.getContextPath().length());
        if (path.equals("/api") || path.startsWith("/api/")) {
            return false;
        }
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        try {
            List<MediaType> accepted = MediaType.parseMediaTypes(accept);
            return accepted.stream().noneMatch(ErrorPages::isJson)
                    || accepted.stream()
                            .anyMatch(type -> type.isCompatibleWith(MediaType.TEXT_HTML) && !type.isWildcardType());
        } catch (InvalidMediaTypeException e) {
            return true;
        }
    }

    private static boolean isJson(MediaType type) {
        return type.getSubtype().equals("json") || type.getSubtype().endsWith("+json");
    }

    /** That of the failed request; where the container refused it before reading one, that of the error page. */
    private static String path(HttpServletRequest request) {
        Object original = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        return original instanceof String uri ? uri : request.getRequestURI();
    }
}
