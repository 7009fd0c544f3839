package de.stadttor.request;

import de.stadttor.access.Release;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What an owner asks for, as typed.
 *
 * @param purpose what the application needs it for, in the owner's words
 */
public record Wish(Set<String> claims, String purpose, String legalBasis) {

    private static final int LONGEST_PURPOSE = 1_000;
    private static final int LONGEST_BASIS = 300;

    /** What is wrong with it: each begins with the name of its field. */
    public enum Problem {
        CLAIMS_NONE,
        PURPOSE_NONE,
        PURPOSE_TOO_LONG,
        BASIS_NONE,
        BASIS_TOO_LONG
    }

    public Wish {
        claims = Set.copyOf(claims);
        purpose = purpose.strip();
        legalBasis = legalBasis.strip();
    }

    public List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        if (claims.isEmpty() || !Release.KNOWN_CLAIMS.containsAll(claims)) {
            problems.add(Problem.CLAIMS_NONE);
        }
        if (purpose.isEmpty()) {
            problems.add(Problem.PURPOSE_NONE);
        } else if (purpose.length() > LONGEST_PURPOSE) {
            problems.add(Problem.PURPOSE_TOO_LONG);
        }
        if (legalBasis.isEmpty()) {
            problems.add(Problem.BASIS_NONE);
        } else if (legalBasis.length() > LONGEST_BASIS) {
            problems.add(Problem.BASIS_TOO_LONG);
        }
        return problems;
    }
}
