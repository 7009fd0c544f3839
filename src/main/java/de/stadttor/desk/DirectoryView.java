package de.stadttor.desk;

import de.stadttor.directory.DirectoryGroup;
import de.stadttor.directory.DirectoryRole;
import de.stadttor.directory.DirectorySnapshot;
import de.stadttor.directory.DirectoryState;
import de.stadttor.directory.DirectoryUnit;
import de.stadttor.directory.Found;
import de.stadttor.federation.Provider;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A provider's directory as the editor of a rule shows it: how old it is, what can be picked, what is not in it. */
final class DirectoryView {

    /** Of each kind. */
    private static final int MOST = 8;

    private final @Nullable DirectoryState state;
    private final @Nullable DirectorySnapshot snapshot;
    private final Provider provider;
    private final Map<Criterion, Integer> members = new HashMap<>();
    private final Set<String> parents;

    /**
     * @param state null where the provider has no directory
     */
    DirectoryView(@Nullable DirectoryState state, Provider provider) {
        this.state = state;
        this.snapshot = state == null ? null : state.snapshot();
        this.provider = provider;
        this.parents = snapshot == null
                ? Set.of()
                : snapshot.groups().stream()
                        .map(DirectoryGroup::parentId)
                        .filter(id -> id != null)
                        .collect(Collectors.toSet());
        if (snapshot != null) {
            snapshot.groups().forEach(group -> {
                members.put(new Criterion(Criterion.Kind.GROUP, group.claim()), group.members());
                members.put(new Criterion(Criterion.Kind.GROUP_BELOW, group.claim()), group.membersBelow());
            });
            snapshot.roles()
                    .forEach(role -> members.put(new Criterion(Criterion.Kind.ROLE, role.name()), role.members()));
            snapshot.units()
                    .forEach(unit -> members.put(new Criterion(Criterion.Kind.ORG_UNIT, unit.name()), unit.members()));
        }
    }

    /**
     * How old what is shown is.
     *
     * @param code {@code none}, {@code current}, {@code stale}, {@code away} or {@code reading}
     * @param readAt null where nothing is known
     * @param minutes since then
     */
    record Age(String code, @Nullable Instant readAt, long minutes) {}

    /**
     * Something to be picked, or picked already.
     *
     * @param line goes into the form
     * @param members how many people it is true of; -1 where the directory does not have it, -2 where nobody knows
     */
    record Pick(String line, String code, String name, int members) {}

    /**
     * What a search found.
     *
     * @param more whether there is more than is shown
     * @param byHand the same name of each kind, for whoever knows better than the directory
     */
    record Hits(List<Pick> picks, boolean more, List<Pick> byHand) {}

    Age age(Instant now) {
        if (state == null) {
            return new Age("none", null, 0);
        }
        Instant readAt = snapshot == null ? null : snapshot.readAt();
        return new Age(
                state.word().code(),
                readAt,
                readAt == null ? 0 : Math.max(0, Duration.between(readAt, now).toMinutes()));
    }

    Pick pick(Criterion criterion) {
        return new Pick(
                criterion.line(),
                criterion.code(),
                criterion.name(),
                snapshot == null ? -2 : members.getOrDefault(criterion, -1));
    }

    Hits search(String query, List<Criterion> picked) {
        List<Criterion> found = new ArrayList<>();
        boolean more = false;
        if (snapshot != null) {
            Found<DirectoryGroup> groups = snapshot.searchGroups(query, MOST);
            Found<DirectoryRole> roles = snapshot.searchRoles(query, MOST);
            Found<DirectoryUnit> units = snapshot.searchUnits(query, MOST);
            groups.entries().forEach(group -> {
                found.add(new Criterion(Criterion.Kind.GROUP, group.claim()));
                if (parents.contains(group.id()) && group.claim().startsWith("/")) {
                    found.add(new Criterion(Criterion.Kind.GROUP_BELOW, group.claim()));
                }
            });
            roles.entries().forEach(role -> found.add(new Criterion(Criterion.Kind.ROLE, role.name())));
            units.entries().forEach(unit -> found.add(new Criterion(Criterion.Kind.ORG_UNIT, unit.name())));
            more = groups.more() || roles.more() || units.more();
        }
        found.removeIf(criterion -> picked.contains(criterion) || !isTold(criterion.kind()));
        return new Hits(found.stream().map(this::pick).toList(), more, byHand(query, picked));
    }

    private List<Pick> byHand(String query, List<Criterion> picked) {
        if (query.isBlank()) {
            return List.of();
        }
        return List.of(Criterion.Kind.values()).stream()
                .filter(this::isTold)
                .map(kind -> new Criterion(kind, query.strip()))
                .filter(criterion -> !picked.contains(criterion) && !members.containsKey(criterion))
                .map(this::pick)
                .toList();
    }

    /** What a provider never tells nobody can have. */
    private boolean isTold(Criterion.Kind kind) {
        Provider.ClaimProfile claims = provider.claims();
        return switch (kind) {
            case GROUP, GROUP_BELOW -> claims.groups() != null;
            case ROLE -> claims.roles() != null;
            case ORG_UNIT -> claims.orgUnit() != null;
        };
    }
}
