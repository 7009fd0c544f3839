package de.stadttor.desk;

import de.stadttor.access.RuleSetVersion;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a provider's rules came to be what they are, the latest first.
 *
 * @param current the version that counts; 0 where there never was one
 * @param older from where the list goes on; null where there are no more
 */
record VersionsPage(ProviderPlace provider, List<Row> rows, long current, @Nullable Long older)
        implements DeskContent {

    /**
     * @param by null for the program itself
     * @param proposal from which it came; null where it took effect at once
     */
    record Row(
            long number,
            Instant at,
            @Nullable String by,
            @Nullable String why,
            @Nullable UUID proposal) {

        static Row of(RuleSetVersion version, @Nullable String by) {
            return new Row(version.version(), version.at(), by, version.why(), version.proposal());
        }
    }

    @Override
    public String template() {
        return "versions";
    }

    @Override
    public Section section() {
        return Section.PROPOSALS;
    }

    @Override
    public List<Crumb> crumbs() {
        return VersionPage.crumbs(provider, false);
    }
}
