package de.stadttor.access;

import static de.stadttor.access.TestPersons.LOW;
import static de.stadttor.access.TestPersons.SUBSTANTIAL;
import static de.stadttor.access.TestPersons.person;
import static de.stadttor.access.TestProviders.DRESDEN;
import static de.stadttor.access.TestRules.group;
import static de.stadttor.access.TestRules.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.stadttor.federation.Providers;
import de.stadttor.person.Person;
import de.stadttor.platform.Actor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.springframework.transaction.support.TransactionTemplate;

class AccessDecisionsTests {

    private static AccessWorld world;
    private AccessDecisions decisions;
    private Person anna;

    @BeforeAll
    static void start() {
        world = AccessWorld.demo();
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @BeforeEach
    void begin(TestInfo test) {
        decisions = world.decisions();
        anna = person(DRESDEN)
                .name("anna " + test.getDisplayName())
                .groups("/Bauaufsichtsamt/Sachbearbeitung", "/ÄÖ \"'\\ \n<script>")
                .build();
        world.rules().replace(DRESDEN, AccessWorld.demoRules(DRESDEN), Actor.SYSTEM);
    }

    @Test
    void aRecordedDecisionReadsAsItWasMade() {
        AccessDecision decision = decide(anna);

        RecordedDecision recorded = recorded(record(decision));

        assertThat(recorded.decision()).isEqualTo(decision);
        assertThat(decision.roles()).containsExactly("bearbeiten", "lesen");
        assertThat(decisions.find("0000-0000")).isEmpty();
        assertThat(decisions.find("' or '1'='1")).isEmpty();
        assertThat(decisions.find(" " + recorded.reference().toLowerCase(Locale.ROOT) + " "))
                .isPresent();
    }

    @Test
    void aReplayComesToTheSameAfterEverythingHasChanged() {
        Person failing = person(DRESDEN).name("failing").groups("/F").build();
        List<Rule> rules = AccessWorld.demoRules(DRESDEN);
        rules.add(rule("fails", DRESDEN, "bauantrag", TestRules.cel("groups[5] == ''"), "genehmigen"));
        world.rules().replace(DRESDEN, rules, Actor.SYSTEM);
        List<RecordedDecision> recorded = new ArrayList<>();
        for (Person somebody : List.of(anna, failing)) {
            recorded.add(recorded(record(decide(somebody))));
        }

        world.rules().replace(DRESDEN, List.of(rule("bau", DRESDEN, "bauantrag", group("/F"), "lesen")), Actor.SYSTEM);
        world.releases().remove(DRESDEN, "bauantrag", Actor.SYSTEM);
        world.bean(Providers.class).save(TestProviders.provider(DRESDEN, false), null, null, Actor.SYSTEM);
        try {
            assertThat(decide(anna).reasons()).contains(Reason.PROVIDER_DISABLED, Reason.NOT_RELEASED);
            assertThat(recorded)
                    .allSatisfy(one -> assertThat(decisions.replay(one)).isEqualTo(one.decision()));
            assertThat(recorded.getLast().decision().failed()).hasSize(1);
        } finally {
            world.releases().save(new Release(DRESDEN, "bauantrag", Set.of("name"), null, "§ 5"), Actor.SYSTEM);
            world.bean(Providers.class).save(TestProviders.provider(DRESDEN), null, null, Actor.SYSTEM);
        }
    }

    @Test
    void theSameInputsAreRecordedOnceAndChangedOnesAnew() {
        String first = record(decide(anna));

        assertThat(record(decide(anna))).isEqualTo(first);
        assertThat(rows(anna)).isEqualTo(1);

        Person promoted = person(DRESDEN)
                .name("anna " + "theSameInputsAreRecordedOnceAndChangedOnesAnew()")
                .groups("/Bauaufsichtsamt/Leitung")
                .build();
        assertThat(promoted.accountId()).isEqualTo(anna.accountId());
        assertThat(record(decide(promoted))).isNotEqualTo(first);
        assertThat(rows(anna)).isEqualTo(2);

        world.rules().replace(DRESDEN, List.of(), Actor.SYSTEM);
        String refused = record(decide(promoted));
        assertThat(recorded(refused).decision().reason()).isEqualTo(Reason.NO_ROLE);
        assertThat(rows(anna)).isEqualTo(3);

        assertThat(record(decide(anna))).isNotEqualTo(first);
        assertThat(rows(anna)).as("back again is a change, too").isEqualTo(4);
    }

    @Test
    void twoBrowsersWithDifferentAssuranceAreNotANewDecisionEachTime() {
        for (int i = 0; i < 3; i++) {
            record(decide(anna));
            record(decisions.decide(anna, SUBSTANTIAL, TestApplications.BAUANTRAG));
        }

        assertThat(rows(anna)).isEqualTo(2);
    }

    @Test
    void anotherNodeReadsWhatThisOneRecorded() {
        String reference = record(decide(anna));
        try (AccessWorld other = world.anotherNode()) {
            AccessDecision same = other.decisions().decide(anna, LOW, TestApplications.BAUANTRAG);

            assertThat(other.decisions().record(anna, LOW, same)).isEqualTo(reference);
            assertThat(rows(anna)).isEqualTo(1);
        }
    }

    @Test
    void aRuleChangedOnOneNodeShowsOnTheOtherWithinASecond() {
        try (AccessWorld other = world.anotherNode()) {
            assertThat(other.decisions()
                            .decide(anna, LOW, TestApplications.BAUANTRAG)
                            .admitted())
                    .isTrue();

            world.rules().replace(DRESDEN, List.of(), Actor.SYSTEM);

            Instant end = Instant.now().plus(Duration.ofSeconds(2));
            while (other.decisions()
                            .decide(anna, LOW, TestApplications.BAUANTRAG)
                            .admitted()
                    && Instant.now().isBefore(end)) {
                LockSupport.parkNanos(10_000_000);
            }
            assertThat(other.decisions()
                            .decide(anna, LOW, TestApplications.BAUANTRAG)
                            .reason())
                    .isEqualTo(Reason.NO_ROLE);
        }
    }

    @Test
    void sixteenAtOnceLeaveOneRow() throws Exception {
        List<Future<String>> references = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            for (int i = 0; i < 16; i++) {
                references.add(threads.submit(() -> record(decide(anna))));
            }
        }
        for (Future<String> reference : references) {
            assertThat(reference.get()).isEqualTo(references.getFirst().get());
        }
        assertThat(rows(anna)).isEqualTo(1);
    }

