package de.stadttor.desk;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.platform.GermanDays;
import de.stadttor.testing.HubUnderTest;
import java.time.LocalDate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What wants to be looked at, and whose it is. */
class OverviewDeskTests {

    private static final HubUnderTest HUB = HubUnderTest.shared();
    private static final DeskPeople PEOPLE = new DeskPeople(HUB);
    private static final String RELEASE = "{provider: ebit-dresden, application: meldeauskunft, claims: [name]";

    /** Other tests leave behind what they asked for. */
    @BeforeEach
    void answerWhatWasAsked() {
        HUB.bean(JdbcClient.class)
                .sql("update release_request set state = 'withdrawn' where state = 'open'")
                .update();
    }

    @AfterEach
    void putBack() {
        HUB.putBack();
    }

    /** Of releases and providers; other tests leave changes of rules behind. */
    private static Stream<String> matters(String user) {
        return Pattern.compile("data-matter=\"([a-z_]+)\"")
                .matcher(PEOPLE.opens(user, "/desk").body())
                .results()
                .map(found -> found.group(1))
                .filter(kind -> !kind.startsWith("version_") && !kind.startsWith("proposal_"));
    }

    @Test
    void namesNothingWhereNothingIsToBeDone() {
        JdbcClient jdbc = HUB.bean(JdbcClient.class);
        jdbc.sql("update rule_set_version set at = at - interval '31 days'").update();
        jdbc.sql("update proposal set state = 'withdrawn' where state in ('submitted', 'approved')")
                .update();
        assertThat(matters("dirk.admin")).isEmpty();
        assertThat(PEOPLE.opens("dirk.admin", "/desk?lang=de").body()).contains("st-empty");
    }

    @Test
    void anApplicationThatAdmitsNobodyFromThereNeedsNoRelease() {
        assertThat(matters("heiko.admin")).isEmpty();
    }

    @Test
    void namesAReleaseThatRunsOutAndOneThatHasRunOutAndOneThatIsMissing() {
        LocalDate today = GermanDays.of(HUB.clock().instant());
        HUB.change(document -> document.replace(RELEASE, RELEASE + ", until: " + today.plusDays(30)));
        assertThat(matters("dirk.admin")).containsExactly("release_ending");
        assertThat(matters("heiko.admin")).isEmpty();
        HUB.change(document -> document.replace(RELEASE, RELEASE + ", until: " + today.plusDays(31)));
        assertThat(matters("dirk.admin")).isEmpty();
        HUB.change(document -> document.replace(RELEASE, RELEASE + ", until: " + today.minusDays(1)));
        assertThat(matters("dirk.admin")).containsExactly("release_over");
        HUB.change(document ->
                document.lines().filter(line -> !line.contains(RELEASE)).collect(Collectors.joining("\n", "", "\n")));
        assertThat(matters("dirk.admin")).containsExactly("release_none");
    }

    @Test
    void namesAProviderThatIsSwitchedOffToTheOperators() {
        HUB.change(document -> document.replace(
                "email-domains: [leipzig.example]\n    enabled: true",
                "email-domains: [leipzig.example]\n    enabled: false"));
        assertThat(matters("otto.betrieb")).containsExactly("switched_off");
        assertThat(matters("dirk.admin")).isEmpty();
    }
}
