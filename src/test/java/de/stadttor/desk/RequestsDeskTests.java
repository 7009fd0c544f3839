package de.stadttor.desk;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.Desk;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.TestClient.Answer;
import de.stadttor.testing.Visitor.Stop;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An application's owner asks for a release, and the provider answers: who may which, by page, API and guessed id. */
class RequestsDeskTests {

    private static final HubUnderTest HUB = HubUnderTest.shared();
    private static final DeskPeople PEOPLE = new DeskPeople(HUB);
    private static final Desk API = new Desk(HUB);
    private static final String BAUANTRAG = "/desk/applications/bauantrag";
    private static final List<String> EVERYBODY =
            List.of("otto.betrieb", "dirk.admin", "heiko.admin", "paul.revision", "bernd.vogel", "anna.richter");

    @BeforeEach
    @AfterEach
    void noRequests() {
        HUB.bean(JdbcClient.class).sql("delete from release_request").update();
        HUB.putBack();
    }

    private static Stop asks(String user, Map<String, String> further) {
        Map<String, String> form = new LinkedHashMap<>(Map.of(
                "providers", "ebit-dresden", "claims", "profile", "purpose", "Zustellung", "basis", "§ 5 EGovG"));
        form.putAll(further);
        return PEOPLE.posts(user, BAUANTRAG + "/requests", form);
    }

    private static String open(String provider) {
        return HUB.bean(JdbcClient.class)
                .sql("select id::text from release_request where provider = :provider and state = 'open'")
                .param("provider", provider)
                .query(String.class)
                .single();
    }

    private static String state(String id) {
        return HUB.bean(JdbcClient.class)
                .sql("select state from release_request where id = :id::uuid")
                .param("id", id)
                .query(String.class)
                .single();
    }

