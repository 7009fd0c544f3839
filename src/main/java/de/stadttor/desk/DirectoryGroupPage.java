package de.stadttor.desk;

import java.util.List;

/**
 * A group or a role of a provider's directory.
 *
 * @param kind {@code group} or {@code role}
 * @param name for people
 * @param claim as rules name it
 * @param description of a role; the empty string where there is none
 * @param above groups above a group, from the top
 * @param members how many there are in all
 * @param membersBelow of a group, those in the groups below it included
 * @param below groups right below a group
 */
record DirectoryGroupPage(
        ProviderPlace provider,
        DirectoryStand stand,
        String kind,
        String name,
        String claim,
        String description,
        List<GroupBranch> above,
        int members,
        int membersBelow,
        Paged<DirectoryPage.PersonRow> people,
        Paged<GroupBranch> below,
        RulesInUse.Uses uses)
        implements DeskContent {

    @Override
    public String template() {
        return "directory-group";
    }

    @Override
    public Section section() {
        return Section.DIRECTORY;
    }

    @Override
    public List<Crumb> crumbs() {
        return provider.crumbs(Section.DIRECTORY, "directory", name);
    }

    /** Nobody who is in it. */
    @Override
    public String toString() {
        return "DirectoryGroupPage";
    }
}
