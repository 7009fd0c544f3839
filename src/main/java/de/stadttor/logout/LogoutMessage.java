package de.stadttor.logout;

import java.time.Instant;
import java.util.UUID;

/**
 * That an application has to be told of a session's end.
 *
 * @param sessionId {@code sid} to the application
 * @param createdAt when the session ended
 * @param attempts how often it was taken for delivery, this time included
 */
record LogoutMessage(UUID id, String applicationId, UUID accountId, UUID sessionId, Instant createdAt, int attempts) {}
