package de.stadttor.desk;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.access.CelExpressions;
import de.stadttor.access.Condition;
import de.stadttor.access.Condition.All;
import de.stadttor.access.Condition.Any;
import de.stadttor.access.Condition.Cel;
import de.stadttor.access.Condition.Group;
import de.stadttor.access.Condition.GroupBelow;
import de.stadttor.access.Condition.Not;
import de.stadttor.access.Condition.OrgUnit;
import de.stadttor.access.Condition.Role;
import de.stadttor.access.Matching;
import de.stadttor.federation.Municipality;
import de.stadttor.federation.Provider;
import de.stadttor.person.Person;
import de.stadttor.testing.HubUnderTest;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** An expert's text: what it says, what is wrong with it and where, and that a form says the same as text. */
class ExpertTextTests {

    private static final CelExpressions EXPRESSIONS = new CelExpressions();
    private static final Provider PROVIDER = new Provider(
            "p",
            "p",
            "https://p.example",
            "stadttor",
            List.of(),
            true,
            List.of(new Municipality("14612000", "Dresden")),
            null,
            Provider.Logout.HUB,
            new Provider.ClaimProfile("groups", "roles", "unit", null),
            Map.of(),
            null);

    private final ExpertText texts = HubUnderTest.shared().bean(ExpertText.class);

    static Stream<Condition> conditions() {
        Condition group = new Group("/A/B");
        Condition below = new GroupBelow("/A");
        Condition role = new Role("r'\"\\\n\t");
        Condition unit = new OrgUnit("Amt 63 – Süd");
        return Stream.of(
                group,
                below,
                role,
                unit,
                new Not(group),
                new Any(List.of(group, role)),
                new All(List.of(below, unit)),
                new All(List.of(new Any(List.of(group, unit)), role, new Not(new Any(List.of(unit, below))))),
                new Any(List.of(new All(List.of(group, role)), new Not(new Not(unit)))),
                new All(List.of(new Cel("size(groups) == 1 || org_unit == ''"), below)));
    }

    static List<Person> people() {
        return List.of(
                person(null),
                person("Amt 63 – Süd"),
                person(null, "/A"),
                person("x", "/A/B"),
                person(null, "/A/B/C", "/AB"),
                person("Amt 63 – Süd", "/A/B", "/A"),
                person(null, "/AB"));
    }

    private static Person person(@Nullable String unit, String... groups) {
        Set<String> roles = groups.length == 2 ? Set.of("r'\"\\\n\t") : Set.of("other");
        return new Person(
                UUID.randomUUID(),
                "p",
                true,
                Set.of(groups),
                true,
                roles,
                unit,
                null,
                Map.of(),
                null,
                false,
                Instant.EPOCH);
    }

    @ParameterizedTest
    @MethodSource("conditions")
    void anExpressionSaysTheSameAsTheCondition(Condition condition) throws Exception {
        String text = CelWords.of(condition);
        EXPRESSIONS.check(text);
        Matching asForm = new Matching(EXPRESSIONS, condition, PROVIDER);
        Matching asText = new Matching(EXPRESSIONS, new Cel(text), PROVIDER);
        for (Person person : people()) {
            assertThat(asText.of(person)).as(text + " " + person).isEqualTo(asForm.of(person));
        }
    }

    @ParameterizedTest
    @MethodSource("conditions")
    void whatTheFormCannotShowIsReadAgainAsItWas(Condition condition) {
        assertThat(texts.read(ExpertText.of(condition)).condition()).isEqualTo(condition);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            grups == []                         | unknown   | 1 | 1  | grups
            "'a' in groups &&\\n  rols == []"   | unknown   | 2 | 3  | rols
            groups                              | no_answer | 1 | 1  | groups
            org_unit == 63                      | types     | 1 | 10 | ==
            "'a' in groups &&"                  | syntax    | 1 | 17 |
            {"group"                            | json      | 1 |    |
            """)
    void namesEachPlaceAsAPersonCountsIt(
            String text, String code, int line, @Nullable Integer column, @Nullable String marked) {
        ExpertText.Reading reading = texts.read(text.replace("\\n", "\n"));

        assertThat(reading.condition()).isNull();
        TextProblem problem = reading.problems().getFirst();
        assertThat(problem.code()).isEqualTo(code);
        TextProblem.Place place = Objects.requireNonNull(problem.place());
        assertThat(place.line()).isEqualTo(line);
        if (column != null) {
            assertThat(place.column()).isEqualTo(column);
        }
        if (marked != null) {
            assertThat(place.marked()).startsWith(marked.substring(0, 1));
        }
    }

    @Test
    void aPlaceInALongLineIsShownWithWhatStandsAround() {
        String text = "'" + "x".repeat(200) + "😀' in groups || grups == '" + "y".repeat(200) + "'";
        TextProblem.Place place =
                Objects.requireNonNull(texts.read(text).problems().getFirst().place());
        assertThat(place.marked()).isEqualTo("grups");
        assertThat(place.before()).startsWith("…").endsWith("😀' in groups || ");
        assertThat(place.after()).endsWith("…").startsWith(" == 'yyy");
    }

    @Test
    void saysWhatIsWrongWithANotation() {
        assertThat(texts.read("{\"any\": []}").problems())
                .extracting(TextProblem::code)
                .containsExactly("condition");
        assertThat(texts.read("{\"nothing\": 1}").problems())
                .extracting(TextProblem::code)
                .containsExactly("condition");
        assertThat(texts.read("{\"cel\": \"grups\"}").problems().getFirst().detail())
                .contains("/cel", "line 1, column 1", "grups");
        String many = "{\"any\": [" + String.join(",", Collections.nCopies(1_000, "{\"role\": \"r\"}")) + "]}";
        assertThat(texts.read(many).problems()).extracting(TextProblem::code).containsExactly("too_many");
        assertThat(texts.read("x".repeat(1_001)).problems())
                .extracting(TextProblem::code)
                .containsExactly("too_long");
        assertThat(texts.read("{".repeat(5_000)).problems()).hasSize(1);
        assertThat(texts.read("  ").problems()).isEmpty();
    }
}
