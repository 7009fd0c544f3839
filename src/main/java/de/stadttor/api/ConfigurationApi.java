package de.stadttor.api;

import de.stadttor.configuration.Configuration;
import de.stadttor.configuration.DocumentSchema;
import de.stadttor.configuration.Plan;
import de.stadttor.platform.Actor;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Configuration as code over HTTP. */
@RestController
@RequestMapping("/api/v1/configuration")
class ConfigurationApi {

    private static final String YAML = "application/yaml";
    private static final int MAX_BYTES = 16 * 1024 * 1024;
    private static final int MOST_SKIPPED = 2 * MAX_BYTES;

    private final Configuration configuration;

    /** What was done, or would be. */
    record Outcome(boolean applied, boolean changed, List<Change> changes, String text) {

        record Change(String action, String what, String id, List<String> details, String text) {}

        static Outcome of(Plan plan, boolean applied) {
            return new Outcome(
                    applied,
                    !plan.isEmpty(),
                    plan.changes().stream()
                            .map(change -> new Change(
                                    change.action().name().toLowerCase(Locale.ROOT),
                                    change.what(),
                                    change.id(),
                                    change.details(),
                                    change.text()))
                            .toList(),
                    plan.text());
        }
    }

    ConfigurationApi(Configuration configuration) {
        this.configuration = configuration;
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<String> json(Actor actor) {
        return Unstored.ok(configuration.exportJson(actor));
    }

    @GetMapping(produces = {YAML, "application/x-yaml", "text/yaml", "text/x-yaml"})
    ResponseEntity<byte[]> yaml(Actor actor) {
        return Unstored.ok(configuration.exportYaml(actor).getBytes(StandardCharsets.UTF_8));
    }

    /** Takes effect at once; with {@code dry-run} nothing is changed. */
    @PutMapping(
            consumes = {
                MediaType.APPLICATION_JSON_VALUE,
                YAML,
                "application/x-yaml",
                "text/yaml",
                "text/x-yaml",
                MediaType.TEXT_PLAIN_VALUE
            },
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Outcome> apply(
            Actor actor,
            HttpServletRequest request,
            @RequestParam(name = "dry-run", defaultValue = "false") boolean dryRun,
            @RequestParam(name = "allow-removals", defaultValue = "false") boolean allowRemovals)
            throws IOException {
        // before the body is read: nobody else may make the hub hold 16 MiB
        Configuration.demandOperator(actor);
        String document = document(request);
        Plan plan = dryRun
                ? configuration.plan(document, Map.of(), actor)
                : configuration.apply(document, Map.of(), actor, allowRemovals);
        return Unstored.ok(Outcome.of(plan, !dryRun));
    }

    /** Public: an editor completes and checks with it. */
    @GetMapping(path = "/schema", produces = "application/schema+json")
    ResponseEntity<byte[]> schema() {
        return ResponseEntity.ok(DocumentSchema.text().getBytes(StandardCharsets.UTF_8));
    }

    private static String document(HttpServletRequest request) throws IOException {
        InputStream body = request.getInputStream();
        byte[] bytes = body.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            // most programs read the answer only after they could send all
            for (long skipped = 0; skipped < MOST_SKIPPED && body.read() >= 0; skipped++) {
                skipped += body.skip(MOST_SKIPPED - skipped);
            }
            throw new ResponseStatusException(
                    HttpStatus.CONTENT_TOO_LARGE, "The document is too long, expected at most 16 MiB.");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ResponseStatusException(
                    HttpStatus.BAD_REQUEST, "The document is not written in UTF-8, expected UTF-8.", e);
        }
    }
}
