package de.stadttor.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which rules ask for a group or a role. */
class RulesByNameTests {

    private static Rule rule(String id, Condition when) {
        return new Rule(id, "ebit-dresden", "bauantrag", when, Set.of("lesen"), null, null, null);
    }

    private static Rule cel(String id, String expression) {
        return rule(id, new Condition.Cel(expression));
    }

    private static final RulesByName RULES = RulesByName.of(List.of(
            rule("exact", new Condition.Group("/Amt/Leitung")),
            rule("below", new Condition.GroupBelow("/Amt")),
            rule(
                    "deep",
                    new Condition.Any(
                            List.of(new Condition.Not(new Condition.Group("/Bad")), new Condition.Role("sb"))))));

    @ParameterizedTest
    @CsvSource({
        "/Amt/Leitung, below exact",
        "/Amt, below",
        "/Amt/Leitung/Vertretung, below",
        "/Amtsgericht, ''",
        "/Bad, deep",
        "/Bad/Halle, ''",
        "Leitung, ''"
    })
    void findsThoseThatAskForAGroup(String group, String ids) {
        assertThat(RULES.ofGroup(group))
                .extracting(Rule::id)
                .containsExactly(ids.isEmpty() ? new String[0] : ids.split(" "));
        assertThat(RULES.asksForGroup(group)).isEqualTo(!ids.isEmpty());
    }

    @Test
    void findsThoseThatAskForARole() {
        assertThat(RULES.ofRole("sb")).extracting(Rule::id).containsExactly("deep");
        assertThat(RULES.ofRole("al")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            groups.exists(g, g.startsWith('/Amt'))   | true
            "/Amt/Leitung" in groups                 | true
            groups.exists(g, g.contains('Leit'))     | true
            groups.exists(g, g.startsWith('/Bad'))   | false
            groups.exists(g, g.matches('^/B.*'))     | true
            groups.size() > 3                        | true
            org_unit == 'Amt'                        | false
            roles.exists(r, r == 'Leitung')          | false
            """)
    void anExpressionAsksForAGroupWhereItMight(String expression, boolean asks) {
        assertThat(RulesByName.of(List.of(cel("cel", expression))).asksForGroup("/Amt/Leitung"))
                .isEqualTo(asks);
    }

    @Test
    void tellsTheNamesThatStandInARule() {
        Rule rule = rule(
                "all",
                new Condition.All(List.of(
                        new Condition.GroupBelow("/B"),
                        new Condition.Group("/A"),
                        new Condition.Cel("'/C' in groups && org_unit == \"D\""))));

        assertThat(RulesByName.groupsOf(rule)).containsExactly("/A", "/B");
        assertThat(RulesByName.quotedBy(rule)).containsExactly("/C", "D");
    }
}
