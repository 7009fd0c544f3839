package de.stadttor.access;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.access.RoleWays.Kind;
import de.stadttor.access.RoleWays.Role;
import de.stadttor.access.RoleWays.Source;
import de.stadttor.access.RoleWays.Way;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** By which ways people come to roles, counted as a sign-in would decide. */
class RoleWaysCountTests {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);

    private static RoleWaysCount count(List<Rule> rules) {
        return new RoleWaysCount(
                new CelExpressions(),
                Scene.of(TestProviders.provider(TestProviders.DRESDEN), TestApplications.ALL, List.of(), TODAY),
                rules);
    }

    private static Rule rule(String id, Condition when, String... roles) {
        return TestRules.rule(id, TestProviders.DRESDEN, "bauantrag", when, roles);
    }

    @Test
    void peopleCountOnceOnEachWayAndOnceForTheRole() {
        RoleWaysCount count = count(List.of(
                rule("below", new Condition.GroupBelow("/Bau"), "lesen"),
                rule("one", TestRules.group("/Bau/A"), "lesen", "bearbeiten"),
                rule("same", TestRules.group("/Bau/A"), "lesen"),
                rule("cel", TestRules.cel("'/Bau/B' in groups"), "lesen")));
        count.judge(TestPersons.person(TestProviders.DRESDEN)
                .groups("/Bau/A", "/Bau/B")
                .build());
        count.judge(TestPersons.person(TestProviders.DRESDEN).groups("/Bau/B").build());
        count.judge(TestPersons.person(TestProviders.DRESDEN).groups("/Amt").build());
        count.judge(TestPersons.person(TestProviders.DRESDEN)
                .groups("/Bau/A")
                .disabled()
                .build());

        RoleWays ways = count.ofPeople();

        assertThat(ways.people()).isEqualTo(3);
        assertThat(ways.ways())
                .containsExactlyInAnyOrder(
                        new Way(new Source(Kind.GROUP_BELOW, "/Bau"), "bauantrag", "lesen", 2),
                        new Way(new Source(Kind.RULE, "cel"), "bauantrag", "lesen", 2),
                        new Way(new Source(Kind.GROUP, "/Bau/A"), "bauantrag", "lesen", 1),
                        new Way(new Source(Kind.GROUP, "/Bau/A"), "bauantrag", "bearbeiten", 1));
        assertThat(ways.roles())
                .containsExactly(new Role("bauantrag", "lesen", 2), new Role("bauantrag", "bearbeiten", 1));
    }

    @Test
    void rulesCountWhereNobodyKnowsThePeople() {
        Rule over = new Rule(
                "over",
                TestProviders.DRESDEN,
                "bauantrag",
                TestRules.group("/Alt"),
                java.util.Set.of("lesen"),
                null,
                TODAY.minusDays(1),
                null);
        RoleWays ways = count(List.of(
                        over,
                        rule("a", TestRules.group("/Bau"), "lesen"),
                        rule("b", TestRules.group("/Bau"), "lesen", "nothing-of-that-name"),
                        rule(
                                "all",
                                new Condition.All(List.of(TestRules.group("/Bau"), new Condition.Role("x"))),
                                "lesen")))
                .ofRules();

        assertThat(ways.people()).isNull();
        assertThat(ways.ways())
                .containsExactly(
                        new Way(new Source(Kind.GROUP, "/Bau"), "bauantrag", "lesen", 2),
                        new Way(new Source(Kind.RULE, "all"), "bauantrag", "lesen", 1));
        assertThat(ways.roles()).containsExactly(new Role("bauantrag", "lesen", 3));
    }

    @Test
    void whatIsTooMuchIsSummedAndNothingIsLost() {
        List<Way> many = new ArrayList<>();
        IntStream.range(0, 100)
                .forEach(i -> many.add(new Way(new Source(Kind.GROUP, "/G" + i), "bauantrag", "lesen", 100 - i)));
        IntStream.range(0, 5)
                .forEach(i -> many.add(new Way(new Source(Kind.GROUP, "/G" + i), "other-" + i, "role", 1)));
        many.add(new Way(new Source(Kind.GROUP, "/G0"), "bauantrag", "genehmigen", 1));
        RoleWays all = new RoleWays(
                100, many, List.of(new Role("bauantrag", "lesen", 100), new Role("bauantrag", "genehmigen", 1)));

        RoleWays bounded = RoleWaysCount.bounded(all, "", 60);

        assertThat(bounded.ways()).hasSize(63);
        assertThat(bounded.ways().stream().mapToInt(Way::count).sum())
                .isEqualTo(many.stream().mapToInt(Way::count).sum());
        assertThat(bounded.ways().subList(60, 63))
                .containsExactly(
                        new Way(Source.OTHERS, "bauantrag", "lesen", 820),
                        new Way(Source.OTHERS, "", "", 5),
                        new Way(Source.OTHERS, "bauantrag", "", 1));
        assertThat(bounded.roles())
                .containsExactly(
                        new Role("bauantrag", "lesen", 100), new Role("", "", 5), new Role("bauantrag", "", 1));
    }

    @Test
    void onlyTheApplicationThatWasAskedForIsShown() {
        RoleWays all = new RoleWays(
                1,
                List.of(
                        new Way(new Source(Kind.GROUP, "/A"), "bauantrag", "lesen", 1),
                        new Way(new Source(Kind.GROUP, "/A"), "foerdermittel", "bewilligen", 1)),
                List.of(new Role("bauantrag", "lesen", 1), new Role("foerdermittel", "bewilligen", 1)));

        RoleWays bounded = RoleWaysCount.bounded(all, "foerdermittel", 60);

        assertThat(bounded.ways()).extracting(Way::application).containsExactly("foerdermittel");
        assertThat(bounded.roles()).containsExactly(new Role("foerdermittel", "bewilligen", 1));
        assertThat(RoleWaysCount.bounded(all, "nothing", 60).ways()).isEmpty();
    }
}
