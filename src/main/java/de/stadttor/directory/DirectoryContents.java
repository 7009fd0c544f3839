package de.stadttor.directory;

import java.util.List;

/** What a read brought, put together. */
record DirectoryContents(List<DirectoryGroup> groups, List<DirectoryRole> roles, List<DirectoryPerson> people) {

    DirectoryContents {
        groups = List.copyOf(groups);
        roles = List.copyOf(roles);
        people = List.copyOf(people);
    }

    /** Never what it holds. */
    @Override
    public String toString() {
        return "DirectoryContents";
    }
}
