package de.stadttor.desk;

import de.stadttor.directory.DirectoryPerson;
import de.stadttor.directory.DirectoryRole;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A provider's directory: its groups, people or roles.
 *
 * @param stand null where the provider is configured without a directory
 * @param list {@code groups}, {@code people} or {@code roles}: which of them is shown
 * @param text what is looked for; empty shows all
 * @param counts how many of each there are; null where nothing is known yet
 * @param tree the groups where nothing is looked for
 * @param groups the groups that were found
 */
record DirectoryPage(
        ProviderPlace provider,
        @Nullable DirectoryStand stand,
        String list,
        String text,
        @Nullable Counts counts,
        @Nullable Paged<GroupBranch> tree,
        @Nullable Paged<GroupBranch> groups,
        @Nullable Paged<PersonRow> people,
        @Nullable Paged<DirectoryRole> roles)
        implements DeskContent {

    /** How many there are, or were found; with {@code more}, at least so many. */
    record Count(int number, boolean more) {}

    record Counts(Count groups, Count people, Count roles) {}

    /** Somebody, in a list. */
    record PersonRow(
            String id,
            String name,
            String username,
            @Nullable String unit,
            boolean enabled) {

        static PersonRow of(DirectoryPerson person) {
            return new PersonRow(person.id(), person.name(), person.username(), person.orgUnit(), person.enabled());
        }

        /** Never who it is. */
        @Override
        public String toString() {
            return "PersonRow";
        }
    }

    static DirectoryPage without(ProviderPlace provider) {
        return new DirectoryPage(provider, null, "groups", "", null, null, null, null, null);
    }

    static DirectoryPage unread(ProviderPlace provider, DirectoryStand stand) {
        return new DirectoryPage(provider, stand, "groups", "", null, null, null, null, null);
    }

    /** The lists in the order of their tabs. */
    public List<String> lists() {
        return List.of("groups", "people", "roles");
    }

    public Count count(String of) {
        Counts known = counts;
        if (known == null) {
            return new Count(0, false);
        }
        return switch (of) {
            case "groups" -> known.groups();
            case "people" -> known.people();
            default -> known.roles();
        };
    }

    /** Where one of the lists is. */
    public String href(String of) {
        return provider.href("directory") + (of.equals("groups") ? "" : "/" + of);
    }

    @Override
    public String template() {
        return "directory";
    }

    @Override
    public Section section() {
        return Section.DIRECTORY;
    }

    @Override
    public List<Crumb> crumbs() {
        return provider.crumbs(Section.DIRECTORY, "directory");
    }

    /** Nobody who is in it. */
    @Override
    public String toString() {
        return "DirectoryPage[" + list + "]";
    }
}
