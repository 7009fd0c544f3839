package de.stadttor.directory;

import de.stadttor.directory.DirectoryProblem.Kind;
import de.stadttor.directory.ReadProgress.Part;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/**
 * One complete read: the tree of groups, the people in pages, then who is in each group and who has each role. No call
 * is made for a single person. What changes while it is read is read again, and after three times told.
 */
final class DirectoryRead {

    static final int PAGE = 250;
    private static final int ATTEMPTS = 3;
    private static final int MOST_GROUPS = 20_000;
    private static final int MOST_PEOPLE = 200_000;
    private static final int MOST_ROLES = 2_000;

    private final KeycloakRealm realm;
    private final boolean rolesToo;
    private final Workers workers;
    private final Consumer<ReadProgress> progress;

    /** What is read of it goes there. */
    private final DirectoryDraft draft;

    DirectoryRead(
            KeycloakRealm realm,
            boolean rolesToo,
            Workers workers,
            Consumer<ReadProgress> progress,
            DirectoryDraft draft) {
        this.realm = realm;
        this.rolesToo = rolesToo;
        this.workers = workers;
        this.progress = progress;
        this.draft = draft;
    }

    /**
     * @throws ReadFailure where anything is missing
     */
    void run() {
        unchanged("the groups", this::groupCount, this::groups);
        unchanged("the people", this::peopleCount, this::people);
        each(Part.GROUP_MEMBERS, draft.groupIds(), this::groupMembers);
        if (rolesToo) {
            roles();
        }
    }

    /** Reads until the count is the same before and after, and everything that is counted came. */
    private void unchanged(String what, Function<KeycloakRealm, Integer> count, IntFunction<Integer> read) {
        int before = count.apply(realm);
        for (int attempt = 1; ; attempt++) {
            int came = read.apply(before);
            int after = count.apply(realm);
            if (before == after && came >= after) {
                return;
            }
            if (attempt == ATTEMPTS) {
                throw before == after
                        ? new ReadFailure(
                                Kind.INCOMPLETE, "Of " + what + " only " + came + " of " + after + " can be read.")
                        : new ReadFailure(Kind.CHANGED_MEANWHILE, capital(what) + " changed while they were read.");
            }
            before = after;
        }
    }

    private int groupCount(KeycloakRealm from) {
        return bounded(
                "groups",
                from.ask("the number of groups", r -> r.groups().count().get("count")),
                MOST_GROUPS);
    }

    private int groups(int count) {
        draft.forgetGroups();
        progress.accept(new ReadProgress(Part.GROUPS, 0, count));
        List<GroupRepresentation> level = pages(
                "the groups",
                count,
                (first, max) -> realm.ask("the groups", r -> r.groups().groups(null, null, first, max, false, true)));
        draft.add(null, level);
        while (!level.isEmpty()) {
            progress.accept(new ReadProgress(Part.GROUPS, draft.groupIds().size(), count));
            List<GroupRepresentation> parents = level.stream()
                    .filter(group -> group.getSubGroupCount() == null || group.getSubGroupCount() > 0)
                    .toList();
            List<GroupRepresentation> below = new ArrayList<>();
            for (List<GroupRepresentation> children : workers.all(parents, this::children)) {
                below.addAll(children);
            }
            level = below;
        }
        return draft.groupIds().size();
    }

    private List<GroupRepresentation> children(GroupRepresentation parent) {
        List<GroupRepresentation> children = pages(
                "the groups",
                MOST_GROUPS,
                (first, max) -> realm.ask(
                        "the groups below a group",
                        r -> r.groups().group(parent.getId()).getSubGroups(first, max, false, true)));
        draft.add(parent.getId(), children);
        return children;
    }

    private int peopleCount(KeycloakRealm from) {
        return bounded("people", from.ask("the number of people", r -> r.users().count()), MOST_PEOPLE);
    }

    private int people(int count) {
        draft.forgetPeople();
        List<Integer> offsets = IntStream.rangeClosed(0, count / PAGE)
                .mapToObj(page -> page * PAGE)
                .toList();
        progress.accept(new ReadProgress(Part.PEOPLE, 0, count));
        workers.all(offsets, first -> {
            draft.addPeople(realm.ask("the people", r -> r.users().search(null, first, PAGE, null, false)));
            progress.accept(new ReadProgress(Part.PEOPLE, Math.min(draft.peopleCount(), count), count));
            return first;
        });
        return draft.peopleCount();
    }

    private void groupMembers(String group) {
        draft.addMembers(
                group,
                ids(pages(
                        "the members of a group",
                        draft.peopleCount(),
                        (first, max) -> realm.ask(
                                "the members of a group",
                                r -> r.groups().group(group).members(first, max, true)))));
    }

    private void roles() {
        List<RoleRepresentation> roles = pages(
                "the realm roles",
                MOST_ROLES,
                (first, max) -> realm.ask("the realm roles", r -> r.roles().list(first, max, true)));
        draft.addRoles(roles);
        each(Part.ROLE_MEMBERS, roles, role -> {
            String name = role.getName();
            if (role.isComposite()) {
                draft.addParts(
                        name,
                        realm.ask(
                                "the parts of a realm role",
                                r -> r.roles().get(name).getRealmRoleComposites()));
            }
            draft.addHolders(
                    name,
                    ids(pages(
                            "the members of a realm role",
                            draft.peopleCount(),
                            (first, max) -> realm.ask(
                                    "the members of a realm role",
                                    r -> r.roles().get(name).getUserMembers(true, first, max)))));
        });
    }

    private <T> void each(Part part, Collection<T> all, Consumer<T> read) {
        Set<T> done = ConcurrentHashMap.newKeySet();
        progress.accept(new ReadProgress(part, 0, all.size()));
        workers.all(all, one -> {
            read.accept(one);
            done.add(one);
            progress.accept(new ReadProgress(part, done.size(), all.size()));
            return one;
        });
    }

    private static List<String> ids(List<UserRepresentation> people) {
        return people.stream().map(UserRepresentation::getId).toList();
    }

    /** Until a page is not full; an answer that never ends is none. */
    private static <T> List<T> pages(String what, int most, BiFunction<Integer, Integer, List<T>> page) {
        List<T> all = new ArrayList<>();
        while (true) {
            List<T> next = page.apply(all.size(), PAGE);
            all.addAll(next);
            if (next.size() < PAGE) {
                return all;
            }
            // service accounts are members, too, but not among the people
            if (all.size() > most + MOST_ROLES + PAGE) {
                throw new ReadFailure(Kind.NONSENSE, "There is no end to " + what + ".");
            }
        }
    }

    private static int bounded(String what, Number count, int most) {
        if (count.longValue() < 0 || count.longValue() > most) {
            throw new ReadFailure(
                    Kind.TOO_LARGE, "The directory has " + count + " " + what + "; the hub reads " + most + ".");
        }
        return count.intValue();
    }

    private static String capital(String what) {
        return Character.toUpperCase(what.charAt(0)) + what.substring(1);
    }
}
