package de.stadttor.session;

import java.util.UUID;

/** A hub session was ended before its time: its refresh tokens without offline_access are worth nothing any more. */
public record SessionEnded(UUID sessionId, UUID accountId, String providerId) {}
