package de.stadttor.audit;

import de.stadttor.platform.Actor;
import de.stadttor.platform.Json;
import de.stadttor.platform.NotAllowed;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The audit for those who read it, through the API and at the desk: sealed first, so that what has just happened is
 * among it. Each use asks {@link AuditEvents#demandReader}.
 */
@Component
public class AuditReading {

    private static final int AT_ONCE = 1_000;

    private final AuditEvents events;
    private final AuditSeals seals;

    AuditReading(AuditEvents events, AuditSeals seals) {
        this.events = events;
        this.seals = seals;
    }

    /**
     * Some events, the newest first.
     *
     * @param next where the following ones begin; null where there are none
     */
    public record Page(List<AuditEvent> events, AuditQuery.@Nullable Place next) {

        public Page {
            events = List.copyOf(events);
        }

        /** The people whom they are about. */
        public Set<UUID> accounts() {
            return AuditReading.accounts(events);
        }
    }

    /** How an export is written. */
    public enum Format {
        CSV("text/csv;charset=UTF-8;header=present", "audit-events.csv"),
        JSON_LINES("application/jsonl", "audit-events.jsonl");

        private final String mediaType;
        private final String fileName;

        Format(String mediaType, String fileName) {
            this.mediaType = mediaType;
            this.fileName = fileName;
        }

        public String mediaType() {
            return mediaType;
        }

        public String fileName() {
            return fileName;
        }
    }

    /** Names of accounts as they are told now: never stored, an account that is deleted has none any more. */
    @FunctionalInterface
    public interface Names {
        Map<UUID, String> of(Set<UUID> accounts);
    }

    /**
     * @throws NotAllowed unless the actor may read some of it
     */
    public Page page(AuditQuery query, Actor actor, int size) {
        AuditEvents.demandReader(actor);
        seals.seal();
        List<AuditEvent> found = events.find(query, actor, size + 1);
        return found.size() > size
                ? new Page(found.subList(0, size), AuditQuery.Place.of(found.get(size - 1)))
                : new Page(found, null);
    }

    /**
     * Writes all of them as it reads, a thousand at a time: nothing is held meanwhile, neither memory nor a connection.
     *
     * @param limit how many at most; null for all
     * @throws NotAllowed as {@link #page}, before anything is written
     */
    public void export(
            AuditQuery query, Actor actor, Format format, @Nullable Integer limit, Names names, OutputStream to)
            throws IOException {
        AuditEvents.demandReader(actor);
        seals.seal();
        Writer out = new BufferedWriter(new OutputStreamWriter(to, StandardCharsets.UTF_8));
        if (format == Format.CSV) {
            out.write(AuditFormats.CSV_HEADER);
        }
        AuditQuery rest = query;
        long left = limit == null ? Long.MAX_VALUE : limit;
        while (left > 0) {
            int wanted = (int) Math.min(AT_ONCE, left);
            List<AuditEvent> found = events.find(rest, actor, wanted);
            Map<UUID, String> known = names.of(accounts(found));
            for (AuditEvent event : found) {
                out.write(
                        format == Format.CSV
                                ? AuditFormats.csv(event, known)
                                : Json.write(AuditFormats.json(event, known)) + "\n");
            }
            left = found.size() < wanted ? 0 : left - wanted;
            if (left > 0) {
                rest = rest.after(AuditQuery.Place.of(found.getLast()));
            }
        }
        out.flush();
    }

    /** As {@link AuditSeals#head}. */
    public Optional<String> head(Actor actor) {
        AuditEvents.demandReader(actor);
        seals.seal();
        return seals.head();
    }

    /** How far the chain reaches at this moment; empty while nothing was sealed. */
    public Optional<AuditSeals.Sealed> sealed(Actor actor) {
        AuditEvents.demandReader(actor);
        return seals.sealed();
    }

    private static Set<UUID> accounts(List<AuditEvent> events) {
        return events.stream().map(AuditEvent::account).filter(Objects::nonNull).collect(Collectors.toSet());
    }
}
