package de.stadttor.directory;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The realm roles that somebody has in the end: their own, those of their groups, and the parts of all of these. */
final class EffectiveRoles {

    private final Map<String, Set<String>> parts;
    private final GroupTree tree;

    /** Most people have the same few sets of roles. */
    private final Map<Set<String>, List<String>> known = new HashMap<>();

    /**
     * @param parts the roles of which a role consists, one level deep
     */
    EffectiveRoles(Map<String, Set<String>> parts, GroupTree tree) {
        this.parts = parts;
        this.tree = tree;
    }

    /** Sorted. */
    List<String> of(Collection<String> own, List<String> groups) {
        Set<String> direct = new TreeSet<>(own);
        groups.forEach(group -> direct.addAll(tree.roles(group)));
        return known.computeIfAbsent(direct, this::withParts);
    }

    private List<String> withParts(Set<String> direct) {
        Set<String> all = new TreeSet<>(direct);
        Deque<String> open = new ArrayDeque<>(direct);
        while (!open.isEmpty()) {
            for (String part : parts.getOrDefault(open.pop(), Set.of())) {
                if (all.add(part)) {
                    open.push(part);
                }
            }
        }
        return List.copyOf(all);
    }
}
