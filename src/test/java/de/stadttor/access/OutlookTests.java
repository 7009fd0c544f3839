package de.stadttor.access;

import static de.stadttor.access.TestPersons.person;
import static de.stadttor.access.TestProviders.DRESDEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import de.stadttor.access.Effect.Finding;
import de.stadttor.access.Effect.Oddity;
import de.stadttor.person.Person;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What somebody would get in each application, and what the rules do for all of them. */
class OutlookTests {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
    private static final CelExpressions EXPRESSIONS = new CelExpressions();
    private static final Scene SCENE = Scene.of(
            TestProviders.provider(DRESDEN),
            TestApplications.ALL,
            TestApplications.ALL.stream()
                    .map(each -> new Release(DRESDEN, each.id(), Set.of(), null, null))
                    .toList(),
            TODAY);
    private static final Person ANNA =
            person(DRESDEN).groups("/Bauaufsichtsamt/Sachbearbeitung").build();

    private static List<AccessDecision> outlook(Person person) {
        return Outlook.of(EXPRESSIONS, SCENE, AccessWorld.demoRules(DRESDEN), person);
    }

    @Test
    void tellsForEachApplicationWhatItWouldBe() {
        assertThat(outlook(ANNA))
                .extracting(AccessDecision::applicationId, AccessDecision::reason)
                .contains(tuple("bauantrag", null), tuple("foerdermittel", Reason.NO_ROLE));
        assertThat(outlook(ANNA).getFirst().roles()).containsExactly("bearbeiten", "lesen");
    }

    @Test
    void somebodyOfAnotherProviderIsNotJudged() {
        Person eva = person(TestProviders.MAGDEBURG).build();
        assertThatThrownBy(() -> outlook(eva)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aReviewNamesTheRulesThatMatchNobodyAmongAllOfThem() {
        List<Rule> rules = new ArrayList<>(AccessWorld.demoRules(DRESDEN));
        rules.add(new Rule(
                "never",
                DRESDEN,
                "bauantrag",
                new Condition.All(List.of(new Condition.Role("x"), new Condition.Not(new Condition.Role("x")))),
                Set.of("lesen"),
                null,
                null,
                null));
        RuleReview review = new RuleReview(EXPRESSIONS, SCENE, rules);
        review.judge(ANNA);

        List<Finding> findings = review.findings(null);

        assertThat(findings).extracting(Finding::ruleId, Finding::oddity).contains(tuple("never", Oddity.NEVER_HOLDS));
        assertThat(findings)
                .filteredOn(finding -> finding.oddity() == Oddity.MATCHES_NOBODY)
                .hasSize(AccessWorld.demoRules(DRESDEN).size() - 1);
    }
}
