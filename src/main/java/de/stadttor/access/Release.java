package de.stadttor.access;

import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A provider lets an application have these claims of its staff; without one the application gets nobody from there.
 *
 * @param claims of {@code name}, {@code email}, {@code org_unit}, {@code profile}
 * @param until last day on which it counts, null: no end (Europe/Berlin)
 */
public record Release(
        String provider,
        String application,
        Set<String> claims,
        @Nullable LocalDate until,
        @Nullable String legalBasis) {

    public static final Set<String> KNOWN_CLAIMS = Set.of("name", "email", "org_unit", "profile");

    public Release {
        claims = Set.copyOf(claims);
    }

    /** Whether it counts on that day, its last day included. */
    public boolean inForce(LocalDate day) {
        return until == null || !day.isAfter(until);
    }
}
