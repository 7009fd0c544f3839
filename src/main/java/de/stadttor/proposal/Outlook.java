package de.stadttor.proposal;

import de.stadttor.access.Effect;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a proposal would do, as far as it is found out.
 *
 * @param preview null until it is found out
 * @param at when the finding out began
 * @param earlier what came out the time before, where that is still known; null else
 * @param read how many of the staff have been read
 * @param expected about how many there are; 0 while nobody knows
 * @param trouble why it cannot be found out; null while it can
 */
public record Outlook(
        @Nullable Preview preview,
        Instant at,
        @Nullable Effect earlier,
        long read,
        long expected,
        @Nullable Trouble trouble) {

    /** What stands in the way of finding it out. */
    public enum Trouble {
        /** A source of staff cannot tell now. */
        STAFF_AWAY,
        /** The rules would not be valid any more: an application or a role is gone. */
        RULES_INVALID,
        /** This node is finding out too much at once. */
        BUSY,
        /** Something that should not happen; the log tells more. */
        FAILED;

        /** As in the keys of messages. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
