package de.stadttor.api;

import de.stadttor.audit.AuditEvents;
import de.stadttor.audit.AuditFormats;
import de.stadttor.audit.AuditReading;
import de.stadttor.audit.AuditReading.Format;
import de.stadttor.person.Accounts;
import de.stadttor.platform.Actor;
import de.stadttor.platform.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What happened, for those who may know: page by page, or all of it as CSV or JSON lines; and the chain's head. */
@RestController
@RequestMapping("/api/v1/audit-events")
class AuditApi {

    private static final String CSV = "text/csv";
    private static final String JSON_LINES = "application/jsonl";
    private static final String ND_JSON = "application/x-ndjson";

    private final AuditReading audit;
    private final Accounts accounts;

    AuditApi(AuditReading audit, Accounts accounts) {
        this.audit = audit;
        this.accounts = accounts;
    }

    @GetMapping(produces = "application/json")
    ResponseEntity<String> page(Actor actor, @RequestParam MultiValueMap<String, String> parameters) {
        AuditEvents.demandReader(actor);
        AuditRequest request = AuditRequest.of(parameters);
        AuditReading.Page page = audit.page(request.query(), actor, request.pageSize());
        Map<UUID, String> names = accounts.names(page.accounts());
        List<Map<String, Object>> shown = page.events().stream()
                .map(event -> AuditFormats.json(event, names))
                .toList();
        Map<String, Object> body = page.next() == null
                ? Map.of("events", shown)
                : Map.of("events", shown, "next", page.next().cursor());
        return Unstored.ok(Json.write(body));
    }

    @GetMapping(produces = {CSV, JSON_LINES, ND_JSON})
    void export(
            Actor actor,
            @RequestParam MultiValueMap<String, String> parameters,
            @RequestHeader(HttpHeaders.ACCEPT) String accept,
            HttpServletResponse response)
            throws IOException {
        AuditEvents.demandReader(actor);
        AuditRequest request = AuditRequest.of(parameters);
        Format format = accept.contains(CSV) ? Format.CSV : Format.JSON_LINES;
        response.setContentType(format != Format.CSV && accept.contains(ND_JSON) ? ND_JSON : format.mediaType());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + format.fileName() + "\"");
        audit.export(request.query(), actor, format, request.limit(), accounts::names, response.getOutputStream());
    }

    /** To be kept outside of the hub: {@code stadttor audit verify --head} compares the chain with it. */
    @GetMapping(path = "/head", produces = "application/jwt")
    ResponseEntity<String> head(Actor actor) {
        String head = audit.head(actor)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "Nothing has happened yet."));
        return Unstored.ok(head);
    }
}
