package de.stadttor.desk;

import de.stadttor.application.Application;
import de.stadttor.request.ReleaseRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One application.
 *
 * @param registered its technical details; null for those who may not see them
 * @param releases which providers have released it; empty for those who may not see that
 * @param requests what was asked of providers, the open ones first; empty for those who may not see that
 * @param ask the form to ask for a release; null for those who are not responsible
 */
record ApplicationPage(
        ApplicationsPage.Row row,
        @Nullable Application registered,
        List<Released> releases,
        List<Requested> requests,
        @Nullable Ask ask)
        implements DeskContent {

    /** What was asked of a provider. */
    record Requested(ReleaseRequest request, String providerName) {

        /** In the order of the page. */
        public List<String> claims() {
            return ReleaseForm.CLAIMS.stream()
                    .filter(claim -> request.claims().contains(claim))
                    .toList();
        }
    }

    /**
     * The form.
     *
     * @param providers who can be asked
     * @param problems as in the keys of the messages
     * @param done what was just done: {@code asked} or {@code withdrawn}; null for nothing
     */
    record Ask(
            AskForm form,
            List<Released> providers,
            List<String> problems,
            @Nullable String done) {

        public List<String> claimNames() {
            return ReleaseForm.CLAIMS;
        }

        /** What is wrong with that field; null for nothing. */
        public @Nullable String problem(String field) {
            return problems.stream()
                    .filter(code -> code.startsWith(field))
                    .findFirst()
                    .orElse(null);
        }
    }

    /** A provider, and how it stands with its release. */
    record Released(String providerId, String providerName, String state) {}

    @Override
    public String template() {
        return "application";
    }

    @Override
    public Section section() {
        return Section.APPLICATIONS;
    }

    @Override
    public List<Crumb> crumbs() {
        return List.of(Crumb.of(Section.APPLICATIONS, "/desk/applications"), Crumb.of(row.name()));
    }
}