    @Test
    void aWarmNodeDecidesAndRecordsWhileItsTablesAreLocked() {
        String reference = record(decide(anna));

        world.bean(TransactionTemplate.class).executeWithoutResult(status -> {
            world.jdbc()
                    .sql("lock table provider, application, release, rule_set, rule, decision")
                    .update();
            try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
                Future<String> again = thread.submit(() -> record(decide(anna)));
                assertThat(again).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(reference);
            }
        });
    }

    @Test
    void refusesToRecordADecisionAboutSomebodyElse() {
        Person other = person(DRESDEN).name("other").build();
        AccessDecision decision = decide(anna);

        assertThatThrownBy(() -> decisions.record(other, LOW, decision)).isInstanceOf(IllegalArgumentException.class);
    }

    private AccessDecision decide(Person person) {
        return decisions.decide(person, LOW, TestApplications.BAUANTRAG);
    }

    private String record(AccessDecision decision) {
        Person about = person(DRESDEN).build();
        return decisions.record(
                new Person(
                        decision.accountId(),
                        DRESDEN,
                        true,
                        Set.of(),
                        true,
                        Set.of(),
                        null,
                        null,
                        about.profile(),
                        null,
                        false,
                        about.readAt()),
                LOW,
                decision);
    }

    private RecordedDecision recorded(String reference) {
        return decisions.find(reference).orElseThrow();
    }

    private static int rows(Person person) {
        return world.jdbc()
                .sql("select count(*) from decision where account = :account")
                .param("account", person.accountId())
                .query(Integer.class)
                .single();
    }
}
