package de.stadttor.desk;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.access.Condition;
import de.stadttor.access.Condition.All;
import de.stadttor.access.Condition.Any;
import de.stadttor.access.Condition.Cel;
import de.stadttor.access.Condition.Group;
import de.stadttor.access.Condition.GroupBelow;
import de.stadttor.access.Condition.Not;
import de.stadttor.access.Condition.OrgUnit;
import de.stadttor.access.Condition.Role;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which conditions the form can show, and what it makes of what it shows. */
class WhoTests {

    private static final Condition A = new Group("/A");
    private static final Condition B = new GroupBelow("/B");
    private static final Condition C = new Role("c");
    private static final Condition D = new OrgUnit("63.1");

    static Stream<Condition> shown() {
        return Stream.of(
                A,
                B,
                C,
                D,
                any(A, B),
                all(A, B),
                all(any(A, B), C),
                all(any(A, B), C, D),
                new Not(A),
                new Not(any(A, B)),
                all(A, new Not(B)),
                all(any(A, B), C, new Not(D)),
                all(any(A, B), new Not(any(C, D))));
    }

    static Stream<Condition> notShown() {
        return Stream.of(
                new Cel("true"),
                any(A, all(B, C)),
                any(A, new Not(B)),
                all(A, all(B, C)),
                all(any(A, B), any(C, D)),
                new Not(all(A, B)),
                new Not(new Not(A)),
                all(A, new Cel("true")),
                any(),
                all());
    }

    private static Condition any(Condition... parts) {
        return new Any(List.of(parts));
    }

    private static Condition all(Condition... parts) {
        return new All(List.of(parts));
    }

    @ParameterizedTest
    @MethodSource("shown")
    void whatTheFormShowsIsTheConditionAgain(Condition condition) {
        assertThat(Who.of(condition).orElseThrow().condition()).isEqualTo(condition);
    }

    @ParameterizedTest
    @MethodSource("notShown")
    void showsNothingThatItCouldNotSay(Condition condition) {
        assertThat(Who.of(condition)).isEmpty();
    }

    @Test
    void whatMeansTheSameIsShownToo() {
        assertThat(Who.of(all(A, new Not(B), new Not(C))).orElseThrow().condition())
                .isEqualTo(all(A, new Not(any(B, C))));
        assertThat(Who.of(any(A)).orElseThrow().condition()).isEqualTo(A);
        assertThat(Who.of(any(A, A)).orElseThrow().condition()).isEqualTo(A);
    }

    @Test
    void addsAndTakesAwayInOneListAlone() {
        Criterion group = new Criterion(Criterion.Kind.GROUP, "/A");
        Criterion role = new Criterion(Criterion.Kind.ROLE, "r");
        Who who = Who.NOBODY.adding("any", group).adding("none", role).adding("any", group);

        assertThat(who).isEqualTo(new Who(List.of(group), List.of(), List.of(role)));
        assertThat(who.without("any", role)).isEqualTo(who);
        assertThat(who.without("any", group).without("none", role).isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/Bauaufsichtsamt/Leitung",
                "a b  c",
                " leading",
                "back\\slash \\0a",
                "two\nlines\r\n",
                "tab\t and zero \u0000",
                "עברית العربية 中文 ελληνικά русский",
                "😀 \u202e <b>\"'&"
            })
    void aNameSurvivesTheForm(String name) {
        for (Criterion.Kind kind : Criterion.Kind.values()) {
            Criterion criterion = new Criterion(kind, name);
            assertThat(criterion.line().lines()).hasSize(1);
            assertThat(Criterion.parse(criterion.line())).contains(criterion);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "group", "group ", "nothing /A", "group \\", "group \\0", "group \\zz"})
    void whatNoPageSendsIsNothing(String line) {
        assertThat(Criterion.parse(line)).isEmpty();
    }

    @Test
    void aLongListStaysALongList() {
        List<Criterion> many = IntStream.range(0, 1_000)
                .mapToObj(i -> new Criterion(Criterion.Kind.GROUP, "/g" + i))
                .toList();
        assertThat(Who.of(new Who(many, List.of(), List.of()).condition()))
                .contains(new Who(many, List.of(), List.of()));
    }
}
