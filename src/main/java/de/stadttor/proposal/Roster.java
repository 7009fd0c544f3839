package de.stadttor.proposal;

import de.stadttor.person.Staff;
import de.stadttor.person.StaffMember;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** All sources of staff together: whoever several know is described by the one with the highest rank. */
@Component
class Roster {

    private static final int EVERY = 250;

    private final List<Staff> sources;

    Roster(Collection<Staff> sources) {
        this.sources = sources.stream()
                .sorted(Comparator.comparingInt(Staff::rank).reversed())
                .toList();
    }

    /** Those that can tell of this provider's staff, the most trusted first. */
    List<String> sourcesOf(String provider) {
        return sources.stream()
                .filter(source -> source.covers(provider))
                .map(Staff::source)
                .toList();
    }

    /**
     * The same order and the same words as {@link #sourcesOf}.
     *
     * @param wanted empty means all
     * @throws InvalidProposal for a source that does not know this provider's staff
     */
    List<String> chosen(String provider, Collection<String> wanted) {
        List<String> possible = sourcesOf(provider);
        if (!possible.containsAll(wanted)) {
            throw new InvalidProposal(
                    InvalidProposal.Kind.NO_SOURCE,
                    "there is no such source of " + provider + "'s staff, expected some of "
                            + String.join(", ", possible));
        }
        return wanted.isEmpty()
                ? possible
                : possible.stream().filter(wanted::contains).toList();
    }

    void read(String provider, Collection<String> chosen, Progress progress, Consumer<StaffMember> reader) {
        long expected =
                of(chosen).mapToLong(source -> source.count(provider)).max().orElse(0);
        progress.read(0, expected);
        Map<String, StaffMember> members = new LinkedHashMap<>();
        of(chosen)
                .forEach(source -> source.read(provider, member -> {
                    members.merge(member.subject(), member, Roster::both);
                    if (members.size() % EVERY == 0) {
                        progress.read(members.size(), expected);
                    }
                }));
        progress.read(members.size(), members.size());
        members.values().forEach(reader);
    }

    /** Whom one source keeps out, no other lets in. */
    private static StaffMember both(StaffMember trusted, StaffMember other) {
        return other.person().enabled() ? trusted : trusted.disabled();
    }

    /** Whom the most trusted of those knows that can tell at once. */
    Optional<Staff.Known> known(String provider) {
        return sources.stream()
                .flatMap(source -> source.known(provider).stream())
                .findFirst();
    }

    /** Null where none of them knows. */
    @Nullable
    Set<String> groups(String provider, Collection<String> chosen) {
        return of(chosen)
                .flatMap(source -> source.groups(provider).stream())
                .findFirst()
                .orElse(null);
    }

    private Stream<Staff> of(Collection<String> chosen) {
        return sources.stream().filter(source -> chosen.contains(source.source()));
    }
}
