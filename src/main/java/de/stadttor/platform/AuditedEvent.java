package de.stadttor.platform;

/**
 * Something that happened and is written down: published as an application event inside the transaction that does it,
 * so that what happened is in the audit or did not happen.
 *
 * <p>The record components of an event are its facts: ids, reasons, counts; never a name, an e-mail address, a token or
 * a secret. Those called {@code actor} (an {@link Actor}; without one the account acts, or the system),
 * {@code providerId}, {@code accountId}, {@code applicationId} and {@code reference} can be searched for.
 */
public interface AuditedEvent {

    /** What kind of event, for filters and for retention; lower-case words joined by hyphens. */
    String kind();
}
