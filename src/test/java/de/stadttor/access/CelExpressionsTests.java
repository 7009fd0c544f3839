package de.stadttor.access;

import static de.stadttor.access.TestPersons.person;
import static de.stadttor.access.TestProviders.DRESDEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.stadttor.person.Person;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CelExpressionsTests {

    private static final Person ANNA = person(DRESDEN)
            .groups("/Bauaufsichtsamt/Sachbearbeitung", "/Personalrat")
            .roles("sb-bau")
            .orgUnit("63.1")
            .build();

    private final CelExpressions expressions = new CelExpressions();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "true",
                "'/Personalrat' in groups",
                "!('/Kasse' in groups)",
                "groups.exists(g, g.startsWith('/Bauaufsichtsamt/'))",
                "groups.exists_one(g, g.endsWith('rat'))",
                "groups.all(g, g.contains('a') && size(g) > 3)",
                "'sb-bau' in roles && org_unit == '63.1'",
                "org_unit.matches('^63\\\\.[0-9]+$')",
                "ags == '14612000' && state == 'DE-SN' && provider == 'ebit-dresden'",
                "provider == 'x' ? false : groups[0] != ''",
                "org_unit in ['63.1', '63.2']"
            })
    void seesWhatTheProviderTells(String expression) throws Exception {
        assertThat(evaluate(expression, ANNA)).isTrue();
    }

    @Test
    void whatIsUnknownIsEmpty() throws Exception {
        Person nobody = person(DRESDEN).ags(null).build();

        assertThat(evaluate("org_unit == '' && ags == '' && state == '' && size(groups) == 0", nobody))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "email == 'anna@dresden.example'",
                "groups",
                "'a' + 'b' == 'ab'",
                "size(groups + groups) > 1",
                "groups.map(g, g) == groups",
                "groups.filter(g, true) == groups",
                "timestamp('2026-01-01T00:00:00Z') < timestamp('2027-01-01T00:00:00Z')",
                "string(1) == '1'",
                "type(groups) == list",
                "java.lang.Runtime.getRuntime().exec('id') == 0",
                "groups.getClass() == null",
                "org_unit == 63",
                "",
                "   ",
                "groups.exists(g, g.matches('[))"
            })
    void refusesWhatIsNoBooleanAndWhatItDoesNotKnow(String expression) {
        assertThatThrownBy(() -> expressions.check(expression)).isInstanceOf(InvalidExpression.class);
    }

    @Test
    void namesThePlaceOfEachProblem() {
        assertThatThrownBy(() -> expressions.check("'a' in groups &&\n  grups == 1 && rols == 2"))
                .isInstanceOfSatisfying(InvalidExpression.class, e -> {
                    assertThat(e.problems()).hasSizeGreaterThanOrEqualTo(2);
                    assertThat(e.problems().getFirst().line()).isEqualTo(2);
                    assertThat(e.problems().getFirst().column()).isEqualTo(3);
                    assertThat(e.problems().getFirst().message()).contains("grups");
                });
    }

    @Test
    void refusesAnExpressionThatIsTooLongTooDeepOrTooLarge() {
        for (String expression : List.of(
                "org_unit == '" + "x".repeat(1_000) + "'",
                "(".repeat(400) + "true" + ")".repeat(400),
                "size([" + "1,".repeat(400) + "1]) > 0")) {
            assertThatThrownBy(() -> expressions.check(expression))
                    .as(expression.substring(0, 20))
                    .isInstanceOf(InvalidExpression.class);
        }
    }

    @Test
    void stopsAnEvaluationThatTakesTooManyRounds() {
        Person many = person(DRESDEN)
                .groups(IntStream.range(0, 200).mapToObj(i -> "/g" + i).toArray(String[]::new))
                .build();

        assertThatThrownBy(
                        () -> evaluate("groups.all(a, groups.all(b, groups.all(c, a != b || b != c || a == c)))", many))
                .isInstanceOf(CelExpressions.NotEvaluated.class);
    }

    @Test
    void aRegularExpressionCannotBlowUp() throws Exception {
        Person evil = person(DRESDEN).orgUnit("a".repeat(5_000) + "!").build();

        assertThat(evaluate("org_unit.matches('^(a+)+$')", evil)).isFalse();
    }

    @Test
    void knowsWhetherItDependsOnGroups() throws Exception {
        assertThat(expressions.compile("'a' in groups").mentionsGroups()).isTrue();
        assertThat(expressions.compile("groups.exists(g, g == 'a')").mentionsGroups())
                .isTrue();
        assertThat(expressions.compile("'groups' in roles").mentionsGroups()).isFalse();
    }

    @Test
    void oneExpressionServesManyThreads() throws Exception {
        List<Future<Boolean>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 2_000; i++) {
                Person person = person(DRESDEN).groups("/g" + i % 10).build();
                answers.add(threads.submit(() -> evaluate("groups.exists(g, g == '/g3')", person)));
            }
        }
        for (int i = 0; i < answers.size(); i++) {
            assertThat(answers.get(i).get()).isEqualTo(i % 10 == 3);
        }
    }

    private boolean evaluate(String expression, Person person) throws Exception {
        DecisionInputs inputs = DecisionInputs.of(
                person,
                TestPersons.LOW,
                TestApplications.BAUANTRAG,
                TestProviders.provider(DRESDEN),
                null,
                0,
                LocalDate.of(2026, 11, 23));
        return expressions.compile(expression).evaluate(CelExpressions.Variables.of(inputs));
    }
}
