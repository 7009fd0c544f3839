package de.stadttor.proposal;

import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What somebody can do about a proposal as it stands now.
 *
 * @param author whether it is theirs
 * @param can which steps are open to them
 * @param missing as what others still have to approve it; empty where nobody is needed, or nobody any more
 * @param bar why no step but looking is open to them, or why they cannot approve; null where nothing stands against it
 */
public record Options(
        boolean author,
        Set<Can> can,
        SortedSet<String> missing,
        @Nullable Bar bar) {

    /** A step. */
    public enum Can {
        CHANGE,
        SUBMIT,
        APPROVE,
        REFUSE,
        ACTIVATE,
        WITHDRAW
    }

    /** What stands against approving it, or against submitting it. */
    public enum Bar {
        /** They proposed it: another person has to approve it. */
        AUTHOR,
        /** They proposed it, by another account of theirs. */
        AUTHOR_OTHERWISE,
        /** Their provider tells no verified e-mail address, by which one person is told from another. */
        NO_ADDRESS,
        /** Others than they have the say. */
        OTHER_ROLE,
        /** They have approved it. */
        APPROVED,
        /** Who proposed it has lost what they would need for it. */
        AUTHOR_GONE,
        /** They look, and change nothing here. */
        READER;

        /** As in the keys of messages. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Options {
        can = Set.copyOf(can);
        missing = Collections.unmodifiableSortedSet(new TreeSet<>(missing));
    }

    public boolean can(Can step) {
        return can.contains(step);
    }

    /** Whether others wait for them. */
    public boolean isTheirTurn(Proposal proposal) {
        boolean approved = proposal.state() == Proposal.State.APPROVED;
        return can(Can.APPROVE) || (approved && can(Can.ACTIVATE));
    }
}
