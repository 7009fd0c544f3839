package de.stadttor.directory;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a node knows of a provider's directory at this moment.
 *
 * @param snapshot the last complete read; null where there was none yet
 * @param stale older than it should be; it is being read anew
 * @param problem why the latest read failed; null after a good one
 * @param reading the read that is under way; null where there is none
 */
public record DirectoryState(
        String providerId,
        @Nullable DirectorySnapshot snapshot,
        boolean stale,
        @Nullable DirectoryProblem problem,
        @Nullable ReadProgress reading) {

    /** The state in one word. */
    public enum Word {
        /** Read lately. */
        CURRENT,
        /** The last known state, being read anew. */
        STALE,
        /** The directory cannot be read; the last known state, where there is one. */
        AWAY,
        /** Being read for the first time. */
        READING;

        /** As it stands in answers of the API. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Word word() {
        if (problem != null) {
            return Word.AWAY;
        }
        if (snapshot == null) {
            return Word.READING;
        }
        return stale ? Word.STALE : Word.CURRENT;
    }
}
