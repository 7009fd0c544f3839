package de.stadttor.desk;

import de.stadttor.application.Application;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One application.
 *
 * @param registered its technical details; null for those who may not see them
 * @param releases which providers have released it; empty for those who may not see that
 */
record ApplicationPage(ApplicationsPage.Row row, @Nullable Application registered, List<Released> releases)
        implements DeskContent {

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
