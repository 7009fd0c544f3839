package de.stadttor.desk;

import de.stadttor.proposal.Step;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a proposal.
 *
 * @param kind part of the key of its message
 * @param by null for the program itself
 * @param words what somebody said; null where nobody said anything
 * @param because why approvals do not hold: {@code effect} or {@code approver}; null for all else
 * @param rules ids of the rules that others changed meanwhile
 */
record StepRow(
        String kind,
        Instant at,
        @Nullable String by,
        @Nullable String words,
        @Nullable String because,
        List<String> rules) {

    private static final Pattern RULE = Pattern.compile("rule (\\S+) was (?:changed|removed)");

    static StepRow of(Step step, @Nullable String by) {
        String remark = step.remark();
        return new StepRow(
                step.kind().code(),
                step.at(),
                by,
                step.kind() == Step.Kind.REFUSED ? remark : null,
                because(step),
                step.kind() != Step.Kind.OUTDATED || remark == null
                        ? List.of()
                        : RULE.matcher(remark)
                                .results()
                                .map(found -> found.group(1))
                                .toList());
    }

    private static @Nullable String because(Step step) {
        if (step.kind() != Step.Kind.VOIDED) {
            return null;
        }
        return Step.APPROVER_GONE.equals(step.remark()) ? "approver" : "effect";
    }
}
