package de.stadttor.access;

import static de.stadttor.access.TestProviders.DRESDEN;
import static de.stadttor.access.TestProviders.LEIPZIG;
import static de.stadttor.access.TestRules.group;
import static de.stadttor.access.TestRules.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.stadttor.platform.Actor;
import de.stadttor.platform.NotAllowed;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleGuardTests {

    private static final Actor OPERATOR = new Actor("otto", DRESDEN, Set.of(Actor.OPERATOR));
    private static final Actor DIRK = new Actor("dirk", DRESDEN, Set.of(Actor.PROVIDER_ADMIN));
    private static final Rule READING = rule("a", DRESDEN, "bauantrag", group("/A"), "lesen");

    private final RuleGuard guard = new RuleGuard(TestApplications.ALL);

    @Test
    void anOperatorChangesEveryRule() {
        for (String role : List.of("operator", "auditor", "provider-admin", "application-owner")) {
            assertThatCode(() -> check(OPERATOR, LEIPZIG, null, rule("x", LEIPZIG, "stadttor", group("/A"), role)))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void aProviderAdminAddsChangesAndRemovesOrdinaryRulesOfTheOwnProvider() {
        Rule editing = rule("a", DRESDEN, "bauantrag", group("/B"), "lesen", "bearbeiten");

        assertThatCode(() -> check(DIRK, DRESDEN, null, READING)).doesNotThrowAnyException();
        assertThatCode(() -> check(DIRK, DRESDEN, READING, editing)).doesNotThrowAnyException();
        assertThatCode(() -> check(DIRK, DRESDEN, editing, null)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                LEIPZIG,
                "kid-magdeburg",
                "ebit-dresden ",
                "EBIT-DRESDEN",
                "ebit-dresden/",
                "",
                "ebit-dresden' or '1'='1",
                "ebit-dresden\u0000",
                "ebit-dresden:x",
                "../ebit-dresden"
            })
    void aProviderAdminHasNoSayInAnotherProviderHoweverItsIdIsWritten(String provider) {
        refuses(DIRK, provider, null, rule("a", provider, "bauantrag", group("/A"), "lesen"), "own provider-admin");
    }

    @Test
    void aRuleCannotBeMovedFromOrToAnotherProvider() {
        Rule foreign = rule("a", LEIPZIG, "bauantrag", group("/A"), "lesen");

        refuses(DIRK, DRESDEN, READING, foreign, "another provider");
        refuses(DIRK, DRESDEN, foreign, READING, "another provider");
        refuses(DIRK, DRESDEN, foreign, null, "another provider");
    }

    @Test
    void aRuleCannotBeMovedToTheHub() {
        refuses(DIRK, DRESDEN, READING, rule("a", DRESDEN, "stadttor", group("/A"), "operator"), "operators'");
        refuses(DIRK, DRESDEN, rule("a", DRESDEN, "stadttor", group("/A"), "operator"), READING, "operators'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"operator", "auditor", "application-owner", "provider-admin operator", "Provider-Admin"})
    void aProviderAdminNeverGrantsWhatIsTheOperators(String roles) {
        Rule greedy = rule("x", DRESDEN, "stadttor", group("/IT"), roles.split(" "));

        refuses(DIRK, DRESDEN, null, greedy, "operators'");
        refuses(DIRK, DRESDEN, greedy, null, "operators'");
    }

    @Test
    void aRuleThatGrantsProviderAdminNeedsASecondPerson() {
        Rule admins = rule("x", DRESDEN, "stadttor", group("/IT"), "provider-admin");

        refuses(DIRK, DRESDEN, null, admins, "needs a second person");
        refuses(DIRK, DRESDEN, admins, null, "needs a second person");
    }

    @Test
    void aRuleThatGrantsASensitiveRoleNeedsASecondPersonWhicheverSideGrantsIt() {
        Rule approving = rule("a", DRESDEN, "bauantrag", group("/A"), "genehmigen");

        refuses(DIRK, DRESDEN, null, approving, "needs a second person");
        refuses(DIRK, DRESDEN, READING, approving, "needs a second person");
        refuses(DIRK, DRESDEN, approving, READING, "needs a second person");
        refuses(DIRK, DRESDEN, approving, null, "needs a second person");
    }

    @Test
    void theHubsRolesAreSensitiveEvenIfItsCatalogueDidNotSaySo() {
        RuleGuard lax = new RuleGuard(List.of(TestApplications.application("stadttor", "provider-admin")));
        Rule admins = rule("x", DRESDEN, "stadttor", group("/IT"), "provider-admin");

        assertThatThrownBy(() -> lax.check(DIRK, DRESDEN, List.of(new RuleChange(null, admins))))
                .isInstanceOf(NotAllowed.class);
    }

    @Test
    void otherRolesAndMachinesWithoutAProviderChangeNothing() {
        for (Actor actor : List.of(
                new Actor("paul", DRESDEN, Set.of(Actor.AUDITOR)),
                new Actor("bernd", DRESDEN, Set.of(Actor.APPLICATION_OWNER)),
                new Actor("machine", null, Set.of(Actor.PROVIDER_ADMIN)),
                new Actor("nobody", DRESDEN, Set.of()))) {
            refuses(actor, DRESDEN, null, READING, "own provider-admin");
        }
    }

    @Test
    void saysAsWhatASecondPersonHasToApprove() {
        Rule approving = rule("a", DRESDEN, "bauantrag", group("/A"), "genehmigen");
        Rule admins = rule("b", DRESDEN, "stadttor", group("/A"), "provider-admin");
        Rule auditors = rule("c", DRESDEN, "stadttor", group("/A"), "auditor");

        assertThat(needs(DIRK, READING)).isEmpty();
        assertThat(needs(OPERATOR, READING)).isEmpty();
        assertThat(needs(DIRK, approving)).containsExactly("provider-admin");
        assertThat(needs(OPERATOR, approving)).containsExactly("provider-admin");
        assertThat(needs(DIRK, admins)).containsExactly("provider-admin");
        assertThat(needs(OPERATOR, admins)).containsExactly("operator");
        assertThat(needs(OPERATOR, approving, auditors)).containsExactly("operator", "provider-admin");
        assertThatThrownBy(() -> needs(DIRK, auditors)).isInstanceOf(NotAllowed.class);
        assertThatThrownBy(() -> needs(OPERATOR, rule("d", LEIPZIG, "bauantrag", group("/A"), "lesen")))
                .isInstanceOf(NotAllowed.class);
    }

    private Set<String> needs(Actor actor, Rule... rules) {
        return guard.secondPersons(
                actor,
                DRESDEN,
                Stream.of(rules).map(rule -> new RuleChange(null, rule)).toList());
    }

    private void check(Actor actor, String provider, @Nullable Rule before, @Nullable Rule after) {
        guard.check(actor, provider, List.of(new RuleChange(before, after)));
    }

    private void refuses(Actor actor, String provider, @Nullable Rule before, @Nullable Rule after, String message) {
        assertThatThrownBy(() -> check(actor, provider, before, after))
                .isInstanceOf(NotAllowed.class)
                .hasMessageContaining(message);
    }
}
