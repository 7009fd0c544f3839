package de.stadttor.registration;

import de.stadttor.access.Release;
import de.stadttor.platform.Actor;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An initial access token (RFC 7591 section 1.2) as it is kept: what may be registered with it.
 *
 * @param owner e-mail address of whoever is responsible for what is registered with it
 * @param registrations how many
 * @param used how many of them there were already
 * @param requirePkce whether confidential applications need PKCE too
 * @param releases given to each application at once
 * @param author who made it, with the role that let them
 */
public record InitialAccess(
        UUID id,
        String owner,
        int registrations,
        int used,
        boolean requirePkce,
        List<Promise> releases,
        Actor author,
        Instant createdAt,
        Instant expiresAt) {

    /**
     * What a provider lets each application have that is registered with the token.
     *
     * @param claims as in {@link Release}
     * @param until last day on which it counts; null: no end
     */
    public record Promise(
            String provider,
            Set<String> claims,
            @Nullable LocalDate until,
            @Nullable String legalBasis) {

        public Promise {
            claims = Set.copyOf(claims);
        }

        /** The release that this application gets by it. */
        Release to(String application) {
            return new Release(provider, application, claims, until, legalBasis);
        }
    }

    public InitialAccess {
        releases = List.copyOf(releases);
    }

    /** Whether one more can be registered at that time. */
    public boolean isUsable(Instant now) {
        return used < registrations && now.isBefore(expiresAt);
    }

    /** Whether it gives people of that provider away. */
    boolean releasesPeopleOf(String provider) {
        return releases.stream().anyMatch(promise -> promise.provider().equals(provider));
    }

    /** Never whose it is. */
    @Override
    public String toString() {
        return "InitialAccess[" + id + "]";
    }
}
