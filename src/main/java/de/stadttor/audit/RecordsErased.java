package de.stadttor.audit;

import de.stadttor.platform.AuditedEvent;

/**
 * Retention erased the records of one kind. What is missing without such an event was not erased but taken away.
 *
 * @param erasedKind of the records
 * @param throughSeal of this seal and of all before it
 * @param records how many there were
 */
record RecordsErased(String erasedKind, long throughSeal, int records) implements AuditedEvent {

    /** Its own kind, which is never erased. */
    static final String KIND = "retention";

    @Override
    public String kind() {
        return KIND;
    }
}
