package de.stadttor.person;

import java.time.Instant;
import java.util.List;
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

    /** Those whom this source can tell of at once, without asking anybody; empty where there are none such. */
    default Optional<Known> known(String providerId) {
        return Optional.empty();
    }

    /**
     * Staff that are known already.
     *
     * @param readAt how old that is
     * @param people by name
     */
    record Known(Instant readAt, List<StaffMember> people) {

        /** Never what it holds. */
        @Override
        public String toString() {
            return "Known[" + readAt + "]";
        }
    }

    /** The names of all groups that there are; empty where this source cannot know them. */
    default Optional<Set<String>> groups(String providerId) {
        return Optional.empty();
    }
}
