package de.stadttor.api;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.directory.Directories;
import de.stadttor.testing.Desk;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.TestClient.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom a condition matches now, through the API: for those who may write a rule, about their own people alone. */
class RuleMatchesApiTests {

    private static final HubUnderTest HUB = HubUnderTest.shared();

    private final Desk desk = new Desk(HUB);

    @BeforeAll
    static void readDirectories() throws InterruptedException {
        for (String provider : HubUnderTest.PROVIDERS) {
            HUB.bean(Directories.class).look(provider, Duration.ofSeconds(60));
        }
    }

    private Answer matches(String user, String provider, Map<String, Object> when) {
        return desk.post(user, "/providers/" + provider + "/rules/matches", Map.of("when", when));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # who          | ebit-dresden | kid-magdeburg | nowhere
            cli            | 200          | 200           | 404
            otto.betrieb   | 200          | 200           | 404
            dirk.admin     | 200          | 404           | 404
            heiko.admin    | 404          | 200           | 404
            paul.revision  | 403          | 403           | 403
            bernd.vogel    | 403          | 403           | 403
            """)
    void isForThoseWhoMayProposeRules(String user, int dresden, int magdeburg, int nowhere) {
        Map<String, Object> when = Map.of("group", "/x");
        assertThat(matches(user, "ebit-dresden", when).status()).isEqualTo(dresden);
        assertThat(matches(user, "kid-magdeburg", when).status()).isEqualTo(magdeburg);
        assertThat(matches(user, "nowhere", when).status()).isEqualTo(nowhere);
    }

    @Test
    void tellsHowManyAndTheFirstByName() {
        Answer answer = matches("dirk.admin", "ebit-dresden", Map.of("group-below", "/Bauaufsichtsamt"));

        assertThat(answer.json()).containsEntry("matched", 2).containsEntry("whole", true);
        assertThat(answer.json().get("people")).isEqualTo(6);
        assertThat(String.valueOf(answer.json().get("first")))
                .containsSubsequence("Anna Richter", "Bernd Vogel")
                .doesNotContain("@");
        assertThat(answer.response().headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void whomTheProviderKeepsOutIsCountedApart() {
        Answer all = matches("dirk.admin", "ebit-dresden", Map.of("cel", "true"));

        assertThat(all.json()).containsEntry("matched", 6).containsEntry("lockedOut", 1);
        assertThat(all.body()).doesNotContain("Doris");
    }

    @Test
    void anExpressionThatFailsMatchesNobodyAndSaysWhy() {
        Answer failing = matches("dirk.admin", "ebit-dresden", Map.of("cel", "groups[7] == 'x'"));

        assertThat(failing.json()).containsEntry("matched", 0).containsEntry("undecided", 6);
        assertThat(String.valueOf(failing.json().get("failure"))).contains("out of bounds");
    }

    @Test
    void whatIsNoConditionIsRefusedAtItsPlace() {
        for (Map<String, Object> when : List.<Map<String, Object>>of(
                Map.of("nothing", "x"), Map.of("cel", "grups == []"), Map.of("any", List.of()), Map.of())) {
            Answer answer = matches("dirk.admin", "ebit-dresden", when);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(String.valueOf(answer.json().get("errors"))).contains("/when");
        }
        assertThat(desk.post("dirk.admin", "/providers/ebit-dresden/rules/matches", Map.of())
                        .status())
                .isEqualTo(400);
    }
}
