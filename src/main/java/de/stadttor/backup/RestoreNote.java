package de.stadttor.backup;

import de.stadttor.platform.Json;
import java.time.Instant;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings a restore into the audit. It was noted in the transaction that restored; whatever starts first on the database
 * writes it down, so that no restore is without its record.
 */
@Component
class RestoreNote {

    static final String SETTING = "restored";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;

    /** What is noted, as text: times are ISO 8601. */
    record Note(String takenAt, String schema) {}

    RestoreNote(JdbcClient jdbc, TransactionTemplate transaction, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.events = events;
    }

    static Note of(Manifest manifest) {
        return new Note(manifest.takenAt().toString(), manifest.schema());
    }

    @EventListener(ApplicationStartedEvent.class)
    void writeDown() {
        transaction.executeWithoutResult(status -> jdbc.sql("delete from setting where name = :name returning body")
                .param("name", SETTING)
                .query(String.class)
                .optional()
                .map(body -> Json.read(body, Note.class))
                .ifPresent(note ->
                        events.publishEvent(new DatabaseRestored(Instant.parse(note.takenAt()), note.schema()))));
    }
}
