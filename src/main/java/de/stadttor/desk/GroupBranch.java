package de.stadttor.desk;

import de.stadttor.directory.DirectoryGroup;
import de.stadttor.directory.DirectorySnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A group of the tree.
 *
 * @param path from the top, for people
 * @param members in this very group
 * @param membersBelow in it or below it
 * @param parts how many groups are right below it
 * @param below those groups; null where the page has to ask for them
 */
record GroupBranch(
        String id,
        String name,
        String path,
        int members,
        int membersBelow,
        int parts,
        @Nullable List<GroupBranch> below) {

    /** So many groups a page holds at once; of more it asks for those that somebody opens. */
    static final int MOST = 300;

    private static GroupBranch of(DirectoryGroup group, int parts, @Nullable List<GroupBranch> below) {
        return new GroupBranch(
                group.id(), group.name(), group.path(), group.members(), group.membersBelow(), parts, below);
    }

    /** As an entry of a list, without what is below it. */
    static GroupBranch alone(DirectoryGroup group) {
        return of(group, 0, List.of());
    }

    /**
     * The groups right below one, or at the top, each with its branches where the whole directory is small.
     *
     * @param parent null for the top
     */
    static List<GroupBranch> below(DirectorySnapshot snapshot, @Nullable DirectoryGroup parent) {
        Map<String, List<DirectoryGroup>> children = new HashMap<>();
        for (DirectoryGroup group : snapshot.groups()) {
            children.computeIfAbsent(key(group.parentId()), any -> new ArrayList<>())
                    .add(group);
        }
        boolean whole = snapshot.groups().size() <= MOST;
        return branches(key(parent == null ? null : parent.id()), children, whole);
    }

    private static List<GroupBranch> branches(
            String parent, Map<String, List<DirectoryGroup>> children, boolean whole) {
        List<GroupBranch> branches = new ArrayList<>();
        for (DirectoryGroup group : children.getOrDefault(parent, List.of())) {
            int parts = children.getOrDefault(group.id(), List.of()).size();
            branches.add(of(group, parts, whole || parts == 0 ? branches(group.id(), children, whole) : null));
        }
        return branches;
    }

    private static String key(@Nullable String parent) {
        return parent == null ? "" : parent;
    }
}
