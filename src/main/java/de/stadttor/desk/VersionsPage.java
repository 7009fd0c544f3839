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
record VersionsPage(
        ProviderPlace provider,
        List<Row> rows,
        long current,
        @Nullable Long older) implements DeskContent {

    /**
     * @param by null for the program itself
     * @param why as somebody said; null where nobody did
     * @param proposal from which it came; null where it took effect at once
     * @param cause of what took effect at once, where it is known: {@code configuration}, {@code application} or
     *     {@code provider}; null else
     */
    record Row(
            long number,
            Instant at,
            @Nullable String by,
            @Nullable String why,
            @Nullable UUID proposal,
            @Nullable String cause) {

        static Row of(RuleSetVersion version, @Nullable String by) {
            String cause = version.proposal() == null ? cause(version.why()) : null;
            return new Row(
                    version.version(),
                    version.at(),
                    by,
                    cause == null ? version.why() : null,
                    version.proposal(),
                    cause);
        }

        /** What the hub itself says in English, in whatever language the page is. */
        private static @Nullable String cause(@Nullable String why) {
            if (why == null) {
                return null;
            }
            return switch (why) {
                case "a configuration was applied" -> "configuration";
                case "the provider was removed" -> "provider";
                default -> why.startsWith("the application ") && why.endsWith(" was removed") ? "application" : null;
            };
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
