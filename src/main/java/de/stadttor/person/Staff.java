package de.stadttor.person;

import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The staff of providers, as one source knows them: the hub from their last sign-in, or a provider's own directory.
 * Nobody is told about another provider's people than the one that is asked for.
 */
public interface Staff {

    /** A lower-case word for this source: {@code last-seen} or {@code directory}. */
    String source();

    /** Sources with a higher rank are believed where two know the same person. */
    int rank();

    /** Whether this source can tell of that provider's staff at all. */
    boolean covers(String providerId);

    /** About how many they are: for a progress bar. */
    long count(String providerId);

    /**
     * Reads all of them, once each, in no particular order.
     *
     * @throws RuntimeException where the source fails: then what was told so far is not the whole
     */
    void read(String providerId, Consumer<StaffMember> reader);

    /** The names of all groups that there are; empty where this source cannot know them. */
    default Optional<Set<String>> groups(String providerId) {
        return Optional.empty();
    }
}
