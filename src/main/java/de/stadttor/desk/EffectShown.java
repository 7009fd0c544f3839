package de.stadttor.desk;

import de.stadttor.access.Effect;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a proposal does, as far as this person may know and as far as it is found out.
 *
 * @param numbers null while they are not known
 * @param people by name; null for those who only look, and for what is past
 * @param findings what is odd about the rules
 * @param furtherFindings how many more there are
 * @param at when it was found out; null while it is not
 * @param waiting null where nothing is being found out
 * @param trouble why it cannot be found out, part of the key of a message; null while it can
 * @param seen for the forms: proves that the person was shown this; empty where there is nothing to prove
 * @param version of the rules with which it was compared
 * @param moved what is different from what the person was shown before; null where nobody asked
 */
record EffectShown(
        @Nullable EffectNumbers numbers,
        @Nullable EffectPeople people,
        List<Finding> findings,
        int furtherFindings,
        @Nullable Instant at,
        @Nullable Waiting waiting,
        @Nullable String trouble,
        String seen,
        long version,
        @Nullable Moved moved) {

    private static final int MOST_FINDINGS = 20;

    /** Nothing that could be shown. */
    static final EffectShown NONE = new EffectShown(null, null, List.of(), 0, null, null, null, "", 0, null);

    static EffectShown waitingFor(Waiting waiting) {
        return new EffectShown(null, null, List.of(), 0, null, waiting, null, "", 0, null);
    }

    static EffectShown troubled(String trouble) {
        return new EffectShown(null, null, List.of(), 0, null, null, trouble, "", 0, null);
    }

    static EffectShown past(EffectNumbers numbers, Instant at) {
        return new EffectShown(numbers, null, List.of(), 0, at, null, null, "", 0, null);
    }

    static List<Finding> findings(Effect effect) {
        return effect.findings().stream()
                .limit(MOST_FINDINGS)
                .map(finding -> new Finding(
                        finding.oddity().code().replace('-', '_'),
                        finding.ruleId(),
                        finding.changed(),
                        finding.detail() == null ? "" : finding.detail()))
                .toList();
    }

    /**
     * Something odd about a rule.
     *
     * @param code part of the key of its message
     * @param changed whether the proposal adds or alters this rule
     */
    record Finding(String code, String ruleId, boolean changed, String detail) {}

    /**
     * How far the finding out is.
     *
     * @param what {@code directory}, {@code people}: part of the key of its message
     * @param total 0 while nobody knows
     */
    record Waiting(String what, long done, long total) {}

    /**
     * What is different now.
     *
     * @param versions of the rules that came since, the latest first
     * @param added who has come in, or for whom something else changes; some of them
     * @param removed for whom nothing changes any more; some of them
     * @param further how many more there are
     */
    record Moved(List<VersionsPage.Row> versions, List<String> added, List<String> removed, int further) {

        public boolean isByPeople() {
            return !added.isEmpty() || !removed.isEmpty();
        }
    }

    public boolean isReady() {
        return !seen.isEmpty();
    }
}
