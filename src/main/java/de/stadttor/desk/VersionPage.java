package de.stadttor.desk;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One version of a provider's rules: what it changed.
 *
 * @param current whether it is the one that counts
 * @param diffs a page of the rules that it changed
 */
record VersionPage(ProviderPlace provider, VersionsPage.Row row, boolean current, List<RuleDiff> diffs, Paging rules)
        implements DeskContent {

    public String href() {
        return provider.href("versions/" + row.number());
    }

    @Override
    public String template() {
        return "version";
    }

    @Override
    public Section section() {
        return Section.PROPOSALS;
    }

    @Override
    public List<Crumb> crumbs() {
        return crumbs(provider, true, String.valueOf(row.number()));
    }

    static List<Crumb> crumbs(ProviderPlace provider, boolean linked, String... further) {
        List<Crumb> crumbs = new ArrayList<>(provider.crumbs(Section.PROPOSALS, "proposals"));
        crumbs.removeLast();
        crumbs.add(Crumb.of(Section.PROPOSALS, provider.href("proposals")));
        crumbs.add(new Crumb("versions", null, linked ? provider.href("versions") : null));
        for (String one : further) {
            crumbs.add(Crumb.of(one));
        }
        return crumbs;
    }

    /**
     * Before an earlier version is proposed again.
     *
     * @param diffs a part of the rules that would change, from those of now
     * @param total how many there are
     * @param why as it was typed
     * @param problem what is wrong with it, or with the whole: part of the key of a message; null for nothing
     */
    record Back(
            ProviderPlace provider,
            VersionsPage.Row row,
            List<RuleDiff> diffs,
            int total,
            List<LeftOutWords> leftOut,
            String why,
            @Nullable String problem)
            implements DeskContent {

        public String href() {
            return provider.href("versions/" + row.number());
        }

        @Override
        public String template() {
            return "version-back";
        }

        @Override
        public Section section() {
            return Section.PROPOSALS;
        }

        @Override
        public List<Crumb> crumbs() {
            return VersionPage.crumbs(provider, true, String.valueOf(row.number()));
        }
    }
}
