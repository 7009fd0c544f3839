package de.stadttor.desk;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.Employee;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.Visitor.Stop;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The editor's form, sent when its session is over: nothing is lost, nothing is kept, and nobody else sees it. */
class LateFormTests {

    private static final HubUnderTest HUB = HubUnderTest.shared();
    private static final DeskPeople PEOPLE = new DeskPeople(HUB);
    private static final String NEW = "/desk/providers/ebit-dresden/rules/_new?application=bauantrag";
    private static final Map<String, String> TYPED =
            Map.of("step", "save", "any", "group /IT", "role", "lesen", "why", "lange überlegt", "seen", "0");

    private static Map<String, String> with(String name, String value) {
        Map<String, String> form = new LinkedHashMap<>(TYPED);
        form.put(name, value);
        return form;
    }

    private static Stop sends(Employee person, Map<String, String> form) {
        return person.browser().post(URI.create(HUB.issuer() + NEW), form, HUB.issuer() + "/login");
    }

    private static long drafts() {
        return HUB.bean(JdbcClient.class)
                .sql("select count(*) from proposal")
                .query(Long.class)
                .single();
    }

    @Test
    void anEarlierFormOfTheSamePersonIsShownAgainAndNotKept() {
        String earlier = PEOPLE.proof("dirk.admin");
        long before = drafts();
        Employee again = new DeskPeople(HUB).person("dirk.admin");

        Stop page = sends(again, with("proof", earlier));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("data-late", "lange überlegt", "data-picked=\"group /IT\"");
        assertThat(drafts()).isEqualTo(before);
    }

    @Test
    void whatSomebodyElseTypedIsShownToNobody() {
        long before = drafts();
        Stop page = sends(PEOPLE.person("daniela.admin"), with("proof", PEOPLE.proof("dirk.admin")));

        assertThat(page.status()).isEqualTo(403);
        assertThat(page.attribute("data-unsent")).contains("other");
        assertThat(page.body()).doesNotContain("überlegt", "/IT");
        String typed = page.attribute("name=\"typed\" value").orElseThrow();
        assertThat(sends(PEOPLE.person("daniela.admin"), Map.of("typed", typed)).attribute("data-unsent"))
                .contains("other");
        assertThat(sends(PEOPLE.person("dirk.admin"), Map.of("typed", typed)).body())
                .contains("data-late", "lange überlegt");
        assertThat(drafts()).isEqualTo(before);
    }

    @Test
    void anotherSiteFillsInNothing() {
        long before = drafts();
        for (String proof : new String[] {"", "0", "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}) {
            Stop page = sends(PEOPLE.person("dirk.admin"), with("proof", proof));
            assertThat(page.attribute("data-failure")).contains("form_expired");
            assertThat(page.body()).doesNotContain("überlegt");
        }
        Stop page = sends(PEOPLE.person("dirk.admin"), Map.of("typed", PEOPLE.proof("dirk.admin")));
        assertThat(page.attribute("data-failure")).contains("form_expired");
        assertThat(sends(PEOPLE.newcomer("dirk.admin"), with("proof", "0"))
                        .uri()
                        .getPath())
                .isEqualTo("/login");
        assertThat(drafts()).isEqualTo(before);
    }

    @Test
    void whatWasTypedForOneRuleIsNotShownAtAnother() {
        Stop kept = sends(PEOPLE.newcomer("dirk.admin"), with("proof", PEOPLE.proof("dirk.admin")));
        assertThat(kept.attribute("data-unsent")).contains("over");
        String typed = kept.attribute("name=\"typed\" value").orElseThrow();

        Stop elsewhere = PEOPLE.sends(
                "dirk.admin",
                "/desk/providers/ebit-dresden/rules/dd-bau-leitung/change",
                Map.of("typed", typed, "proof", ""));

        assertThat(elsewhere.attribute("data-failure")).contains("form_expired");
    }

    @Test
    void formsThatHoldNextToNothingAreNotTakenLate() {
        String earlier = PEOPLE.proof("dirk.admin");

        Stop page = new DeskPeople(HUB)
                .sends(
                        "dirk.admin",
                        "/desk/providers/ebit-dresden/releases/bauantrag",
                        Map.of("step", "withdrawn", "proof", earlier));

        assertThat(page.attribute("data-failure")).contains("form_expired");
    }
}
