package de.stadttor.desk;

import de.stadttor.access.Release;
import de.stadttor.request.ReleaseRequest;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What somebody fills in to give a release.
 *
 * @param until as typed, empty for no end
 * @param legalBasis as typed, empty for none
 */
record ReleaseForm(Set<String> claims, String until, String legalBasis) {

    /** In the order of the page. */
    static final List<String> CLAIMS = List.of("name", "email", "org_unit", "profile");

    /** What is wrong with it: part of the key of a message. */
    enum Problem {
        UNTIL_NO_DATE,
        UNTIL_PAST,
        LEGAL_BASIS_TOO_LONG
    }

    static final ReleaseForm EMPTY = new ReleaseForm(Set.of(), "", "");

    static ReleaseForm of(@Nullable List<String> claims, @Nullable String until, @Nullable String legalBasis) {
        Set<String> known = new TreeSet<>(claims == null ? List.of() : claims);
        known.retainAll(CLAIMS);
        return new ReleaseForm(known, until == null ? "" : until.strip(), legalBasis == null ? "" : legalBasis.strip());
    }

    static ReleaseForm of(Release release) {
        return new ReleaseForm(
                release.claims(),
                release.until() == null ? "" : release.until().toString(),
                release.legalBasis() == null ? "" : release.legalBasis());
    }

    /** The same with what an application asks for besides. */
    ReleaseForm with(ReleaseRequest request) {
        Set<String> more = new TreeSet<>(claims);
        more.addAll(request.claims());
        return new ReleaseForm(more, until, request.legalBasis());
    }

    List<Problem> problems(LocalDate today) {
        LocalDate date = date();
        List<Problem> problems = new ArrayList<>();
        if (date == null && !until.isEmpty()) {
            problems.add(Problem.UNTIL_NO_DATE);
        }
        for (Release.Problem problem : new Release("", "", claims, date, legalBasis).problems(today)) {
            switch (problem) {
                case UNTIL_PAST -> problems.add(Problem.UNTIL_PAST);
                case UNTIL_TOO_FAR -> problems.add(Problem.UNTIL_NO_DATE);
                case LEGAL_BASIS_TOO_LONG -> problems.add(Problem.LEGAL_BASIS_TOO_LONG);
                case UNKNOWN_CLAIM -> throw new IllegalStateException("the form keeps known claims alone");
            }
        }
        return problems;
    }

    /** For a form without problems. */
    Release release(String provider, String application) {
        return new Release(
                provider,
                application,
                claims,
                until.isEmpty() ? null : LocalDate.parse(until),
                legalBasis.isEmpty() ? null : legalBasis);
    }

    private @Nullable LocalDate date() {
        try {
            return until.isEmpty() ? null : LocalDate.parse(until);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
