package de.stadttor.access;

import static de.stadttor.access.TestProviders.DRESDEN;
import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.application.Application;
import de.stadttor.person.Person;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RuleIndexTests {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
    private static final Application APP = TestApplications.application("app", "r0", "r1", "r2", "r3");
    private static final List<String> GROUPS =
            List.of("/a", "/a/b", "/a/b/c", "/a/bc", "/d", "/d/e", "x", "x/y", "x/y/z", "z");

    private final CelExpressions expressions = new CelExpressions();
    private final Decider decider = new Decider(expressions);

    @Test
    void findsWhatLookingAtEveryRuleWouldFind() {
        Random random = new Random(20261123);
        for (int round = 0; round < 200; round++) {
            List<Rule> rules = rules(random, random.nextInt(30));
            RuleIndex index = RuleIndex.of(1, rules);
            for (int i = 0; i < 25; i++) {
                DecisionInputs inputs = inputs(person(random));
                AccessDecision decision = decider.decide(inputs, index);
                assertThat(decision.roles()).isEqualTo(granted(inputs, rules, Truth.TRUE));
                assertThat(decision.failed())
                        .extracting(AccessDecision.Failed::ruleId)
                        .containsExactlyElementsOf(failing(inputs, rules));
                Set<String> open = granted(inputs, rules, Truth.UNKNOWN);
                open.removeAll(decision.roles());
                assertThat(decision.reasons().contains(Reason.GROUPS_INCOMPLETE))
                        .isEqualTo(!open.isEmpty());
            }
        }
    }

    @Test
    void moreGroupsNeverOverturnWhatWasDecidedWithoutThem() {
        Random random = new Random(42);
        for (int round = 0; round < 2_000; round++) {
            Condition condition = condition(random, 3);
            Person known = person(random);
            Truth before = evaluation(inputs(cutOff(known))).of(condition);
            if (before == Truth.UNKNOWN) {
                continue;
            }
            Set<String> more = new TreeSet<>(known.groups());
            more.add(GROUPS.get(random.nextInt(GROUPS.size())));
            Truth after = evaluation(inputs(withGroups(known, more))).of(condition);
            assertThat(after).as("%s with %s", condition, more).isEqualTo(before);
        }
    }

    @Test
    void looksAtTheFewRulesThatMayHoldHoweverManyThereAre() {
        RuleIndex index = RuleIndex.of(
                1,
                IntStream.range(0, 100_000)
                        .mapToObj(i -> TestRules.rule("rule-" + i, DRESDEN, "app", simple(i), "r" + i % 4))
                        .toList());
        Person person = TestPersons.person(DRESDEN)
                .groups("/amt-8/sachbearbeitung", "/amt-21")
                .roles("role-17")
                .orgUnit("unit-33")
                .build();

        assertThat(index.candidates(inputs(person)))
                .extracting(Rule::id)
                .containsExactly("rule-17", "rule-20", "rule-21", "rule-33", "rule-8");
    }

    /** Five that the person matches, and very many that they do not. */
    private static Condition simple(int i) {
        return switch (i) {
            case 8 -> new Condition.GroupBelow("/amt-8");
            case 17 -> new Condition.Role("role-17");
            case 20 -> new Condition.Any(List.of(new Condition.Role("nobody"), new Condition.GroupBelow("/amt-21")));
            case 21 -> new Condition.Group("/amt-21");
            case 33 -> new Condition.All(List.of(TestRules.cel("true"), new Condition.OrgUnit("unit-33")));
            default ->
                i % 2 == 0
                        ? new Condition.Group("/g-" + i)
                        : new Condition.All(List.of(
                                new Condition.Role("r-" + i), new Condition.Not(new Condition.Group("/amt-21"))));
        };
    }

    private static List<Rule> rules(Random random, int count) {
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            LocalDate from = random.nextInt(8) == 0 ? TODAY.plusDays(random.nextInt(3) - 1L) : null;
            Set<String> grant = Set.of("r" + random.nextInt(5));
            rules.add(new Rule("rule" + i, DRESDEN, "app", condition(random, 3), grant, from, null, null));
        }
        return rules;
    }

    private static Condition condition(Random random, int depth) {
        int form = random.nextInt(depth == 0 ? 5 : 8);
        String group = GROUPS.get(random.nextInt(GROUPS.size()));
        return switch (form) {
            case 0 -> new Condition.Group(group);
            case 1 -> new Condition.GroupBelow(group);
            case 2 -> new Condition.Role("role" + random.nextInt(3));
            case 3 -> new Condition.OrgUnit("unit" + random.nextInt(3));
            case 4 ->
                TestRules.cel(List.of("'/a' in groups", "'role1' in roles", "groups[3] != ''", "roles[1] != ''")
                        .get(random.nextInt(4)));
            case 5 -> new Condition.Any(conditions(random, depth - 1));
            case 6 -> new Condition.All(conditions(random, depth - 1));
            default -> new Condition.Not(condition(random, depth - 1));
        };
    }

    private static List<Condition> conditions(Random random, int depth) {
        return Stream.generate(() -> condition(random, depth))
                .limit(1L + random.nextInt(3))
                .toList();
    }

    private static Person person(Random random) {
        TestPersons person = TestPersons.person(DRESDEN)
                .groups(some(random, GROUPS))
                .roles(some(random, List.of("role0", "role1", "role2")))
                .orgUnit(random.nextBoolean() ? "unit" + random.nextInt(3) : null);
        return random.nextInt(3) == 0 ? person.groupsCutOff().build() : person.build();
    }

    private static String[] some(Random random, List<String> all) {
        return all.stream().filter(one -> random.nextInt(3) == 0).toArray(String[]::new);
    }

    private static Person cutOff(Person person) {
        return copy(person, person.groups()).groupsCutOff().build();
    }

    private static Person withGroups(Person person, Set<String> groups) {
        return copy(person, groups).build();
    }

    private static TestPersons copy(Person person, Set<String> groups) {
        return TestPersons.person(DRESDEN)
                .groups(groups.toArray(String[]::new))
                .roles(person.roles().toArray(String[]::new))
                .orgUnit(person.orgUnit());
    }

    private static DecisionInputs inputs(Person person) {
        Release release = new Release(DRESDEN, "app", Set.of(), null, null);
        return DecisionInputs.of(person, TestPersons.LOW, APP, TestProviders.provider(DRESDEN), release, 1, TODAY);
    }

    private Evaluation evaluation(DecisionInputs inputs) {
        return new Evaluation(inputs, expressions);
    }

    private Set<String> granted(DecisionInputs inputs, List<Rule> rules, Truth truth) {
        Set<String> granted = new TreeSet<>();
        rules.stream()
                .filter(rule -> rule.inForce(TODAY) && evaluation(inputs).of(rule.when()) == truth)
                .forEach(rule -> granted.addAll(rule.grant()));
        granted.retainAll(inputs.applicationRoles());
        return granted;
    }

    private List<String> failing(DecisionInputs inputs, List<Rule> rules) {
        return rules.stream()
                .filter(rule -> rule.inForce(TODAY) && evaluation(inputs).of(rule.when()) == Truth.FAILED)
                .filter(rule -> inputs.applicationRoles().containsAll(rule.grant()))
                .map(Rule::id)
                .sorted()
                .toList();
    }
}
