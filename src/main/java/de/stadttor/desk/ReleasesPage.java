package de.stadttor.desk;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which applications get what about a provider's people. */
record ReleasesPage(ProviderPlace provider, List<Row> rows, List<Asked> asked) implements DeskContent {

    /** An application that asks for something. */
    record Asked(String name, Instant at, String href) {}

    /**
     * An application.
     *
     * @param state {@code none}, {@code given}, {@code ending} within thirty days, or {@code over}
     * @param claims empty where nothing is released but the roles
     */
    record Row(
            String id,
            String name,
            String state,
            List<String> claims,
            @Nullable LocalDate until,
            @Nullable String legalBasis) {}

    @Override
    public String template() {
        return "releases";
    }

    @Override
    public Section section() {
        return Section.RELEASES;
    }

    @Override
    public List<Crumb> crumbs() {
        return provider.crumbs(Section.RELEASES, "releases");
    }
}
