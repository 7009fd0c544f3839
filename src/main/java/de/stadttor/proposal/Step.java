package de.stadttor.proposal;

import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to a proposal.
 *
 * @param actor an account id or a client id
 * @param mailbox keyed hash of the actor's verified e-mail address; null where they have none
 * @param roles as what they approved; else empty
 * @param effect digest of the effect that they had been shown; null where it did not matter
 * @param remark null where nobody made one
 */
public record Step(
        Kind kind,
        Instant at,
        String actor,
        @Nullable String mailbox,
        Set<String> roles,
        @Nullable String effect,
        @Nullable String remark) {

    /** The remark of {@link Kind#VOIDED} where something else would come out than what was approved. */
    public static final String EFFECT_CHANGED = "the effect has changed";

    /** The remark of {@link Kind#VOIDED} where somebody who approved may not do so any more. */
    public static final String APPROVER_GONE = "an approver no longer has the role";

    /** What it was. */
    public enum Kind {
        DRAFTED,
        EDITED,
        SUBMITTED,
        APPROVED,
        REFUSED,
        WITHDRAWN,
        OUTDATED,
        /** The approvals so far do not hold any more. */
        VOIDED,
        ACTIVATED;

        /** As it is stored and told. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean voidsApprovals() {
            return switch (this) {
                case EDITED, SUBMITTED, OUTDATED, VOIDED -> true;
                default -> false;
            };
        }
    }

    public Step {
        roles = Set.copyOf(roles);
    }
}
