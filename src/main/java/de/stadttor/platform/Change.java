package de.stadttor.platform;

/**
 * Something that other nodes may hold in a cache has changed. Published as an application event inside the changing
 * transaction; {@link ChangeFeed} carries it to every node when that transaction commits.
 */
public interface Change extends AuditedEvent {

    /** What kind of thing; a lower-case word without a colon. */
    String topic();

    /** Which one; the empty string means all of them. */
    String key();

    @Override
    default String kind() {
        return topic();
    }
}
