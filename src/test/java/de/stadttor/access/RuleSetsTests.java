package de.stadttor.access;

import static de.stadttor.access.TestProviders.DRESDEN;
import static de.stadttor.access.TestProviders.LEIPZIG;
import static de.stadttor.access.TestRules.group;
import static de.stadttor.access.TestRules.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.stadttor.application.Applications;
import de.stadttor.federation.Providers;
import de.stadttor.platform.Actor;
import de.stadttor.platform.NotAllowed;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

class RuleSetsTests {

    private static AccessWorld world;
    private static final Actor DIRK = new Actor("dirk", DRESDEN, Set.of(Actor.PROVIDER_ADMIN));

    private RuleSets rules;

    @BeforeAll
    static void start() {
        world = AccessWorld.demo();
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @BeforeEach
    void beginWithTheDemosRules() {
        rules = world.rules();
        rules.replace(DRESDEN, AccessWorld.demoRules(DRESDEN), Actor.SYSTEM);
        rules.replace(LEIPZIG, AccessWorld.demoRules(LEIPZIG), Actor.SYSTEM);
        world.heard().clear();
    }

    @Test
    void keepsEveryPartOfARule() {
        Rule full = new Rule(
                "full",
                DRESDEN,
                "bauantrag",
                new Condition.Any(List.of(
                        new Condition.All(List.of(group("/Ä \"x\""), new Condition.Not(new Condition.OrgUnit("1")))),
                        TestRules.cel("state == 'DE-SN'"))),
                Set.of("lesen", "bearbeiten"),
                LocalDate.of(2026, 1, 1),
                LocalDate.of(2028, 12, 31),
                "Vertretung");
        rules.replace(DRESDEN, List.of(full), Actor.SYSTEM);

        assertThat(rules.active(DRESDEN)).containsExactly(full);
    }

    @Test
    void aChangeMakesANewVersionAndTheOldOneStaysReadable() {
        List<Rule> before = rules.active(DRESDEN);
        long version = rules.version(DRESDEN);
        List<Rule> wanted = new ArrayList<>(before);
        wanted.removeIf(rule -> rule.id().equals("bau"));
        wanted.add(rule("new", DRESDEN, "bauantrag", group("/Neu"), "lesen"));

        long next = rules.replace(DRESDEN, wanted, Actor.SYSTEM);

        assertThat(next).isEqualTo(version + 1).isEqualTo(rules.version(DRESDEN));
        assertThat(rules.active(DRESDEN)).containsExactlyInAnyOrderElementsOf(wanted);
        assertThat(rules.at(DRESDEN, version)).isEqualTo(before);
        assertThat(world.heard()).containsExactly(new RuleSetChanged(DRESDEN, next, Actor.SYSTEM));
        assertThat(rows("where since_version = " + next))
                .as("only the difference is written")
                .isEqualTo(1);
    }

    @Test
    void aVersionTellsWhoWhenWhyAndWhatItChanged() {
        List<Rule> wanted = AccessWorld.demoRules(DRESDEN);
        wanted.removeIf(rule -> rule.id().equals("bau"));
        long version = rules.replace(DRESDEN, wanted, Actor.SYSTEM, "Umzug");

        RuleSetVersion told = rules.version(DRESDEN, version).orElseThrow();
        assertThat(told.actor()).isEqualTo("system");
        assertThat(told.why()).isEqualTo("Umzug");
        assertThat(told.proposal()).isNull();
        assertThat(rules.changesOf(told)).extracting(RuleChange::ruleId).containsExactly("bau");
        assertThat(rules.versions(DRESDEN, version + 1, 1)).containsExactly(told);
        assertThat(rules.versions(DRESDEN, Long.MAX_VALUE, 1_000)).first().isEqualTo(told);
        assertThat(rules.version(DRESDEN, version + 1)).isEmpty();
        assertThat(rules.version(DRESDEN, 0)).isEmpty();
    }

    @Test
    void proposedChangesCountOnlyWithTheApprovalThatTheyNeed() {
        Rule approving = rule("new", DRESDEN, "bauantrag", group("/Neu"), "genehmigen");
        List<RuleChange> changes = List.of(new RuleChange(null, approving));
        UUID proposal = UUID.randomUUID();

        assertThatThrownBy(() -> rules.activate(DRESDEN, changes, DIRK, Set.of(), DIRK, "x", proposal))
                .isInstanceOf(NotAllowed.class);
        assertThatThrownBy(() -> rules.activate(DRESDEN, changes, DIRK, Set.of("operator"), DIRK, "x", proposal))
                .isInstanceOf(NotAllowed.class);
        long version = rules.activate(DRESDEN, changes, DIRK, Set.of("provider-admin"), DIRK, "x", proposal);
        assertThat(rules.version(DRESDEN, version).orElseThrow().proposal()).isEqualTo(proposal);
        assertThat(rules.active(DRESDEN)).contains(approving);

        Rule other = rule("new", DRESDEN, "bauantrag", group("/Anders"), "lesen");
        assertThatThrownBy(() -> rules.activate(
                        DRESDEN,
                        List.of(new RuleChange(null, other)),
                        Actor.SYSTEM,
                        Set.of("provider-admin"),
                        DIRK,
                        "x",
                        proposal))
                .isInstanceOf(RulesMoved.class);
    }

    @Test
    void theSameRulesAreNoNewVersion() {
        long version = rules.version(DRESDEN);
        List<Rule> again = AccessWorld.demoRules(DRESDEN).reversed();

        assertThat(rules.replace(DRESDEN, again, Actor.SYSTEM)).isEqualTo(version);
        assertThat(world.heard()).isEmpty();
    }

    @Test
    void invalidRulesChangeNothingAndAreAllNamed() {
        List<Rule> before = rules.active(DRESDEN);

        assertThatThrownBy(() -> rules.replace(
                        DRESDEN,
                        List.of(
                                rule("a", DRESDEN, "nothing", group("/A"), "x"),
                                rule("b", DRESDEN, "bauantrag", TestRules.cel("1 +"), "lesen")),
                        Actor.SYSTEM))
                .isInstanceOfSatisfying(
                        InvalidRules.class,
                        e -> assertThat(e.problems())
                                .extracting(InvalidRules.Problem::ruleId)
                                .contains("a", "b"));
        assertThat(rules.active(DRESDEN)).isEqualTo(before);
    }

    @Test
    void refusesAProviderThatDoesNotExist() {
        assertThatThrownBy(() -> rules.replace("nowhere", List.of(), Actor.SYSTEM))
                .isInstanceOf(InvalidRules.class);
        assertThat(rules.version("nowhere")).isZero();
    }

    @Test
    void aProviderAdminChangesOrdinaryRulesAndNothingElse() {
        List<Rule> wanted = AccessWorld.demoRules(DRESDEN);
        wanted.add(rule("mine", DRESDEN, "bauantrag", group("/IT"), "lesen"));
        rules.replace(DRESDEN, wanted, DIRK);
        assertThat(rules.active(DRESDEN)).hasSize(wanted.size());

        List<Rule> greedy = new ArrayList<>(wanted);
        greedy.add(rule("more", DRESDEN, "stadttor", group("/IT/Administration"), "operator"));
        assertThatThrownBy(() -> rules.replace(DRESDEN, greedy, DIRK)).isInstanceOf(NotAllowed.class);
        assertThatThrownBy(() -> rules.replace(DRESDEN, List.of(), DIRK)).isInstanceOf(NotAllowed.class);
        assertThatThrownBy(() -> rules.replace(LEIPZIG, AccessWorld.demoRules(LEIPZIG), DIRK))
                .isInstanceOf(NotAllowed.class);
        assertThat(rules.active(DRESDEN)).hasSize(wanted.size());
    }

    @Test
    void changesAtTheSameTimeComeOneAfterTheOther() throws Exception {
        long version = rules.version(DRESDEN);
        List<Future<Long>> versions = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 8; i++) {
                List<Rule> wanted = List.of(rule("r" + i, DRESDEN, "bauantrag", group("/" + i), "lesen"));
                versions.add(threads.submit(() -> rules.replace(DRESDEN, wanted, Actor.SYSTEM)));
            }
        }
        List<Long> made = new ArrayList<>();
        for (Future<Long> future : versions) {
            made.add(future.get());
        }
        assertThat(made)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, 8).mapToObj(i -> version + i).toList());
        assertThat(rules.active(DRESDEN)).hasSize(1);
    }

    @Test
    void aChangedRuleShowsAtOnceAndOneThatWasRolledBackNever() {
        assertThat(rules.index(DRESDEN, "bauantrag").granting("lesen")).hasSize(1);
        List<Rule> wanted = AccessWorld.demoRules(DRESDEN);
        wanted.add(rule("more", DRESDEN, "bauantrag", group("/More"), "lesen"));

        world.bean(TransactionTemplate.class).executeWithoutResult(status -> {
            rules.replace(DRESDEN, wanted, Actor.SYSTEM);
            status.setRollbackOnly();
        });
        assertThat(rules.index(DRESDEN, "bauantrag").granting("lesen")).hasSize(1);

        rules.replace(DRESDEN, wanted, Actor.SYSTEM);
        assertThat(rules.index(DRESDEN, "bauantrag").granting("lesen")).hasSize(2);
        assertThat(rules.index(DRESDEN, "bauantrag").version()).isEqualTo(rules.version(DRESDEN));
    }

    @Test
    void anIdThatIsGivenAgainInheritsNoRule() {
        world.bean(Applications.class).save(TestApplications.application("old", "r"), null, Actor.SYSTEM);
        rules.replace(LEIPZIG, List.of(rule("o", LEIPZIG, "old", group("/A"), "r")), Actor.SYSTEM);
        long version = rules.version(LEIPZIG);

        world.bean(Applications.class).remove("old", Actor.SYSTEM);
        assertThat(rules.active(LEIPZIG)).isEmpty();
        assertThat(rules.at(LEIPZIG, version)).hasSize(1);

        rules.replace(LEIPZIG, AccessWorld.demoRules(LEIPZIG), Actor.SYSTEM);
        world.bean(Providers.class).remove(LEIPZIG, Actor.SYSTEM);
        world.bean(Providers.class).save(TestProviders.provider(LEIPZIG), null, null, Actor.SYSTEM);
        assertThat(rules.active(LEIPZIG)).isEmpty();
        assertThat(rules.version(LEIPZIG)).isGreaterThan(version);
    }

    @Test
    void keepsAHundredThousandRules() {
        List<Rule> many = IntStream.range(0, 100_000)
                .mapToObj(i -> rule("r" + i, DRESDEN, "bauantrag", group("/g" + i), "lesen"))
                .toList();

        rules.replace(DRESDEN, many, Actor.SYSTEM);
        long version = rules.replace(DRESDEN, many.subList(1, many.size()), Actor.SYSTEM);

        assertThat(rows("where until_version = " + version)).isEqualTo(1);
        assertThat(rules.index(DRESDEN, "bauantrag").granting("lesen")).hasSize(99_999);
    }

    private static int rows(String where) {
        return world.jdbc()
                .sql("select count(*) from rule " + where + " and provider = '" + DRESDEN + "'")
                .query(Integer.class)
                .single();
    }
}
