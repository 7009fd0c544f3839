package de.stadttor.access;

import java.time.LocalDate;
import java.util.EnumSet;
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

    /** Characters. */
    public static final int LONGEST_BASIS = 300;

    /** So many days before its end it wants to be looked at. */
    public static final int NOTICE_DAYS = 30;

    /** What can be wrong with one that somebody wants to give. */
    public enum Problem {
        UNKNOWN_CLAIM,
        UNTIL_PAST,
        UNTIL_TOO_FAR,
        LEGAL_BASIS_TOO_LONG
    }

    public Release {
        claims = Set.copyOf(claims);
    }

    /**
     * All that is wrong with giving it on that day.
     *
     * @return empty where nothing is
     */
    public Set<Problem> problems(LocalDate today) {
        EnumSet<Problem> problems = EnumSet.noneOf(Problem.class);
        if (!KNOWN_CLAIMS.containsAll(claims)) {
            problems.add(Problem.UNKNOWN_CLAIM);
        }
        if (until != null && until.isBefore(today)) {
            problems.add(Problem.UNTIL_PAST);
        }
        if (until != null && until.getYear() > 9999) {
            problems.add(Problem.UNTIL_TOO_FAR);
        }
        if (legalBasis != null && legalBasis.length() > LONGEST_BASIS) {
            problems.add(Problem.LEGAL_BASIS_TOO_LONG);
        }
        return problems;
    }

    /** Whether it counts on that day and ends within {@link #NOTICE_DAYS}. */
    public boolean isEnding(LocalDate day) {
        return inForce(day) && until != null && !until.isAfter(day.plusDays(NOTICE_DAYS));
    }

    /** Whether it counts on that day, its last day included. */
    public boolean inForce(LocalDate day) {
        return until == null || !day.isAfter(until);
    }
}
