package de.stadttor.directory;

import de.stadttor.federation.Provider;
import de.stadttor.federation.Providers;
import de.stadttor.person.Staff;
import de.stadttor.person.StaffMember;
import de.stadttor.person.StaffUnavailable;
import java.lang.ref.SoftReference;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Staff as their provider's directory knows them, those who never signed in included: as a sign-in would tell them now. */
@Component
class DirectoryStaff implements Staff {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Directories directories;
    private final Providers providers;
    private final Map<String, SoftReference<Members>> kept = new ConcurrentHashMap<>();

    DirectoryStaff(Directories directories, Providers providers) {
        this.directories = directories;
        this.providers = providers;
    }

    @Override
    public String source() {
        return "directory";
    }

    @Override
    public int rank() {
        return 1;
    }

    @Override
    public boolean covers(String providerId) {
        return providers
                .find(providerId)
                .filter(provider -> provider.directory() != null)
                .isPresent();
    }

    @Override
    public long count(String providerId) {
        return directories
                .look(providerId)
                .map(state -> {
                    DirectorySnapshot snapshot = state.snapshot();
                    ReadProgress reading = state.reading();
                    return snapshot != null ? snapshot.people().size() : reading == null ? 0 : reading.total();
                })
                .orElse(0);
    }

    /** Waits for the first read; later the last complete one serves. */
    @Override
    public void read(String providerId, Consumer<StaffMember> reader) {
        Provider provider = providers.find(providerId).orElseThrow(() -> away("There is no such provider."));
        DirectorySnapshot snapshot = snapshot(providerId);
        members(snapshot, provider).forEach(reader);
    }

    @Override
    public Optional<Known> known(String providerId) {
        Provider provider = providers.find(providerId).orElse(null);
        DirectorySnapshot snapshot =
                directories.look(providerId).map(DirectoryState::snapshot).orElse(null);
        if (provider == null || snapshot == null) {
            return Optional.empty();
        }
        return Optional.of(new Known(snapshot.readAt(), members(snapshot, provider)));
    }

    /** Put together once for each read of a directory, and let go where memory is short. */
    private List<StaffMember> members(DirectorySnapshot snapshot, Provider provider) {
        SoftReference<Members> known = kept.get(provider.id());
        Members members = known == null ? null : known.get();
        if (members == null || !members.isOf(snapshot, provider)) {
            members = Members.of(snapshot, provider);
            kept.put(provider.id(), new SoftReference<>(members));
        }
        return members.list();
    }

    /** Everybody in a directory, as their sign-in would be read by the provider's configuration. */
    record Members(DirectorySnapshot snapshot, Provider provider, List<StaffMember> list) {

        static Members of(DirectorySnapshot snapshot, Provider provider) {
            return new Members(
                    snapshot,
                    provider,
                    snapshot.people().stream()
                            .map(person -> member(snapshot, person, provider))
                            .toList());
        }

        boolean isOf(DirectorySnapshot read, Provider now) {
            return snapshot.equals(read) && provider.equals(now);
        }

        /** Never what it holds. */
        @Override
        public String toString() {
            return "Members[" + provider.id() + "]";
        }
    }

    private static StaffMember member(DirectorySnapshot snapshot, DirectoryPerson person, Provider provider) {
        return new StaffMember(person.id(), snapshot.seen(person, provider));
    }

    @Override
    public Optional<Set<String>> groups(String providerId) {
        return Optional.of(snapshot(providerId).groups().stream()
                .map(DirectoryGroup::claim)
                .collect(Collectors.toSet()));
    }

    private DirectorySnapshot snapshot(String providerId) {
        try {
            DirectoryState state =
                    directories.look(providerId, PATIENCE).orElseThrow(() -> away("The provider has no directory."));
            DirectorySnapshot snapshot = state.snapshot();
            DirectoryProblem problem = state.problem();
            if (snapshot == null) {
                throw away(
                        problem == null
                                ? "The directory is still being read: try again in a moment."
                                : problem.sentence());
            }
            return snapshot;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw away("The hub is being stopped.");
        }
    }

    private static StaffUnavailable away(String sentence) {
        return new StaffUnavailable(sentence);
    }
}
