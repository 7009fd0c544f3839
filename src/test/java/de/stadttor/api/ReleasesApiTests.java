package de.stadttor.api;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.Desk;
import de.stadttor.testing.Employee;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.TestClient.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Releases through the API, with real tokens: what is given counts at once, and nonsense is named. */
class ReleasesApiTests {

    private static final String BAUANTRAG = "/providers/ebit-dresden/releases/bauantrag";

    private final HubUnderTest hub = HubUnderTest.shared();
    private final Desk desk = new Desk(hub);

    @AfterEach
    void putBack() {
        hub.putBack();
    }

    @Test
    void whatIsGivenIsReadBackAndCountsAtTheNextToken() {
        Answer given = desk.put(
                "dirk.admin",
                BAUANTRAG,
                Map.of("claims", List.of("name"), "until", "2099-12-31", "legal-basis", "§ 5 EGovG"));

        assertThat(given.status()).isEqualTo(200);
        assertThat(desk.get("dirk.admin", BAUANTRAG).json())
                .containsEntry("claims", List.of("name"))
                .containsEntry("until", "2099-12-31")
                .containsEntry("legal-basis", "§ 5 EGovG")
                .containsEntry("inForce", true);
        assertThat(Employee.anna(hub).tokens("bauantrag").claims("access_token"))
                .doesNotContainKey("org_unit");
    }

    @Test
    void whatIsWithdrawnLetsNobodyIn() {
        String token = desk.token("dirk.admin");

        assertThat(desk.send(token, "DELETE", BAUANTRAG, "").status()).isEqualTo(204);
        assertThat(desk.send(token, "DELETE", BAUANTRAG, "").status()).isEqualTo(204);

        assertThat(desk.get("dirk.admin", BAUANTRAG).status()).isEqualTo(404);
        assertThat(Employee.anna(hub).opens("bauantrag").attribute("data-reason"))
                .contains("not_released");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"claims": ["shoe_size"], "until": "2020-01-01"} | claims holds something unknown; until is over already
            {"claims": ["name"], "until": "tomorrow"}        | until is no day
            {"claims": ["name"], "until": "+12000-01-01"}    | four digits
            {"claims": "name"}                               | claims is no list
            {"claims": ["name"], "who": "me"}                | There is no such part here: who
            {"claims": ["name"],                             | no JSON object
            """)
    void whatIsWrongIsNamedAndChangesNothing(String body, String words) {
        Answer before = desk.get("dirk.admin", BAUANTRAG);

        Answer answer = desk.send(desk.token("dirk.admin"), "PUT", BAUANTRAG, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("detail")).contains(words.split("; "));
        assertThat(desk.get("dirk.admin", BAUANTRAG).body()).isEqualTo(before.body());
    }
}
