package de.stadttor.desk;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.Visitor.Stop;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What an admin reads when somebody calls with a reference number. */
class WhyDeskTests {

    private static final HubUnderTest HUB = HubUnderTest.shared();
    private static final DeskPeople PEOPLE = new DeskPeople(HUB);

    @AfterEach
    void putBack() {
        HUB.putBack();
    }

    /** Anna is refused at an application for which she has no role. */
    private static String refused() {
        return PEOPLE.person("anna.richter")
                .opens("foerdermittel")
                .attribute("data-reference")
                .orElseThrow();
    }

    private static Stop asks(String number) {
        return PEOPLE.opens("dirk.admin", "/desk/why?lang=de&number=" + number);
    }

    @Test
    void findsTheNumberAsItIsReadOutOnTheTelephone() {
        String reference = refused();
        for (String typed : List.of(
                reference,
                reference.toLowerCase(Locale.ROOT),
                reference.replace("-", ""),
                "+" + reference.replace("-", "+-+").toLowerCase(Locale.ROOT) + "+",
                reference.replace('0', 'o').replace('1', 'l'))) {
            assertThat(asks(typed).attribute("data-reference")).as(typed).contains(reference);
        }
    }

    @Test
    void saysWhichRuleAndWhichGroupWereMissing() {
        Stop page = asks(refused());

        assertThat(page.attribute("data-outcome")).contains("no_role");
        assertThat(page.body())
                .contains("data-explained=\"bewilligen\" data-given=\"false\"", "data-rule=\"dd-foerdermittel\"")
                .containsSubsequence("/Bauaufsichtsamt/Leitung", "nicht erfüllt", "Regel", "dd-foerdermittel")
                .contains("/Bauaufsichtsamt/Sachbearbeitung", "data-same=\"true\"", "data-confirmed=\"true\"");
        assertThat(page.body()).doesNotContain("richter", "Anna");
    }

    @Test
    void saysWhichRuleGaveARole() {
        PEOPLE.person("anna.richter").opens("bauantrag");
        String reference = HUB.bean(JdbcClient.class)
                .sql("select reference from decision where provider = 'ebit-dresden' and application = 'bauantrag'"
                        + " order by id desc limit 1")
                .query(String.class)
                .single();

        Stop page = asks(reference);

        assertThat(page.attribute("data-outcome")).contains("admitted");
        assertThat(page.body())
                .contains("data-explained=\"lesen\" data-given=\"true\"")
                .contains("data-explained=\"genehmigen\" data-given=\"false\"")
                .contains("data-rule=\"dd-bau-sachbearbeitung\"");
    }

    @Test
    void saysWhatHasChangedSinceThen() {
        String reference = refused();
        HUB.change(document -> document.replace(
                "application: foerdermittel, when: {group: /Bauaufsichtsamt/Leitung}",
                "application: foerdermittel, when: {group-below: /Bauaufsichtsamt}"));

        Stop page = asks(reference);

        assertThat(page.body()).contains("data-same=\"false\"", "data-changed=\"rules\"", "data-confirmed=\"true\"");
        assertThat(Pattern.compile("data-changed").matcher(page.body()).results())
                .hasSize(1);
        assertThat(page.attribute("data-outcome")).contains("no_role");
    }

    @Test
    void aForeignNumberLooksLikeOneThatDoesNotExist() {
        String foreign = refused();

        String one = PEOPLE.opens("heiko.admin", "/desk/why?lang=de&number=" + foreign)
                .body();
        String other = PEOPLE.opens("heiko.admin", "/desk/why?lang=de&number=0000-0000")
                .body();

        assertThat(withoutProof(one.replace(foreign, ""))).isEqualTo(withoutProof(other.replace("0000-0000", "")));
    }

    /** Each page has its own, and it says nothing of what the page is about. */
    private static String withoutProof(String page) {
        return page.replaceAll("name=\"proof\" value=\"[^\"]*\"", "");
    }
}
