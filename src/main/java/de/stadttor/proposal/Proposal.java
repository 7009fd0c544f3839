package de.stadttor.proposal;

import de.stadttor.access.RuleChange;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A change of one provider's rules, and what has become of it.
 *
 * @param author an account id or a client id
 * @param baseVersion of the rules from which it was made
 * @param changes by rule id
 * @param changesHash SHA-256 of the changes, hexadecimal
 * @param needs as what somebody else has to approve it, by the author's roles when it was last changed
 * @param sources of staff, for which its effect is found out
 * @param leftOut what a roll-back cannot bring back, one sentence each
 * @param effect as it was last shown to somebody who acted; null before that
 * @param version that it became; null until it counts
 * @param steps in their order
 */
public record Proposal(
        UUID id,
        String provider,
        String author,
        State state,
        long baseVersion,
        List<RuleChange> changes,
        String changesHash,
        Set<String> needs,
        List<String> sources,
        String why,
        List<String> leftOut,
        @Nullable EffectSummary effect,
        @Nullable Long version,
        Instant createdAt,
        Instant changedAt,
        List<Step> steps) {

    /** Where it stands. */
    public enum State {
        /** The author is at work. */
        DRAFT,
        /** Waits for a second person. */
        SUBMITTED,
        /** May be activated. */
        APPROVED,
        /** A second person said no: the end. */
        REFUSED,
        /** The author took it back: the end. */
        WITHDRAWN,
        /** Others changed the same rules: the author has to change it. */
        OUTDATED,
        /** It counts: the end. */
        ACTIVATED;

        /** Whether it may still come to count. */
        public boolean isOpen() {
            return switch (this) {
                case DRAFT, SUBMITTED, APPROVED, OUTDATED -> true;
                case REFUSED, WITHDRAWN, ACTIVATED -> false;
            };
        }

        /** As it is stored and told. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * @throws IllegalArgumentException for any other word
         */
        public static State of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }

    public Proposal {
        changes = List.copyOf(changes);
        needs = Set.copyOf(needs);
        sources = List.copyOf(sources);
        leftOut = List.copyOf(leftOut);
        steps = List.copyOf(steps);
    }

    /** A new one, of which it is not known yet what it needs. */
    static Proposal draft(
            UUID id,
            String provider,
            String author,
            long version,
            List<RuleChange> changes,
            List<String> sources,
            String why,
            List<String> leftOut,
            Instant now) {
        return new Proposal(
                id,
                provider,
                author,
                State.DRAFT,
                version,
                changes,
                Changes.hash(changes),
                Set.of(),
                sources,
                why,
                leftOut,
                null,
                null,
                now,
                now,
                List.of());
    }

    Proposal needing(Set<String> roles) {
        return new Proposal(
                id,
                provider,
                author,
                state,
                baseVersion,
                changes,
                changesHash,
                roles,
                sources,
                why,
                leftOut,
                effect,
                version,
                createdAt,
                changedAt,
                steps);
    }

    /** The same, with its steps. */
    Proposal with(List<Step> taken) {
        return new Proposal(
                id,
                provider,
                author,
                state,
                baseVersion,
                changes,
                changesHash,
                needs,
                sources,
                why,
                leftOut,
                effect,
                version,
                createdAt,
                changedAt,
                taken);
    }

    /** The approvals that still hold: those after the latest step that made them void. */
    public List<Step> approvals() {
        int from = 0;
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).kind().voidsApprovals()) {
                from = i + 1;
            }
        }
        return steps.subList(from, steps.size()).stream()
                .filter(step -> step.kind() == Step.Kind.APPROVED)
                .toList();
    }
}
