package de.stadttor.directory;

import de.stadttor.federation.Provider;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** What a read has brought so far, from several threads; put together when it is complete. */
final class DirectoryDraft {

    private final Provider.ClaimProfile profile;
    private final boolean groupNames;
    private final GroupTree tree;
    private final Map<String, DirectoryPerson> people = new ConcurrentHashMap<>();
    private final Map<String, Collection<String>> members = new ConcurrentHashMap<>();
    private final Map<String, @Nullable String> roles = new LinkedHashMap<>();
    private final Map<String, Set<String>> parts = new ConcurrentHashMap<>();
    private final Map<String, Collection<String>> holders = new ConcurrentHashMap<>();

    /**
     * @param groupNames whether a sign-in tells groups by name alone
     */
    DirectoryDraft(Provider.ClaimProfile profile, boolean groupNames) {
        this.profile = profile;
        this.groupNames = groupNames;
        this.tree = new GroupTree();
    }

    void forgetGroups() {
        tree.clear();
    }

    void add(@Nullable String parent, List<GroupRepresentation> groups) {
        groups.forEach(group -> tree.add(parent, group));
    }

    Set<String> groupIds() {
        return tree.ids();
    }

    void forgetPeople() {
        people.clear();
    }

    /** Keeps of each no more than is told at a sign-in. */
    void addPeople(List<UserRepresentation> page) {
        for (UserRepresentation person : page) {
            String id = Told.present("a person's id", person.getId());
            people.put(
                    id,
                    new DirectoryPerson(
                            id,
                            Told.present("a person's user name", Told.bounded(person.getUsername())),
                            Told.bounded(person.getFirstName()),
                            Told.bounded(person.getLastName()),
                            Told.bounded(person.getEmail()),
                            Boolean.TRUE.equals(person.isEmailVerified()),
                            Boolean.TRUE.equals(person.isEnabled()),
                            List.of(),
                            List.of(),
                            own(person, profile.orgUnit()),
                            own(person, profile.ags())));
        }
    }

    int peopleCount() {
        return people.size();
    }

    void addMembers(String group, Collection<String> ids) {
        members.put(group, ids);
    }

    void addRoles(List<RoleRepresentation> all) {
        all.forEach(role -> roles.put(Told.present("a role's name", role.getName()), role.getDescription()));
    }

    void addParts(String role, Collection<RoleRepresentation> direct) {
        parts.put(
                role,
                new TreeSet<>(direct.stream().map(RoleRepresentation::getName).toList()));
    }

    void addHolders(String role, Collection<String> ids) {
        holders.put(role, ids);
    }

    /**
     * @throws ReadFailure where the parts do not fit together
     */
    DirectoryContents contents() {
        EffectiveRoles effective = new EffectiveRoles(parts, tree);
        Map<String, List<String>> groupsOf = ofPerson(members);
        Map<String, List<String>> rolesOf = ofPerson(holders);
        Map<String, Integer> counts = new LinkedHashMap<>();
        List<DirectoryPerson> all = new ArrayList<>();
        for (DirectoryPerson person : people.values()) {
            List<String> groups = tree.byName(groupsOf.getOrDefault(person.id(), List.of()));
            List<String> names = effective.of(rolesOf.getOrDefault(person.id(), List.of()), groups);
            names.forEach(role -> counts.merge(role, 1, Integer::sum));
            all.add(with(person, groups, names));
        }
        all.sort(Comparator.comparing(DirectoryDraft::sortKey));
        return new DirectoryContents(
                tree.groups(groupNames, all),
                roles.entrySet().stream()
                        .map(role -> new DirectoryRole(
                                role.getKey(), Told.bounded(role.getValue()), counts.getOrDefault(role.getKey(), 0)))
                        .sorted(Comparator.comparing(DirectoryRole::name))
                        .toList(),
                all);
    }

    private static String sortKey(DirectoryPerson person) {
        String family = person.familyName();
        return Folding.plain(family == null ? "" : family) + "\0" + Folding.plain(person.name()) + "\0" + person.id();
    }

    /** Keycloak tells a person's own attribute, else that of the first group, or the nearest one above, that has it. */
    private DirectoryPerson with(DirectoryPerson person, List<String> groups, List<String> names) {
        return new DirectoryPerson(
                person.id(),
                person.username(),
                person.givenName(),
                person.familyName(),
                person.email(),
                person.emailVerified(),
                person.enabled(),
                groups,
                names,
                person.orgUnit() != null ? person.orgUnit() : ofGroups(groups, profile.orgUnit()),
                person.ags() != null ? person.ags() : ofGroups(groups, profile.ags()));
    }

    private static @Nullable String own(UserRepresentation person, @Nullable String attribute) {
        Map<String, List<String>> attributes = person.getAttributes();
        List<String> values = attribute == null || attributes == null ? null : attributes.get(attribute);
        return values == null || values.isEmpty() ? null : Told.bounded(values.getFirst());
    }

    private @Nullable String ofGroups(List<String> groups, @Nullable String attribute) {
        return attribute == null
                ? null
                : groups.stream()
                        .flatMap(group -> tree.attribute(group, attribute).stream())
                        .findFirst()
                        .map(Told::bounded)
                        .orElse(null);
    }

    /** Turns members of a thing around; who is not among the people, a service account for instance, is left out. */
    private Map<String, List<String>> ofPerson(Map<String, Collection<String>> membersOf) {
        Map<String, List<String>> turned = new LinkedHashMap<>();
        membersOf.forEach((thing, ids) -> ids.stream()
                .distinct()
                .filter(people::containsKey)
                .forEach(id ->
                        turned.computeIfAbsent(id, person -> new ArrayList<>(2)).add(thing)));
        return turned;
    }
}