    private static List<String> steps() {
        return Pattern.compile("data-event=\"request_([a-z]+)\"")
                .matcher(PEOPLE.opens("otto.betrieb", "/desk/audit?topic=releases")
                        .body())
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @Test
    void onlyWhoeverIsResponsibleAsks() {
        Map<String, Integer> expected = Map.of("bernd.vogel", 200, "anna.richter", 403);
        for (String user : EVERYBODY) {
            assertThat(asks(user, Map.of()).status()).as(user).isEqualTo(expected.getOrDefault(user, 404));
        }
        assertThat(PEOPLE.posts(
                                "bernd.vogel",
                                "/desk/applications/foerdermittel/requests",
                                Map.of("providers", "ebit-dresden", "claims", "name", "purpose", "x", "basis", "x"))
                        .status())
                .isEqualTo(404);
        assertThat(PEOPLE.opens("dirk.admin", BAUANTRAG).body()).doesNotContain("data-action=\"ask\"");
    }

    @Test
    void whatIsAskedForIsATaskOfThatProviderAlone() {
        asks("bernd.vogel", Map.of());
        String id = open("ebit-dresden");
        String page = "/desk/providers/ebit-dresden/requests/" + id;

        assertThat(PEOPLE.opens("dirk.admin", "/desk").body()).contains("data-matter=\"release_request\"", page);
        assertThat(PEOPLE.opens("dirk.admin", "/desk/providers/ebit-dresden/releases")
                        .body())
                .contains("data-asked=\"open\"", page);
        assertThat(PEOPLE.opens("heiko.admin", "/desk").body()).doesNotContain("release_request");
        List<Integer> shown = List.of(200, 200, 403, 403, 403, 403);
        for (int i = 0; i < EVERYBODY.size(); i++) {
            assertThat(PEOPLE.opens(EVERYBODY.get(i), page).status())
                    .as(EVERYBODY.get(i))
                    .isEqualTo(shown.get(i));
        }
        for (String foreign : List.of("heiko.admin", "paul.revision")) {
            assertThat(PEOPLE.opens(foreign, "/desk/providers/kid-magdeburg/requests/" + id)
                            .status())
                    .as("by a guessed id")
                    .isEqualTo(404);
            assertThat(PEOPLE.posts(foreign, "/desk/providers/kid-magdeburg/requests/" + id, Map.of("why", "Nein"))
                            .status())
                    .isIn(404);
            assertThat(API.get(foreign, "/release-requests?provider=ebit-dresden")
                            .body())
                    .isEqualTo("[]");
        }
        assertThat(PEOPLE.opens("dirk.admin", page + "x").status()).isEqualTo(404);
    }

    @Test
    void theSameTwiceIsOneAndAnotherWishReplacesIt() {
        asks("bernd.vogel", Map.of());
        String first = open("ebit-dresden");
        asks("bernd.vogel", Map.of());
        asks("bernd.vogel", Map.of("purpose", "Bescheide zustellen"));

        assertThat(open("ebit-dresden")).isEqualTo(first);
        assertThat(PEOPLE.opens("dirk.admin", "/desk/providers/ebit-dresden/requests/" + first)
                        .body())
                .contains("Bescheide zustellen");
        assertThat(steps()).startsWith("changed", "asked");
    }

    @Test
    void aReleaseThatGivesItAnswersTheRequest() {
        asks("bernd.vogel", Map.of());
        String id = open("ebit-dresden");
        Stop release = PEOPLE.opens("dirk.admin", "/desk/providers/ebit-dresden/releases/bauantrag?request=" + id);
        assertThat(release.body()).containsPattern("value=\"profile\"[^>]*checked");
        assertThat(PEOPLE.opens("dirk.admin", "/desk/providers/ebit-dresden/releases/meldeauskunft?request=" + id)
                        .body())
                .doesNotContainPattern("value=\"profile\"[^>]*checked");

        PEOPLE.posts(
                "dirk.admin",
                "/desk/providers/ebit-dresden/releases/bauantrag",
                Map.of("step", "given", "claims", "name"));
        assertThat(state(id)).isEqualTo("open");
        PEOPLE.posts(
                "dirk.admin",
                "/desk/providers/ebit-dresden/releases/bauantrag",
                Map.of("step", "given", "claims", "profile"));

        assertThat(state(id)).isEqualTo("accepted");
        assertThat(PEOPLE.opens("bernd.vogel", BAUANTRAG).body()).contains("data-asked=\"accepted\"");
        assertThat(PEOPLE.opens("dirk.admin", "/desk").body()).doesNotContain("release_request");
        assertThat(steps()).startsWith("accepted", "asked");
    }

    @Test
    void aReasonIsNeededToDeclineAndTheOwnerSeesIt() {
        asks("bernd.vogel", Map.of());
        String page = "/desk/providers/ebit-dresden/requests/" + open("ebit-dresden");
        assertThat(PEOPLE.posts("dirk.admin", page, Map.of("why", "  ")).status())
                .isEqualTo(400);
        assertThat(PEOPLE.posts("dirk.admin", page, Map.of("why", "x".repeat(1_001)))
                        .body())
                .contains("data-problem=\"why\"", "x".repeat(1_001));

        Stop declined = PEOPLE.posts("dirk.admin", page, Map.of("why", "Bitte ohne <Profil>"));

        assertThat(declined.body()).contains("data-request=\"declined\"");
        assertThat(PEOPLE.opens("bernd.vogel", BAUANTRAG).body())
                .contains("data-asked=\"declined\"", "Bitte ohne &lt;Profil&gt;");
        assertThat(PEOPLE.posts("dirk.admin", page, Map.of("why", "Noch einmal"))
                        .status())
                .isEqualTo(200);
        assertThat(PEOPLE.opens("bernd.vogel", BAUANTRAG).body()).doesNotContain("Noch einmal");
        assertThat(steps()).startsWith("declined", "asked");
    }

    @Test
    void anAuditorAnswersNothing() {
        asks("bernd.vogel", Map.of("providers", "kid-magdeburg"));
        String page = "/desk/providers/kid-magdeburg/requests/" + open("kid-magdeburg");

        assertThat(PEOPLE.opens("paul.revision", page).body()).doesNotContain("data-action=\"decline\"");
        assertThat(PEOPLE.posts("paul.revision", page, Map.of("why", "Nein")).status())
                .isEqualTo(403);
        assertThat(API.post("paul.revision", "/release-requests/" + open("kid-magdeburg") + "/accept", Map.of())
                        .status())
                .isEqualTo(403);
        assertThat(state(open("kid-magdeburg"))).isEqualTo("open");
    }

    @Test
    void anOwnerTakesItBackAndNobodyElseDoes() {
        asks("bernd.vogel", Map.of());
        String id = open("ebit-dresden");
        String path = BAUANTRAG + "/requests/" + id + "/withdraw";
        for (String user : List.of("otto.betrieb", "dirk.admin", "heiko.admin", "paul.revision")) {
            assertThat(PEOPLE.posts(user, path, Map.of()).status()).as(user).isEqualTo(404);
        }
        assertThat(state(id)).isEqualTo("open");

        assertThat(PEOPLE.posts("bernd.vogel", path, Map.of()).body()).contains("data-asked=\"withdrawn\"");

        assertThat(state(id)).isEqualTo("withdrawn");
        assertThat(PEOPLE.opens("dirk.admin", "/desk/providers/ebit-dresden/requests/" + id)
                        .body())
                .contains("data-request=\"withdrawn\"")
                .doesNotContain("data-action=\"decline\"");
        assertThat(PEOPLE.posts("bernd.vogel", path, Map.of()).status()).isEqualTo(200);
    }

    @Test
    void whatIsWrongIsSaidAtTheFieldAndNothingIsLost() {
        Stop page = asks(
                "bernd.vogel",
                Map.of("providers", "nowhere", "claims", "everything", "purpose", "Zustellung", "basis", " "));

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.body())
                .contains(
                        "data-problem=\"providers_none\"",
                        "data-problem=\"claims_none\"",
                        "data-problem=\"basis_none\"",
                        "Zustellung")
                .doesNotContain("data-problem=\"purpose");
    }

