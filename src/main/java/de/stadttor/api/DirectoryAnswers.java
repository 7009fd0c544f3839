package de.stadttor.api;

import de.stadttor.directory.DirectoryGroup;
import de.stadttor.directory.DirectoryPerson;
import de.stadttor.directory.DirectoryProblem;
import de.stadttor.directory.DirectoryRole;
import de.stadttor.directory.DirectorySnapshot;
import de.stadttor.directory.DirectoryState;
import de.stadttor.directory.Found;
import de.stadttor.directory.ReadProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A directory as the API tells it: always with its state and age, before what it holds. */
final class DirectoryAnswers {

    private DirectoryAnswers() {}

    /**
     * @param state see {@link DirectoryState.Word}
     * @param readAt null where it was never read
     * @param ageSeconds null where it was never read
     * @param problem null where the latest read was good
     * @param reading null where none is under way
     */
    record Status(
            String provider,
            String state,
            @Nullable Instant readAt,
            @Nullable Long ageSeconds,
            @Nullable Problem problem,
            @Nullable Progress reading) {}

    record Problem(String kind, String message, Instant at) {}

    record Progress(String part, int done, int total) {}

    /**
     * @param group as a rule names it
     * @param groups those below it; empty in an answer to a search
     */
    record Group(
            String id,
            @Nullable String parent,
            String name,
            String path,
            String group,
            int members,
            int membersBelow,
            List<Group> groups) {

        static Group of(DirectoryGroup group) {
            return new Group(
                    group.id(),
                    group.parentId(),
                    group.name(),
                    group.path(),
                    group.claim(),
                    group.members(),
                    group.membersBelow(),
                    new ArrayList<>());
        }
    }

    /**
     * @param more whether there are more than the answer holds
     */
    record Groups(Status directory, int total, boolean more, List<Group> groups) {}

    record Roles(Status directory, int total, boolean more, List<DirectoryRole> roles) {}

    /**
     * @param groups as rules name them
     */
    record Entry(
            String id,
            String username,
            String name,
            @Nullable String email,
            boolean enabled,
            List<String> groups,
            List<String> roles,
            @Nullable String orgUnit,
            @Nullable String ags) {

        static Entry of(DirectoryPerson person, DirectorySnapshot snapshot) {
            return new Entry(
                    person.id(),
                    person.username(),
                    person.name(),
                    person.email(),
                    person.enabled(),
                    person.groups().stream()
                            .flatMap(id -> snapshot.group(id).stream())
                            .map(DirectoryGroup::claim)
                            .toList(),
                    person.roles(),
                    person.orgUnit(),
                    person.ags());
        }

        /** Never what it says of the person. */
        @Override
        public String toString() {
            return "Entry[id=" + id + "]";
        }
    }

    record People(Status directory, int total, boolean more, List<Entry> people) {}

    static Status status(DirectoryState state, Instant now) {
        DirectorySnapshot snapshot = state.snapshot();
        DirectoryProblem problem = state.problem();
        ReadProgress reading = state.reading();
        return new Status(
                state.providerId(),
                state.word().code(),
                snapshot == null ? null : snapshot.readAt(),
                snapshot == null
                        ? null
                        : Duration.between(snapshot.readAt(), now).toSeconds(),
                problem == null ? null : new Problem(problem.kind().code(), problem.sentence(), problem.at()),
                reading == null ? null : new Progress(reading.part().code(), reading.done(), reading.total()));
    }

    static Groups tree(Status status, DirectorySnapshot snapshot) {
        Map<String, Group> known = new HashMap<>();
        List<Group> top = new ArrayList<>();
        // each stands behind its parent
        for (DirectoryGroup each : snapshot.groups()) {
            Group group = Group.of(each);
            known.put(group.id(), group);
            Group parent = known.get(each.parentId());
            (parent == null ? top : parent.groups()).add(group);
        }
        return new Groups(status, snapshot.groups().size(), false, top);
    }

    static Groups groups(Status status, DirectorySnapshot snapshot, Found<DirectoryGroup> found) {
        return new Groups(
                status,
                snapshot.groups().size(),
                found.more(),
                found.entries().stream().map(Group::of).toList());
    }

    static Roles roles(Status status, DirectorySnapshot snapshot, Found<DirectoryRole> found) {
        return new Roles(status, snapshot.roles().size(), found.more(), found.entries());
    }

    static People people(Status status, DirectorySnapshot snapshot, Found<DirectoryPerson> found) {
        return new People(
                status,
                snapshot.people().size(),
                found.more(),
                found.entries().stream()
                        .map(person -> Entry.of(person, snapshot))
                        .toList());
    }
}
