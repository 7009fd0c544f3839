package de.stadttor.backup;

import de.stadttor.platform.AuditedEvent;
import java.time.Instant;

/**
 * The database was filled from a backup: what happened between the two times is not in it, records of the audit included.
 *
 * @param takenAt when the backup was taken
 * @param schema the last migration of the database that it was taken of
 */
public record DatabaseRestored(Instant takenAt, String schema) implements AuditedEvent {

    @Override
    public String kind() {
        return "restore";
    }
}
