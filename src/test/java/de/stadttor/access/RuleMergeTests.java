package de.stadttor.access;

import static de.stadttor.access.TestProviders.DRESDEN;
import static de.stadttor.access.TestRules.group;
import static de.stadttor.access.TestRules.rule;
import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.access.RuleMerge.Conflict;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RuleMergeTests {

    private static final Rule A = rule("a", DRESDEN, "bauantrag", group("/A"), "lesen");
    private static final Rule A2 = rule("a", DRESDEN, "bauantrag", group("/A2"), "lesen");
    private static final Rule A3 = rule("a", DRESDEN, "bauantrag", group("/A3"), "lesen");
    private static final Rule B = rule("b", DRESDEN, "bauantrag", group("/B"), "lesen");

    @Test
    void changesOfDifferentRulesStandSideBySide() {
        RuleMerge merge = RuleMerge.of(List.of(A, B), List.of(new RuleChange(A, A2)));

        assertThat(merge.rules()).containsExactly(A2, B);
        assertThat(merge.conflicts()).isEmpty();
    }

    @Test
    void whatIsSoAlreadyIsNoChange() {
        assertThat(RuleMerge.of(List.of(A2), List.of(new RuleChange(A, A2))).changes())
                .isEmpty();
        assertThat(RuleMerge.of(List.of(), List.of(new RuleChange(A, null))).changes())
                .isEmpty();
    }

    @Test
    void aRuleThatSomebodyElseChangedOrRemovedOrAddedIsAConflict() {
        assertThat(RuleMerge.of(List.of(A3), List.of(new RuleChange(A, A2))).conflicts())
                .containsExactly(new Conflict("a", A2, A3));
        assertThat(RuleMerge.of(List.of(), List.of(new RuleChange(A, A2))).conflicts())
                .containsExactly(new Conflict("a", A2, null));
        assertThat(RuleMerge.of(List.of(A3), List.of(new RuleChange(null, A))).conflicts())
                .containsExactly(new Conflict("a", A, A3));
        assertThat(RuleMerge.of(List.of(A3), List.of(new RuleChange(A, null))).conflicts())
                .containsExactly(new Conflict("a", null, A3));
    }

    @Test
    void aWayBackNamesWhatIsGone() {
        Rule two = rule("two", DRESDEN, "bauantrag", group("/A"), "lesen", "stempeln");
        Rule gone = rule("gone", DRESDEN, "friedhof", group("/A"), "lesen");

        Restoration restoration = Restoration.of(List.of(B), List.of(two, gone), TestApplications.ALL);

        assertThat(restoration.changes())
                .containsExactly(new RuleChange(B, null), new RuleChange(null, two.granting(Set.of("lesen"))));
        assertThat(restoration.leftOut())
                .containsExactly(
                        "rule two: application bauantrag has no role stempeln any more",
                        "rule gone: there is no application friedhof any more");
    }
}
