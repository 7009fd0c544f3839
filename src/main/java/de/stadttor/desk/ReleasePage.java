package de.stadttor.desk;

import de.stadttor.access.Release;
import de.stadttor.desk.ReleaseForm.Problem;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The release of one application: what counts now, and the form to change it.
 *
 * @param current null where there is none
 * @param over whether the current one has run out
 * @param done what was just done: {@code given} or {@code withdrawn}; null for nothing
 * @param withdrawable whether this person may withdraw it
 */
record ReleasePage(
        ProviderPlace provider,
        String applicationId,
        String applicationName,
        @Nullable Release current,
        boolean over,
        ReleaseForm form,
        List<Problem> problems,
        @Nullable String done,
        boolean withdrawable)
        implements DeskContent {

    public List<String> claimNames() {
        return ReleaseForm.CLAIMS;
    }

    /** What is wrong with that field, as in the keys of the messages; null for nothing. */
    public @Nullable String problem(String field) {
        return problems.stream()
                .map(problem -> problem.name().toLowerCase(Locale.ROOT))
                .filter(code -> code.startsWith(field))
                .findFirst()
                .orElse(null);
    }

    @Override
    public String template() {
        return "release";
    }

    @Override
    public Section section() {
        return Section.RELEASES;
    }

    @Override
    public List<Crumb> crumbs() {
        return provider.crumbs(Section.RELEASES, "releases", applicationName);
    }

    /**
     * What follows, before it counts.
     *
     * @param step {@code give}, {@code change} or {@code withdraw}
     * @param added claims that the application gets from now on
     * @param removed claims that it gets no more
     * @param admitted how many people it lets in now
     * @param signedIn how many of them are signed in at this moment
     */
    record Confirm(
            ProviderPlace provider,
            String applicationId,
            String applicationName,
            String step,
            ReleaseForm form,
            @Nullable LocalDate until,
            List<String> added,
            List<String> removed,
            int admitted,
            int signedIn)
            implements DeskContent {

        @Override
        public String template() {
            return "release-confirm";
        }

        @Override
        public Section section() {
            return Section.RELEASES;
        }

        @Override
        public List<Crumb> crumbs() {
            return provider.crumbs(Section.RELEASES, "releases", applicationName);
        }
    }
}
