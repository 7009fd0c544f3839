package de.stadttor.api;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.platform.Json;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.TestClient.Answer;
import de.stadttor.testing.Visitor;
import de.stadttor.testing.Visitor.Stop;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The directories over the API, with real tokens, of a real Keycloak. */
class DirectoryApiTests {

    private final HubUnderTest hub = HubUnderTest.shared();
    private final TestClient stadttor = new TestClient(hub.issuer(), "stadttor");
    private final TestClient cli = new TestClient(hub.issuer(), "stadttor-cli");

    private String tokenOf(String email) {
        Visitor visitor = new Visitor();
        Stop page = visitor.go(stadttor.authorize(Map.of("login_hint", email)), TestClient.CALLBACK);
        Stop end = visitor.signIn(page, email.substring(0, email.indexOf('@')), TestClient.CALLBACK);
        return stadttor.redeem(end.parameter("code").orElseThrow()).text("access_token");
    }

    private String operator() {
        return cli.clientCredentials(Map.of()).text("access_token");
    }

    private Answer get(String path, String token) {
        return stadttor.get("/api/v1/providers/" + path, token);
    }

    private Answer reload(String provider, String token) {
        return stadttor.send(
                HttpRequest.newBuilder(URI.create(hub.issuer() + "/api/v1/providers/" + provider + "/directory/reload"))
                        .header("Authorization", "Bearer " + token)
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build());
    }

    private static JsonNode json(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.response().headers().firstValue("Cache-Control").orElseThrow())
                .contains("no-store");
        return JsonMapper.shared().readTree(answer.body());
    }

    @Test
    void groupsComeAsATreeWithTheirPeopleCountedAndTheirAge() {
        JsonNode answer = json(get("ebit-dresden/groups", operator()));

        assertThat(answer.at("/directory/state").asString()).isEqualTo("current");
        assertThat(answer.at("/directory/ageSeconds").asInt()).isBetween(0, 300);
        assertThat(answer.at("/directory/readAt").asString()).isNotBlank();
        assertThat(answer.at("/total").asInt()).isGreaterThanOrEqualTo(7);
        JsonNode it = answer.path("groups")
                .valueStream()
                .filter(group -> group.path("path").asString().equals("/IT"))
                .findFirst()
                .orElseThrow();
        assertThat(it.path("members").asInt()).isZero();
        assertThat(it.path("membersBelow").asInt()).isEqualTo(3);
        assertThat(it.path("groups")
                        .valueStream()
                        .map(group -> group.path("group").asString()))
                .containsExactly("/IT/Administration", "/IT/MK-Betrieb");
    }

    @Test
    void groupsRolesAndPeopleAreFoundByAPartOfTheirName() {
        String operator = operator();

        assertThat(json(get("ebit-dresden/groups?search=buergeramt%20melde", operator))
                        .at("/groups/0/path")
                        .asString())
                .isEqualTo("/Bürgeramt/Meldewesen");
        assertThat(json(get("kid-magdeburg/roles?search=al-", operator)).at("/roles/0"))
                .isEqualTo(JsonMapper.shared()
                        .readTree(
                                Json.write(Map.of("name", "al-bau", "description", "Amtsleitung Bau", "members", 1))));
        JsonNode katrin = json(get("lecos-leipzig/people?search=WOLF", operator));
        assertThat(katrin.path("people").size()).isEqualTo(1);
        assertThat(katrin.at("/people/0/username").asString()).isEqualTo("katrin.wolf");
        assertThat(katrin.at("/people/0/groups/0").asString()).isEqualTo("A33-SB");
        assertThat(katrin.at("/people/0/ags").asString()).isEqualTo("14713000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"groups", "roles", "people?search=a", "groups?search=x"})
    void adminsAndAuditorsSeeTheirOwnDirectoryAlone(String part) {
        String dirk = tokenOf("dirk.admin@dresden.example");
        String paul = tokenOf("paul.revision@magdeburg.example");

        assertThat(get("ebit-dresden/" + part, dirk).status()).isEqualTo(200);
        assertThat(get("kid-magdeburg/" + part, paul).status()).isEqualTo(200);
        for (Answer refused : List.of(
                get("kid-magdeburg/" + part, dirk),
                get("lecos-leipzig/" + part, dirk),
                get("ebit-dresden/" + part, paul),
                get("nowhere/" + part, dirk),
                get("nowhere/" + part, operator()))) {
            assertThat(refused.status()).isEqualTo(404);
            assertThat(refused.json()).containsEntry("detail", "There is no provider of this id.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"groups", "roles", "people"})
    void nobodyElseSeesAny(String part) {
        String bernd = tokenOf("bernd.vogel@dresden.example");

        assertThat(get("ebit-dresden/" + part, bernd).status()).isEqualTo(403);
        assertThat(get("kid-magdeburg/" + part, bernd).status()).isEqualTo(403);
        assertThat(reload("ebit-dresden", bernd).status()).isEqualTo(403);
        assertThat(stadttor.get("/api/v1/providers/ebit-dresden/" + part, null).status())
                .isEqualTo(401);
    }

    @Test
    void anotherProvidersDirectoryIsNotReloaded() {
        String dirk = tokenOf("dirk.admin@dresden.example");
        assertThat(reload("kid-magdeburg", dirk).status()).isEqualTo(404);
    }

    @Test
    void aReloadIsBegunAtOnceAndNotAgainForSomeSeconds() {
        String operator = operator();
        json(get("lecos-leipzig/groups", operator));
        try {
            hub.clock().advance(Duration.ofSeconds(30));
            Answer first = reload("lecos-leipzig", operator);
            assertThat(first.status()).isEqualTo(202);
            assertThat(first.response().headers().firstValue("Cache-Control").orElseThrow())
                    .contains("no-store");
            org.awaitility.Awaitility.await()
                    .until(() -> json(get("lecos-leipzig/groups", operator))
                            .at("/directory/reading")
                            .isNull());

            Answer second = reload("lecos-leipzig", operator);

            assertThat(second.status()).isEqualTo(429);
            assertThat(second.response()
                            .headers()
                            .firstValueAsLong("Retry-After")
                            .orElseThrow())
                    .isBetween(1L, 10L);
        } finally {
            hub.clock().reset();
        }
    }

    @Test
    void aProviderWithoutADirectorySaysSo() {
        hub.change(document -> document.replaceAll(
                "(?s)    directory:\n      type: keycloak\n      url: [^\n]*\n      realm: lecos-leipzig\n      client-id: [^\n]*\n      client-secret: [^\n]*\n",
                ""));
        try {
            Answer answer = get("lecos-leipzig/groups", operator());
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.json()).containsEntry("detail", "This provider is configured without a directory.");
        } finally {
            hub.putBack();
        }
    }

    @Test
    void aDirectoryThatWasNeverReadAndIsAwaySaysWhatIsWrong() {
        hub.change(document -> document.replaceFirst(
                "(directory:\n      type: keycloak\n      url: )[^\n]*(\n      realm: lecos-leipzig)",
                "$1http://localhost:1$2"));
        try {
            Answer answer = get("lecos-leipzig/groups", operator());
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.response().headers().firstValue("Retry-After")).contains("30");
            assertThat(answer.json()).containsEntry("detail", "Keycloak at http://localhost:1 cannot be reached.");
            assertThat(answer.body()).contains("\"state\":\"away\"", "\"kind\":\"unreachable\"");
            assertThat(get("ebit-dresden/groups", operator()).status()).isEqualTo(200);
        } finally {
            hub.putBack();
        }
    }
}
