package de.stadttor.proposal;

import org.jspecify.annotations.Nullable;

/**
 * What somebody who changes a draft has before them.
 *
 * @param rules the version of the provider's rules; null: the one from which the draft was made, together with what
 *     others have made since then of the very rules that the draft changes
 * @param draft what they demand of the draft itself
 */
public record Sight(@Nullable Long rules, Precondition draft) {

    /** Of the draft as it is, and of these rules. */
    public static Sight ofRules(long version) {
        return new Sight(version, Precondition.NONE);
    }
}
