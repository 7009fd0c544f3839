package de.stadttor.access;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That a provider's rules changed: each time is a version.
 *
 * @param version from 1, without gaps
 * @param actor who made it count: an account id, a client id or {@code system}
 * @param why null where nobody said
 * @param proposal from which it came; null where it came at once, by a configuration for instance
 */
public record RuleSetVersion(
        String provider,
        long version,
        Instant at,
        String actor,
        @Nullable String why,
        @Nullable UUID proposal) {}
