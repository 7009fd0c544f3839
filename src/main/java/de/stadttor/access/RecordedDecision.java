package de.stadttor.access;

import java.time.Instant;

/**
 * A decision as it was kept, with all that it takes to decide again.
 *
 * @param reference the number that the person was told
 * @param decidedAt when it was made; it held until the next one for the same person and application
 */
public record RecordedDecision(String reference, Instant decidedAt, AccessDecision decision) {}
