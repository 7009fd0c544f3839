package de.stadttor.api;

import de.stadttor.audit.AuditEvent;
import de.stadttor.audit.AuditEvents;
import de.stadttor.audit.AuditQuery;
import de.stadttor.audit.AuditSeals;
import de.stadttor.person.Accounts;
import de.stadttor.platform.Actor;
import de.stadttor.platform.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.http.CacheControl;
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

    private static final int AT_ONCE = 1_000;
    private static final String CSV = "text/csv";
    private static final String JSON_LINES = "application/jsonl";
    private static final String ND_JSON = "application/x-ndjson";

    private final AuditEvents events;
    private final AuditSeals seals;
    private final Accounts accounts;

    AuditApi(AuditEvents events, AuditSeals seals, Accounts accounts) {
        this.events = events;
        this.seals = seals;
        this.accounts = accounts;
    }

    /** Sealed first, so that what has just happened is among them. */
    @GetMapping(produces = "application/json")
    ResponseEntity<String> page(Actor actor, @RequestParam MultiValueMap<String, String> parameters) {
        AuditEvents.demandReader(actor);
        AuditRequest request = AuditRequest.of(parameters);
        seals.seal();
        List<AuditEvent> found = events.find(request.query(), actor, request.pageSize() + 1);
        boolean more = found.size() > request.pageSize();
        List<AuditEvent> page = more ? found.subList(0, request.pageSize()) : found;
        Map<UUID, String> names = names(page);
        List<Map<String, Object>> shown =
                page.stream().map(event -> AuditFormats.json(event, names)).toList();
        Map<String, Object> body =
                more ? Map.of("events", shown, "next", AuditRequest.cursor(page.getLast())) : Map.of("events", shown);
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(Json.write(body));
    }

    /** Written as it is read, a thousand at a time: nothing is held meanwhile, neither memory nor a connection. */
    @GetMapping(produces = {CSV, JSON_LINES, ND_JSON})
    void export(
            Actor actor,
            @RequestParam MultiValueMap<String, String> parameters,
            @RequestHeader(HttpHeaders.ACCEPT) String accept,
            HttpServletResponse response)
            throws IOException {
        AuditEvents.demandReader(actor);
        AuditRequest request = AuditRequest.of(parameters);
        boolean csv = accept.contains(CSV);
        seals.seal();
        response.setContentType(
                csv ? CSV + ";charset=UTF-8;header=present" : accept.contains(ND_JSON) ? ND_JSON : JSON_LINES);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                "attachment; filename=\"audit-events." + (csv ? "csv" : "jsonl") + "\"");
        Writer out = new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8));
        if (csv) {
            out.write(AuditFormats.CSV_HEADER);
        }
        long left = request.limit() == null ? Long.MAX_VALUE : request.limit();
        AuditQuery query = request.query();
        while (left > 0) {
            int wanted = (int) Math.min(AT_ONCE, left);
            List<AuditEvent> found = events.find(query, actor, wanted);
            Map<UUID, String> names = names(found);
            for (AuditEvent event : found) {
                out.write(csv ? AuditFormats.csv(event, names) : Json.write(AuditFormats.json(event, names)) + "\n");
            }
            left = found.size() < wanted ? 0 : left - wanted;
            if (left > 0) {
                query = query.after(AuditRequest.place(found.getLast()));
            }
        }
        out.flush();
    }

    /** To be kept outside of the hub: {@code stadttor audit verify --head} compares the chain with it. */
    @GetMapping(path = "/head", produces = "application/jwt")
    ResponseEntity<String> head(Actor actor) {
        AuditEvents.demandReader(actor);
        seals.seal();
        String head = seals.head()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "Nothing has happened yet."));
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(head);
    }

    /** Looked up now, and never stored: an account that is deleted has no name any more. */
    private Map<UUID, String> names(List<AuditEvent> events) {
        return accounts.names(events.stream()
                .map(AuditEvent::account)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet()));
    }
}