    @Test
    void theApiDoesTheSame() {
        Map<String, Object> wish = new LinkedHashMap<>(Map.of(
                "application", "bauantrag",
                "providers", List.of("ebit-dresden", "kid-magdeburg"),
                "claims", List.of("profile"),
                "purpose", "Zustellung",
                "legalBasis", "§ 5 EGovG"));
        for (String user : List.of("otto.betrieb", "dirk.admin", "paul.revision", "cli")) {
            assertThat(API.post(user, "/release-requests", wish).status())
                    .as(user)
                    .isEqualTo(403);
        }
        Answer asked = API.post("bernd.vogel", "/release-requests", wish);
        assertThat(asked.status()).as(asked.body()).isEqualTo(200);
        String dresden = open("ebit-dresden");
        assertThat(API.get("bernd.vogel", "/release-requests?application=bauantrag")
                        .body())
                .contains(dresden, open("kid-magdeburg"));
        assertThat(API.get("dirk.admin", "/release-requests?provider=ebit-dresden")
                        .body())
                .contains(dresden)
                .doesNotContain("kid-magdeburg");
        assertThat(API.get("dirk.admin", "/release-requests?application=bauantrag")
                        .body())
                .isEqualTo("[]");

        for (String step : List.of("accept", "decline")) {
            assertThat(API.post("heiko.admin", "/release-requests/" + dresden + "/" + step, Map.of("why", "Nein"))
                            .status())
                    .isEqualTo(404);
            assertThat(API.post(
                                    "bernd.vogel",
                                    "/release-requests/" + dresden + "/" + step,
                                    step.equals("decline") ? Map.of("why", "Nein") : Map.of())
                            .status())
                    .isEqualTo(403);
        }
        assertThat(API.post("dirk.admin", "/release-requests/" + dresden + "/withdraw", Map.of())
                        .status())
                .isEqualTo(403);
        assertThat(API.post("dirk.admin", "/release-requests/" + dresden + "/accept", Map.of("until", "2099-12-31"))
                        .json())
                .containsEntry("state", "accepted");
        assertThat(PEOPLE.opens("dirk.admin", "/desk/providers/ebit-dresden/releases/bauantrag")
                        .body())
                .contains("value=\"2099-12-31\"")
                .containsPattern("value=\"profile\"[^>]*checked")
                .containsPattern("value=\"name\"[^>]*checked");
        assertThat(API.post("dirk.admin", "/release-requests/" + dresden + "/decline", Map.of("why", "Nein"))
                        .status())
                .isEqualTo(409);
        assertThat(API.post(
                                "heiko.admin",
                                "/release-requests/" + open("kid-magdeburg") + "/decline",
                                Map.of("why", "Nein"))
                        .json())
                .containsEntry("answer", "Nein");
        wish.put("claims", List.of("everything"));
        assertThat(API.post("bernd.vogel", "/release-requests", wish).status()).isEqualTo(400);
        wish.put("application", "foerdermittel");
        assertThat(API.post("bernd.vogel", "/release-requests", wish).status()).isEqualTo(404);
    }
}
