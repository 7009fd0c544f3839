package de.stadttor.directory;

import de.stadttor.directory.DirectoryProblem.Kind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.keycloak.representations.idm.GroupRepresentation;

/** The groups of a read, from the top downwards: a parent is always there before its children. */
final class GroupTree {

    private static final int DEEPEST = 100;

    private final Map<String, Node> nodes = new ConcurrentHashMap<>();

    private record Node(String id, @Nullable Node parent, int depth, GroupRepresentation told) {

        String name() {
            return Told.present("a group's name", Told.bounded(told.getName()));
        }

        String path() {
            String path = Told.bounded(told.getPath());
            return path != null ? path : (parent == null ? "" : parent.path()) + "/" + name();
        }
    }

    /**
     * @throws ReadFailure where the group is in two places, which is how a circle looks from above
     */
    void add(@Nullable String parent, GroupRepresentation group) {
        String id = Told.present("a group's id", group.getId());
        Node above = parent == null ? null : nodes.get(parent);
        Node node = new Node(id, above, above == null ? 0 : above.depth() + 1, group);
        Node before = nodes.putIfAbsent(id, node);
        if (before != null && !Objects.equals(before.parent(), above)) {
            throw new ReadFailure(Kind.NONSENSE, "A group is in two places of the tree, or below itself.");
        }
        if (node.depth() > DEEPEST) {
            throw new ReadFailure(Kind.NONSENSE, "The tree of groups is deeper than " + DEEPEST + " levels.");
        }
    }

    void clear() {
        nodes.clear();
    }

    Set<String> ids() {
        return Set.copyOf(nodes.keySet());
    }

    /** As Keycloak tells the groups of a person. */
    List<String> byName(Collection<String> ids) {
        return ids.stream()
                .map(nodes::get)
                .filter(Objects::nonNull)
                .sorted(Comparator.comparing(Node::name).thenComparing(Node::id))
                .map(Node::id)
                .toList();
    }

    /** Of the group or the nearest one above it. */
    Optional<String> attribute(String group, String name) {
        for (Node at = nodes.get(group); at != null; at = at.parent()) {
            Map<String, List<String>> attributes = at.told().getAttributes();
            List<String> values = attributes == null ? null : attributes.get(name);
            if (values != null && !values.isEmpty()) {
                return Optional.of(values.getFirst());
            }
        }
        return Optional.empty();
    }

    /** Realm roles of the group and of those above it. */
    List<String> roles(String group) {
        List<String> roles = new ArrayList<>();
        for (Node at = nodes.get(group); at != null; at = at.parent()) {
            List<String> own = at.told().getRealmRoles();
            if (own != null) {
                roles.addAll(own);
            }
        }
        return roles;
    }

    /** Each behind its parent, siblings by name, with the numbers of these people. */
    List<DirectoryGroup> groups(boolean toldByName, List<DirectoryPerson> people) {
        Map<String, BitSet> below = new HashMap<>();
        Map<String, Integer> members = new HashMap<>();
        for (int i = 0; i < people.size(); i++) {
            for (String group : people.get(i).groups()) {
                members.merge(group, 1, Integer::sum);
                for (Node at = nodes.get(group); at != null; at = at.parent()) {
                    below.computeIfAbsent(at.id(), id -> new BitSet()).set(i);
                }
            }
        }
        Map<String, List<Node>> children = new HashMap<>();
        for (Node node : nodes.values()) {
            children.computeIfAbsent(parentId(node, ""), id -> new ArrayList<>())
                    .add(node);
        }
        Comparator<Node> byName =
                Comparator.comparing((Node node) -> Folding.plain(node.name())).thenComparing(Node::id);
        children.values().forEach(siblings -> siblings.sort(byName));
        List<DirectoryGroup> all = new ArrayList<>(nodes.size());
        walk("", children, node -> {
            BitSet persons = below.get(node.id());
            all.add(new DirectoryGroup(
                    node.id(),
                    node.parent() == null ? null : node.parent().id(),
                    Told.shown(node.name()),
                    Told.shown(node.path()),
                    toldByName ? node.name() : node.path(),
                    members.getOrDefault(node.id(), 0),
                    persons == null ? 0 : persons.cardinality()));
        });
        return all;
    }

    private static void walk(String parent, Map<String, List<Node>> children, Consumer<Node> visitor) {
        for (Node node : children.getOrDefault(parent, List.of())) {
            visitor.accept(node);
            walk(node.id(), children, visitor);
        }
    }

    private static String parentId(Node node, String none) {
        return node.parent() == null ? none : node.parent().id();
    }
}
