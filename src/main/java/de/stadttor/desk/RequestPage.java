package de.stadttor.desk;

import de.stadttor.request.ReleaseRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one application asks one provider for.
 *
 * @param by who asked
 * @param current claims that it has already
 * @param why a reason to decline, as typed
 * @param problem whether that can be no reason
 * @param done whether it was just declined
 */
record RequestPage(
        ProviderPlace provider,
        ReleaseRequest request,
        String applicationName,
        @Nullable String by,
        List<String> current,
        String why,
        boolean problem,
        boolean done)
        implements DeskContent {

    public List<String> claims() {
        return ReleaseForm.CLAIMS.stream()
                .filter(claim -> request.claims().contains(claim))
                .toList();
    }

    public boolean answerable() {
        return request.isOpen() && provider.changes();
    }

    /** Where the release is given, with what is asked for filled in. */
    public String releaseHref() {
        return provider.href("releases/" + request.application()) + "?request=" + request.id();
    }

    public String href() {
        return provider.href("requests/" + request.id());
    }

    @Override
    public String template() {
        return "request";
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
