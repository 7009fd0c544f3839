package de.stadttor.access;

import static de.stadttor.access.TestApplications.application;
import static de.stadttor.access.TestPersons.LOW;
import static de.stadttor.access.TestPersons.person;
import static de.stadttor.access.TestProviders.DRESDEN;
import static de.stadttor.access.TestProviders.MAGDEBURG;
import static de.stadttor.access.TestRules.cel;
import static de.stadttor.access.TestRules.group;
import static de.stadttor.access.TestRules.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.stadttor.application.Application;
import de.stadttor.federation.Assurance;
import de.stadttor.federation.Provider;
import de.stadttor.federation.State;
import de.stadttor.person.Person;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeciderTests {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
    private static final Application APP = application("app", "read", "write");
    private static final Release RELEASE = new Release(DRESDEN, "app", Set.of("name", "email"), null, null);
    private static final Rule READERS = rule("readers", DRESDEN, "app", group("/A"), "read");

    private final Decider decider = new Decider(new CelExpressions());

    @Test
    void admitsWhomARuleGrantsARole() {
        AccessDecision decision = decide(member("/A"), READERS);

        assertThat(decision.admitted()).isTrue();
        assertThat(decision.reason()).isNull();
        assertThat(decision.roles()).containsExactly("read");
        assertThat(decision.releasedClaims()).containsExactlyInAnyOrder("name", "email");
        assertThat(decision.matched())
                .extracting(AccessDecision.Matched::ruleId)
                .containsExactly("readers");
    }

    @Test
    void refusesPersonWithoutAnyRoleAndReleasesNothing() {
        AccessDecision decision = decide(member("/B"), READERS);

        assertThat(decision.reasons()).containsExactly(Reason.NO_ROLE);
        assertThat(decision.releasedClaims()).isEmpty();
    }

    @Test
    void admitsEverybodyToAnApplicationWithoutRoles() {
        AccessDecision decision = decide(member(), TestPersons.LOW, application("app"), provider(), RELEASE, TODAY);

        assertThat(decision.admitted()).isTrue();
        assertThat(decision.roles()).isEmpty();
    }

    @Test
    void rolesAreSortedAndAddUp() {
        AccessDecision decision = decide(member("/A", "/B"), rule("w", DRESDEN, "app", group("/B"), "write"), READERS);

        assertThat(decision.roles()).containsExactly("read", "write");
    }

    @Test
    void aRoleThatTheApplicationNoLongerHasIsNotGranted() {
        AccessDecision decision = decide(member("/A"), rule("old", DRESDEN, "app", group("/A"), "gone"));

        assertThat(decision.reasons()).containsExactly(Reason.NO_ROLE);
        assertThat(decision.roles()).isEmpty();
    }

    @Test
    void tellsAllReasonsInTheOrderOfTheContract() {
        Person person = person(DRESDEN).disabled().build();
        Application picky = application("app", Set.of(State.DE_ST), Assurance.HIGH, "read");

        AccessDecision decision =
                decide(person, LOW, picky, TestProviders.provider(DRESDEN, false), null, TODAY, READERS);

        assertThat(decision.reasons())
                .containsExactly(
                        Reason.PROVIDER_DISABLED,
                        Reason.ACCOUNT_DISABLED,
                        Reason.STATE_NOT_ADMITTED,
                        Reason.NOT_RELEASED,
                        Reason.NO_ROLE,
                        Reason.ASSURANCE_TOO_LOW);
        assertThat(decision.reason()).isEqualTo(Reason.PROVIDER_DISABLED);
    }

    @Test
    void refusesPersonOfAProviderThatWasRemoved() {
        assertThat(decide(member("/A"), LOW, APP, null, RELEASE, TODAY, READERS).reason())
                .isEqualTo(Reason.PROVIDER_DISABLED);
    }

    @Test
    void refusesPersonWithoutMunicipalityAndOneOfAMunicipalityThatTheProviderDoesNotServe() {
        for (String ags : new String[] {null, "15003000", "14713000"}) {
            Person person = person(DRESDEN).ags(ags).groups("/A").build();
            assertThat(decide(person, READERS).reasons()).containsExactly(Reason.MUNICIPALITY_UNKNOWN);
        }
    }

    @Test
    void anAssuranceThatTheProviderDoesNotListIsUnknownNotLow() {
        AccessDecision decision = decide(member("/A"), TestPersons.UNLISTED, APP, provider(), RELEASE, TODAY, READERS);

        assertThat(decision.reasons()).containsExactly(Reason.ASSURANCE_UNKNOWN);
    }

    @Test
    void tellsTheRolesThatAStepUpWouldBring() {
        Application sure = application("app", Set.of(State.DE_SN), Assurance.SUBSTANTIAL, "read");

        AccessDecision low = decide(member("/A"), LOW, sure, provider(), RELEASE, TODAY, READERS);
        AccessDecision substantial =
                decide(member("/A"), TestPersons.SUBSTANTIAL, sure, provider(), RELEASE, TODAY, READERS);

        assertThat(low.reasons()).containsExactly(Reason.ASSURANCE_TOO_LOW);
        assertThat(low.roles()).containsExactly("read");
        assertThat(substantial.admitted()).isTrue();
    }

    @Test
    void aReleaseCountsUpToItsLastDay() {
        Release ending = new Release(DRESDEN, "app", Set.of("name"), TODAY, null);

        assertThat(decide(member("/A"), LOW, APP, provider(), ending, TODAY, READERS)
                        .admitted())
                .isTrue();
        assertThat(decide(member("/A"), LOW, APP, provider(), ending, TODAY.plusDays(1), READERS)
                        .reasons())
                .containsExactly(Reason.NOT_RELEASED);
    }

    @Test
    void aRuleCountsFromItsFirstToItsLastDay() {
        Rule dated = new Rule("d", DRESDEN, "app", group("/A"), Set.of("read"), TODAY, TODAY.plusDays(1), null);

        for (int day = -1; day <= 2; day++) {
            AccessDecision decision = decide(member("/A"), LOW, APP, provider(), RELEASE, TODAY.plusDays(day), dated);
            assertThat(decision.admitted()).as("day %d", day).isEqualTo(day == 0 || day == 1);
        }
    }

    @Test
    void groupsThatWereCutOffRefuseOnlyWhereARoleDependsOnThem() {
        Person cut = person(DRESDEN).groups("/B").roles("sb").groupsCutOff().build();
        Rule byRole = rule("r", DRESDEN, "app", new Condition.Role("sb"), "read");
        Rule readersByRole = rule("r2", DRESDEN, "app", new Condition.Role("other"), "read");

        assertThat(decide(cut, byRole).admitted()).isTrue();
        assertThat(decide(cut, readersByRole).reasons()).containsExactly(Reason.NO_ROLE);
        assertThat(decide(cut, READERS).reasons()).containsExactly(Reason.GROUPS_INCOMPLETE);
        assertThat(decide(cut, byRole, READERS).admitted())
                .as("the role is there already")
                .isTrue();
        assertThat(decide(cut, byRole, rule("w", DRESDEN, "app", group("/W"), "write"))
                        .reasons())
                .containsExactly(Reason.GROUPS_INCOMPLETE);
        assertThat(decide(cut, rule("b", DRESDEN, "app", group("/B"), "read", "write"))
                        .admitted())
                .as("what is listed is known")
                .isTrue();
    }

    @Test
    void whatCouldOnlyFailWithMoreGroupsIsUnknownToo() {
        Person cut = person(DRESDEN).groups("/B").groupsCutOff().build();
        Rule unless = rule("u", DRESDEN, "app", new Condition.Not(group("/Externe")), "read");

        assertThat(decide(cut, unless).reasons()).containsExactly(Reason.GROUPS_INCOMPLETE);
        assertThat(decide(member("/B"), unless).admitted()).isTrue();
    }

    @Test
    void aConditionThatGroupsCannotChangeIsDecided() {
        Person cut = person(DRESDEN).groupsCutOff().build();
        Rule both = rule(
                "b", DRESDEN, "app", new Condition.All(List.of(group("/A"), new Condition.Role("missing"))), "read");

        assertThat(decide(cut, both).reasons()).containsExactly(Reason.NO_ROLE);
    }

    @Test
    void rulesThatDoNotCountTodayLeaveNothingUndecided() {
        Person cut = person(DRESDEN).groupsCutOff().build();
        Rule over = new Rule("o", DRESDEN, "app", group("/A"), Set.of("read"), null, TODAY.minusDays(1), null);

        assertThat(decide(cut, over).reasons()).containsExactly(Reason.NO_ROLE);
    }

    @Test
    void anExpressionThatMentionsGroupsIsUndecidedWhenTheyAreCutOff() {
        Person cut = person(DRESDEN).groups("/B").groupsCutOff().build();

        assertThat(decide(cut, rule("c", DRESDEN, "app", cel("'/B' in groups"), "read"))
                        .reasons())
                .containsExactly(Reason.GROUPS_INCOMPLETE);
        assertThat(decide(cut, rule("c", DRESDEN, "app", cel("state == 'DE-SN'"), "read", "write"))
                        .admitted())
                .isTrue();
    }

    @Test
    void aRuleThatCannotBeEvaluatedGrantsNothingAndIsNamed() {
        Rule failing = rule("failing", DRESDEN, "app", cel("groups[7] == 'x'"), "read");
        Rule denied = rule("denied", DRESDEN, "app", new Condition.Not(cel("groups[7] == 'x'")), "read");
        Rule broken = rule("broken", DRESDEN, "app", cel("groups ==="), "read");

        AccessDecision decision = decide(member("/A"), failing, denied, broken);

        assertThat(decision.reasons()).containsExactly(Reason.NO_ROLE);
        assertThat(decision.failed())
                .extracting(AccessDecision.Failed::ruleId)
                .containsExactly("broken", "denied", "failing");
        assertThat(decision.failed())
                .allSatisfy(failed -> assertThat(failed.message()).isNotBlank());
    }

    @Test
    void aFailureBesideSomethingThatSettlesItDoesNotMatterInAnyOrder() {
        Condition fails = cel("groups[7] == 'x'");
        for (List<Condition> parts : List.of(List.of(fails, group("/A")), List.of(group("/A"), fails))) {
            AccessDecision decision =
                    decide(member("/A"), rule("any", DRESDEN, "app", new Condition.Any(parts), "read"));
            assertThat(decision.admitted()).isTrue();
            assertThat(decision.failed()).isEmpty();
        }
    }

    @Test
    void aGroupBelowCoversItselfAndItsChildrenAndNotItsNeighbours() {
        Rule below = rule("b", DRESDEN, "app", new Condition.GroupBelow("/FB 63"), "read");

        for (String inside : List.of("/FB 63", "/FB 63/63.1", "/FB 63/63.1/Team")) {
            assertThat(decide(member(inside), below).admitted()).as(inside).isTrue();
        }
        for (String outside : List.of("/FB 631", "/FB 6", "/fb 63", "FB 63", "/X/FB 63", "/FB 63 ")) {
            assertThat(decide(member(outside), below).admitted()).as(outside).isFalse();
        }
    }

    @Test
    void refusesToDecideWithWhatBelongsToSomebodyElse() {
        assertThatThrownBy(() ->
                        decide(member("/A"), LOW, APP, TestProviders.provider(MAGDEBURG), RELEASE, TODAY, READERS))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> decide(
                        member("/A"),
                        LOW,
                        APP,
                        provider(),
                        new Release(MAGDEBURG, "app", Set.of(), null, null),
                        TODAY,
                        READERS))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Person member(String... groups) {
        return person(DRESDEN).groups(groups).build();
    }

    private static Provider provider() {
        return TestProviders.provider(DRESDEN);
    }

    private AccessDecision decide(Person person, Rule... rules) {
        return decide(person, LOW, APP, provider(), RELEASE, TODAY, rules);
    }

    private AccessDecision decide(
            Person person,
            Person.SignIn signIn,
            Application application,
            @Nullable Provider provider,
            @Nullable Release release,
            LocalDate today,
            Rule... rules) {
        return decider.decide(
                DecisionInputs.of(person, signIn, application, provider, release, 1, today),
                RuleIndex.of(1, List.of(rules)));
    }
}
