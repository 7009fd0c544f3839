package de.stadttor.access;

import static de.stadttor.access.TestPersons.person;
import static de.stadttor.access.TestProviders.DRESDEN;
import static de.stadttor.access.TestProviders.LEIPZIG;
import static de.stadttor.access.TestProviders.MAGDEBURG;
import static de.stadttor.access.TestRules.cel;
import static de.stadttor.access.TestRules.group;
import static de.stadttor.access.TestRules.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import de.stadttor.access.Effect.Finding;
import de.stadttor.access.Effect.Oddity;
import de.stadttor.access.Effect.Row;
import de.stadttor.person.StaffMember;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SimulationTests {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
    private static final StaffMember ANNA = member("anna", "/Bauaufsichtsamt/Sachbearbeitung");
    private static final StaffMember BERND = member("bernd", "/Bauaufsichtsamt/Leitung");
    private static final StaffMember CARLA = member("carla", "/Bürgeramt/Meldewesen");

    private static StaffMember member(String name, String... groups) {
        return new StaffMember(name, person(DRESDEN).name(name).groups(groups).build());
    }

    private static Scene scene(String provider, boolean released) {
        return Scene.of(
                TestProviders.provider(provider),
                TestApplications.ALL,
                released
                        ? TestApplications.ALL.stream()
                                .map(each -> new Release(provider, each.id(), Set.of(), null, null))
                                .toList()
                        : List.of(),
                TODAY);
    }

    private static Effect effect(Scene scene, List<Rule> after, @Nullable Set<String> groups, StaffMember... people) {
        Simulation simulation = new Simulation(
                new CelExpressions(),
                scene,
                AccessWorld.demoRules(scene.provider().id()),
                after);
        List.of(people).forEach(simulation::judge);
        return simulation.effect(groups);
    }

    private static Effect effect(List<Rule> after) {
        return effect(scene(DRESDEN, true), after, null, ANNA, BERND, CARLA);
    }

    private static List<Rule> with(Rule... further) {
        List<Rule> rules = AccessWorld.demoRules(DRESDEN);
        for (Rule rule : further) {
            rules.removeIf(each -> each.id().equals(rule.id()));
            rules.add(rule);
        }
        return rules;
    }

    private static List<Rule> without(String id) {
        List<Rule> rules = AccessWorld.demoRules(DRESDEN);
        rules.removeIf(rule -> rule.id().equals(id));
        return rules;
    }

    @Test
    void tellsWhoGainsWhichRoleInWhichApplication() {
        Effect effect = effect(
                with(rule("new", DRESDEN, "bauantrag", group("/Bauaufsichtsamt/Sachbearbeitung"), "genehmigen")));

        assertThat(effect.people()).isEqualTo(3);
        assertThat(effect.rows())
                .extracting(Row::member, Row::application, Row::gained, Row::lost, Row::kept)
                .containsExactly(tuple(ANNA, "bauantrag", set("genehmigen"), set(), set("bearbeiten", "lesen")));
        assertThat(effect.counts()).singleElement().satisfies(count -> {
            assertThat(count.gained()).isEqualTo(Map.of("genehmigen", 1));
            assertThat(count.kept()).isEqualTo(Map.of("bearbeiten", 2, "genehmigen", 1, "lesen", 2));
            assertThat(count.admittedBefore()).isEqualTo(2);
            assertThat(count.admittedAfter()).isEqualTo(2);
        });
    }

    @Test
    void tellsWhoIsNotLetInAnyMoreAndWhy() {
        Effect effect = effect(without("melde"));

        assertThat(effect.rows())
                .extracting(Row::member, Row::lost, Row::before, Row::after)
                .containsExactly(tuple(CARLA, set("auskunft"), null, Reason.NO_ROLE));
        assertThat(effect.counts().getFirst().admittedAfter()).isZero();
    }

    @Test
    void aRoleThatAReasonStandsAgainstIsWithheldAndNotGained() {
        StaffMember eva = new StaffMember(
                "eva", person(MAGDEBURG).name("eva").groups("/FB 63").build());
        List<Rule> rules = AccessWorld.demoRules(MAGDEBURG);
        rules.add(rule("new", MAGDEBURG, "meldeauskunft", group("/FB 63"), "auskunft"));

        assertThat(effect(scene(MAGDEBURG, true), rules, null, eva).rows())
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.gained()).isEmpty();
                    assertThat(row.withheld()).containsExactly("auskunft");
                    assertThat(row.after()).isEqualTo(Reason.STATE_NOT_ADMITTED);
                });
    }

    @Test
    void somebodyWhoIsDisabledGainsNothing() {
        StaffMember doris = new StaffMember(
                "doris", person(DRESDEN).name("doris").disabled().groups("/Neu").build());
        Rule neu = rule("new", DRESDEN, "bauantrag", group("/Neu"), "lesen");

        assertThat(effect(scene(DRESDEN, true), with(neu), null, doris).rows())
                .extracting(Row::gained, Row::after)
                .containsExactly(tuple(set(), Reason.ACCOUNT_DISABLED));
    }

    @Test
    void rulesThatDoNotDifferChangeNobodyAndLookAtNoApplication() {
        Effect effect = effect(AccessWorld.demoRules(DRESDEN).reversed());

        assertThat(effect.rows()).isEmpty();
        assertThat(effect.counts()).isEmpty();
        assertThat(effect.findings()).isEmpty();
    }

    @Test
    void nobodyOfAnotherProviderIsLookedAt() {
        StaffMember ines = new StaffMember("ines", person(LEIPZIG).name("ines").build());

        assertThatThrownBy(() -> effect(scene(DRESDEN, true), without("bau"), null, ines))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theDigestIsThatOfTheEffectAndNotOfTheOrderOrTheWording() {
        Rule neu = rule("new", DRESDEN, "bauantrag", group("/Bürgeramt/Meldewesen"), "lesen");
        Rule same = rule("other", DRESDEN, "bauantrag", cel("'/Bürgeramt/Meldewesen' in groups"), "lesen");
        Scene scene = scene(DRESDEN, true);
        String digest = effect(scene, with(neu), null, ANNA, CARLA).digest();

        assertThat(effect(scene, with(same), null, CARLA, BERND).digest()).isEqualTo(digest);
        assertThat(effect(scene, with(neu), null, ANNA).digest()).isNotEqualTo(digest);
        assertThat(effect(scene, without("bau"), null, ANNA, CARLA).digest()).isNotEqualTo(digest);
    }

    @Test
    void namesRulesThatAreOddWithTheirOwnReason() {
        Rule base = rule("x", DRESDEN, "bauantrag", group("/Bauaufsichtsamt"), "lesen");
        List<Rule> odd = with(
                rule(
                        "1",
                        DRESDEN,
                        "bauantrag",
                        new Condition.All(List.of(group("/A"), new Condition.Not(group("/A")))),
                        "lesen"),
                dated("2", null, TODAY.minusDays(1)),
                dated("3", TODAY.plusDays(1), null),
                rule("4", DRESDEN, "bauantrag", group("/Unbekannt"), "lesen"),
                rule("5", DRESDEN, "bauantrag", group("/Leer"), "lesen"),
                rule("6", DRESDEN, "bauantrag", group("/Bauaufsichtsamt/Leitung"), "lesen"),
                rule("7", DRESDEN, "bauantrag", cel("groups[5] == 'x'"), "lesen"),
                base);
        Set<String> groups = Set.of(
                "/Bauaufsichtsamt", "/Bauaufsichtsamt/Leitung", "/Bauaufsichtsamt/Sachbearbeitung", "/Leer", "/A");

        assertThat(effect(scene(DRESDEN, true), odd, groups, ANNA, BERND).findings())
                .extracting(Finding::ruleId, Finding::oddity, Finding::detail)
                .startsWith(
                        tuple("1", Oddity.NEVER_HOLDS, null),
                        tuple("2", Oddity.IS_OVER, "2026-11-22"),
                        tuple("3", Oddity.BEGINS_LATER, "2026-11-24"),
                        tuple("4", Oddity.UNKNOWN_GROUP, "/Unbekannt"),
                        tuple("5", Oddity.MATCHES_NOBODY, null),
                        tuple("6", Oddity.OVERLAPS, "bau"))
                .anySatisfy(found -> assertThat(found)
                        .satisfies(seventh ->
                                assertThat(seventh.toList().subList(0, 2)).isEqualTo(List.of("7", Oddity.FAILS))));
    }

    private static Rule dated(String id, @Nullable LocalDate from, @Nullable LocalDate until) {
        return new Rule(
                id, DRESDEN, "bauantrag", group("/Bauaufsichtsamt/Leitung"), Set.of("lesen"), from, until, null);
    }

    @Test
    void namesARuleForAnApplicationThatTheProviderReleasesNothingTo() {
        Rule neu = rule("new", DRESDEN, "bauantrag", group("/Bürgeramt/Meldewesen"), "lesen");

        assertThat(effect(scene(DRESDEN, false), with(neu), null, CARLA).findings())
                .extracting(Finding::ruleId, Finding::oddity, Finding::changed)
                .contains(tuple("new", Oddity.NOT_RELEASED, true));
    }

    @Test
    void tenThousandPeopleAndAThousandRulesTakeLessThanTwoSeconds() {
        List<Rule> after = AccessWorld.demoRules(DRESDEN);
        for (int i = 0; i < 1_000; i++) {
            after.add(rule("r" + i, DRESDEN, "bauantrag", group("/Amt " + i), "lesen"));
        }
        List<StaffMember> people = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            people.add(member("p" + i, "/Amt " + i % 1_000, "/Amt " + i * 7 % 1_000, "/Andere/" + i));
        }
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        Effect effect = effect(scene(DRESDEN, true), after, null, people.toArray(StaffMember[]::new));

        assertThat(effect.rows()).hasSize(10_000);
        assertThat(threads.getCurrentThreadCpuTime() - start).isLessThan(2_000_000_000L);
    }

    private static Set<String> set(String... roles) {
        return Set.of(roles);
    }
}
