package de.stadttor.access;

import static de.stadttor.access.TestRules.group;
import static de.stadttor.access.TestRules.rule;
import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.access.Explanation.Changed;
import de.stadttor.access.Explanation.RoleExplained;
import de.stadttor.access.Explanation.RuleJudged;
import de.stadttor.federation.Assurance;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a role would have taken. */
class ExplainerTests {

    private static final String DRESDEN = "ebit-dresden";

    private final Explainer explainer = new Explainer(new CelExpressions());

    private static DecisionInputs member(String... groups) {
        return new DecisionInputs(
                new UUID(0, 1),
                true,
                DRESDEN,
                true,
                new TreeSet<>(Arrays.asList(groups)),
                true,
                new TreeSet<>(),
                null,
                "14612000",
                null,
                Assurance.LOW,
                "app",
                new TreeSet<>(Set.of("read", "write")),
                new TreeSet<>(),
                Assurance.LOW,
                null,
                LocalDate.of(2026, 11, 24),
                1);
    }

    private RoleExplained explained(String role, DecisionInputs inputs, Rule... rules) {
        return explainer.roles(inputs, RuleIndex.of(1, List.of(rules))).stream()
                .filter(one -> one.role().equals(role))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void namesTheRuleThatGaveTheRole() {
        RoleExplained read = explained("read", member("/A"), rule("a", DRESDEN, "app", group("/A"), "read"));

        assertThat(read.given()).isTrue();
        assertThat(read.rules()).singleElement().matches(RuleJudged::applied);
    }

    @Test
    void namesWhatWasMissingNearestFirst() {
        RoleExplained write = explained(
                "write",
                member("/A"),
                rule("far", DRESDEN, "app", new Condition.All(List.of(group("/B"), group("/C"))), "write"),
                rule("near", DRESDEN, "app", new Condition.All(List.of(group("/A"), group("/C"))), "write"));

        assertThat(write.given()).isFalse();
        assertThat(write.rules()).extracting(judged -> judged.rule().id()).containsExactly("near", "far");
        assertThat(write.rules().getFirst().when().parts())
                .extracting(Judged::truth)
                .containsExactly(Truth.TRUE, Truth.FALSE);
    }

    @Test
    void aRuleThatIsOverComesAfterOneThatCouldHaveMatched() {
        Rule over = new Rule("a", DRESDEN, "app", group("/A"), Set.of("read"), null, LocalDate.of(2026, 11, 23), null);
        RoleExplained read = explained("read", member("/A"), over, rule("b", DRESDEN, "app", group("/B"), "read"));

        assertThat(read.given()).isFalse();
        assertThat(read.rules()).extracting(RuleJudged::inForce).containsExactly(true, false);
    }

    @Test
    void namesAFewOfVeryManyRulesAndCountsTheOthers() {
        Rule[] many = IntStream.range(0, 1000)
                .mapToObj(i -> rule("r" + i, DRESDEN, "app", group("/G" + i), "read"))
                .toArray(Rule[]::new);

        RoleExplained read = explained("read", member(), many);

        assertThat(read.rules()).hasSize(Explainer.MOST_RULES);
        assertThat(read.further()).isEqualTo(1000 - Explainer.MOST_RULES);
    }

    @Test
    void namesWhatEnteredOtherwise() {
        assertThat(Explainer.changed(member("/A"), member("/A"))).isEmpty();
        assertThat(Explainer.changed(member("/A"), member("/B"))).containsExactly(Changed.GROUPS);
    }
}
