package de.stadttor.api;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.application.Applications;
import de.stadttor.platform.Actor;
import de.stadttor.platform.Json;
import de.stadttor.registration.InitialAccess;
import de.stadttor.registration.InitialAccessTokens;
import de.stadttor.testing.Desk;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.Registrar;
import de.stadttor.testing.TestClient.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who gets initial access tokens, for what, and who sees and deletes them. */
class InitialAccessApiTests {

    private static final String PATH = "/initial-access-tokens";

    private final HubUnderTest hub = HubUnderTest.shared();
    private final Desk desk = new Desk(hub);
    private final Registrar registrar = new Registrar(hub);

    @AfterEach
    void takeAway() {
        registrar.close();
        InitialAccessTokens tokens = hub.bean(InitialAccessTokens.class);
        tokens.of(Actor.SYSTEM).stream().map(InitialAccess::id).forEach(id -> tokens.delete(id, Actor.SYSTEM));
    }

    private static Map<String, Object> releasing(String provider) {
        return Map.of(
                "owner",
                Registrar.OWNER,
                "registrations",
                3,
                "expires-in",
                600,
                "releases",
                List.of(Map.of(
                        "provider",
                        provider,
                        "claims",
                        List.of("name"),
                        "until",
                        "2099-12-31",
                        "legal-basis",
                        "§ 5 EGovG")));
    }

    @Test
    void operatorOrdersWithReleasesAndTheTokenIsToldOnce() {
        Answer made = desk.post("cli", PATH, releasing("kid-magdeburg"));

        assertThat(made.status()).as(made.body()).isEqualTo(201);
        assertThat(made.json())
                .containsEntry("owner", Registrar.OWNER)
                .containsEntry("registrations", 3)
                .containsEntry("left", 3)
                .containsEntry("require-pkce", false)
                .containsEntry(
                        "releases",
                        List.of(Map.of(
                                "provider", "kid-magdeburg",
                                "claims", List.of("name"),
                                "until", "2099-12-31",
                                "legal-basis", "§ 5 EGovG")));
        Answer registered = registrar.register(made.text("token"), Json.write(Registrar.metadata(Map.of())));
        assertThat(registered.status()).as(registered.body()).isEqualTo(201);
        Answer listed = desk.get("cli", PATH);
        assertThat(listed.body()).contains(made.text("id")).doesNotContain(made.text("token"));
        assertThat(listed.body()).contains("\"left\":2");
        assertThat(desk.get("heiko.admin", "/providers/kid-magdeburg/releases/" + registered.text("client_id"))
                        .json())
                .containsEntry("claims", List.of("name"))
                .containsEntry("until", "2099-12-31");
    }

    @Test
    void applicationOwnerAsksForThemselvesAndWithoutReleases() {
        Answer made = desk.post("bernd.vogel", PATH, Map.of());

        assertThat(made.status()).as(made.body()).isEqualTo(201);
        assertThat(made.json()).containsEntry("owner", Registrar.OWNER).containsEntry("registrations", 1);
        Answer registered = registrar.register(made.text("token"), Json.write(Registrar.metadata(Map.of())));
        String id = registered.text("client_id");
        assertThat(desk.get("bernd.vogel", "/registrations").body()).contains(id);
        assertThat(desk.post("bernd.vogel", PATH, Map.of("owner", "anna.richter@dresden.example"))
                        .status())
                .isEqualTo(403);
        assertThat(desk.post("bernd.vogel", PATH, releasing("ebit-dresden")).status())
                .isEqualTo(403);
        String token = desk.token("bernd.vogel");
        assertThat(desk.send(token, "DELETE", "/registrations/" + id, "").status())
                .isEqualTo(204);
        assertThat(hub.bean(Applications.class).find(id)).isEmpty();
        assertThat(desk.send(token, "DELETE", "/registrations/" + id, "").status())
                .isEqualTo(404);
    }

    @Test
    void providerAdminReleasesTheirOwnPeopleAlone() {
        assertThat(desk.post("dirk.admin", PATH, releasing("ebit-dresden")).status())
                .isEqualTo(201);
        assertThat(desk.post("dirk.admin", PATH, releasing("kid-magdeburg")).status())
                .isEqualTo(403);
    }

    @Test
    void adminsSeeAndDeleteWhatReleasesTheirPeople() {
        String id = desk.post("cli", PATH, releasing("ebit-dresden")).text("id");

        assertThat(desk.get("dirk.admin", PATH).body()).contains(id);
        assertThat(desk.get("heiko.admin", PATH).body()).doesNotContain(id);
        assertThat(desk.send(desk.token("heiko.admin"), "DELETE", PATH + "/" + id, "")
                        .status())
                .isEqualTo(404);
        assertThat(desk.send(desk.token("dirk.admin"), "DELETE", PATH + "/" + id, "")
                        .status())
                .isEqualTo(204);
        assertThat(desk.get("cli", PATH).body()).doesNotContain(id);
    }

    @Test
    void nobodySeesRegistrationsOfOthers() {
        Answer registered = registrar.register(Map.of());
        String id = registered.text("client_id");

        assertThat(desk.get("dirk.admin", "/registrations").body()).doesNotContain(id);
        assertThat(desk.send(desk.token("dirk.admin"), "DELETE", "/registrations/" + id, "")
                        .status())
                .isEqualTo(404);
        assertThat(desk.get("cli", "/registrations").body()).contains(id);
        assertThat(desk.send(desk.token("cli"), "DELETE", "/registrations/bauantrag", "")
                        .status())
                .isEqualTo(404);
        assertThat(desk.send(desk.token("cli"), "DELETE", "/registrations/" + id, "")
                        .status())
                .isEqualTo(204);
        assertThat(registrar.manage("GET", registered, "").status()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {}                                                               | owner is missing
            {"owner": "nobody"}                                              | owner is no e-mail address
            {"owner": "a@b.example", "registrations": 0}                     | from 1 to 1000
            {"owner": "a@b.example", "registrations": 1001}                  | from 1 to 1000
            {"owner": "a@b.example", "registrations": "3"}                   | no whole number
            {"owner": "a@b.example", "expires-in": 0}                        | from 1 to 7776000
            {"owner": "a@b.example", "expires-in": 7776001}                  | from 1 to 7776000
            {"owner": "a@b.example", "require-pkce": 1}                      | neither true nor false
            {"owner": "a@b.example", "releases": "all"}                      | releases is no list
            {"owner": "a@b.example", "releases": [1]}                        | no list of objects
            {"owner": "a@b.example", "releases": [{"claims": ["name"]}]}     | provider is missing
            {"owner": "a@b.example", "releases": [{"provider": "nowhere"}]}  | a provider that there is not
            {"owner": "a@b.example", "releases": [{"provider": "ebit-dresden", "claims": ["shoe"]}]} | claims: expected some of
            {"owner": "a@b.example", "releases": [{"provider": "ebit-dresden", "until": "2020-01-01"}]} | over already
            {"owner": "a@b.example", "releases": [{"provider": "ebit-dresden", "until": "soon"}]} | expected a day
            {"owner": "a@b.example", "releases": [{"provider": "ebit-dresden"}, {"provider": "ebit-dresden"}]} | twice
            {"owner": "a@b.example", "releases": [{"provider": "ebit-dresden", "who": "me"}]} | no such part here: who
            {"owner": "a@b.example", "scope": "x"}                           | no such part here: scope
            """)
    void whatIsWrongIsNamed(String order, String why) {
        Answer answer = desk.send(desk.token("cli"), "POST", PATH, order);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.text("detail")).contains(why);
    }
}
