package de.stadttor.access;

import static de.stadttor.access.TestProviders.DRESDEN;
import static de.stadttor.access.TestProviders.LEIPZIG;
import static de.stadttor.access.TestRules.cel;
import static de.stadttor.access.TestRules.group;
import static de.stadttor.access.TestRules.rule;
import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.access.InvalidRules.Problem;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RuleValidationTests {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 23);

    private final RuleValidation validation = new RuleValidation(new CelExpressions());

    @Test
    void findsNothingWrongWithTheRulesOfTheDemo() {
        for (String provider : TestProviders.ALL) {
            assertThat(problems(
                            provider,
                            TestRules.demo().stream()
                                    .filter(rule -> rule.provider().equals(provider))
                                    .toArray(Rule[]::new)))
                    .isEmpty();
        }
    }

    @Test
    void namesAllProblemsOfAllRulesAtOnce() {
        List<Problem> problems = problems(
                DRESDEN,
                rule("a", DRESDEN, "nothing", group("/A"), "lesen"),
                rule("b", LEIPZIG, "bauantrag", new Condition.Any(List.of(group(""), cel("grups == 1"))), "fly"),
                rule("b", DRESDEN, "bauantrag", group("/A")),
                new Rule("c", DRESDEN, "bauantrag", group("/A"), Set.of("lesen"), DAY, DAY.minusDays(1), null));

        assertThat(problems)
                .extracting(problem -> problem.index() + problem.path())
                .containsExactlyInAnyOrder(
                        "0/application",
                        "1/provider",
                        "1/grant",
                        "1/when/any/0/group",
                        "1/when/any/1/cel",
                        "2/id",
                        "2/grant",
                        "3/until");
        assertThat(problems)
                .filteredOn(problem -> problem.path().endsWith("/cel"))
                .first()
                .satisfies(problem -> assertThat(problem.message()).startsWith("line 1, column 1:"));
    }

    @Test
    void boundsDepthNumberOfConditionsAndNumberOfExpressions() {
        Condition deep = group("/A");
        for (int i = 0; i < 20; i++) {
            deep = new Condition.Not(deep);
        }
        Condition wide = new Condition.Any(Collections.nCopies(500, group("/A")));

        assertThat(problems(DRESDEN, rule("a", DRESDEN, "bauantrag", deep, "lesen")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("nested"));
        assertThat(problems(DRESDEN, rule("a", DRESDEN, "bauantrag", wide, "lesen")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("at most 200"));
        assertThat(problems(
                        DRESDEN,
                        IntStream.range(0, 201)
                                .mapToObj(i -> rule("r" + i, DRESDEN, "bauantrag", cel("true"), "lesen"))
                                .toArray(Rule[]::new)))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("200 cel expressions"));
    }

    @Test
    void refusesIdsThatCouldBeMistaken() {
        for (String id : List.of("", " a", "a/b", "a\nb", "ä", "a".repeat(101))) {
            assertThat(problems(DRESDEN, rule(id, DRESDEN, "bauantrag", group("/A"), "lesen")))
                    .extracting(Problem::path)
                    .containsExactly("/id");
        }
    }

    @Test
    void refusesEmptyListsAndASlashAtTheEndOfAGroup() {
        assertThat(problems(
                        DRESDEN,
                        rule("a", DRESDEN, "bauantrag", new Condition.All(List.of()), "lesen"),
                        rule("b", DRESDEN, "bauantrag", new Condition.GroupBelow("/A/"), "lesen")))
                .extracting(Problem::path)
                .containsExactly("/when/all", "/when/group-below");
    }

    private List<Problem> problems(String provider, Rule... rules) {
        return validation.problems(provider, List.of(rules), TestApplications.ALL);
    }
}
