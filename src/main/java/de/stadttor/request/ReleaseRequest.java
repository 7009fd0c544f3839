package de.stadttor.request;

import java.time.Instant;
import java.util.Collections;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An application asks a provider to let it have claims of its staff.
 *
 * @param claims of {@link de.stadttor.access.Release#KNOWN_CLAIMS}
 * @param author account of the owner who asked
 * @param answer why it was declined; null for everything else
 */
public record ReleaseRequest(
        UUID id,
        String application,
        String provider,
        SortedSet<String> claims,
        String purpose,
        String legalBasis,
        State state,
        String author,
        Instant requestedAt,
        @Nullable Instant answeredAt,
        @Nullable String answer) {

    /** How it stands. */
    public enum State {
        OPEN,
        ACCEPTED,
        DECLINED,
        WITHDRAWN;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public ReleaseRequest {
        claims = Collections.unmodifiableSortedSet(new TreeSet<>(claims));
    }

    public boolean isOpen() {
        return state == State.OPEN;
    }
}
