package de.stadttor.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import de.stadttor.access.Releases;
import de.stadttor.application.Application;
import de.stadttor.application.Applications;
import de.stadttor.configuration.Configuration;
import de.stadttor.configuration.InvalidConfiguration;
import de.stadttor.platform.Actor;
import de.stadttor.platform.Json;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.Registrar;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.TestClient.Answer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** RFC 7591 section 3 and RFC 7592: who may register, and what becomes of a registration. */
class RegistrationTests {

    private final HubUnderTest hub = HubUnderTest.shared();
    private final Registrar registrar = new Registrar(hub);

    @AfterEach
    void takeAway() {
        hub.clock().reset();
        registrar.close();
    }

    private String body() {
        return Json.write(Registrar.metadata(Map.of()));
    }

    private static String challenge(Answer answer) {
        return answer.response().headers().firstValue("WWW-Authenticate").orElse("");
    }

    private boolean exists(Answer registered) {
        return hub.bean(Applications.class).find(registered.text("client_id")).isPresent();
    }

    @Test
    void answersWithEverythingThatTheApplicationNeeds() {
        Answer answer = registrar.register(registrar.token(1), body());

        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(answer.response().headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.response().headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/json");
        assertThat(answer.text("client_secret")).hasSize(43);
        assertThat(answer.text("registration_client_uri"))
                .isEqualTo(hub.issuer() + "/connect/register/" + answer.text("client_id"));
        assertThat(answer.json()).containsKeys("client_id_issued_at", "registration_access_token");
    }

    @Test
    void keepsNoTokenAndNoSecretAsText() {
        String token = registrar.token(1);
        Answer answer = registrar.register(token, body());

        String stored = hub.bean(JdbcClient.class)
                .sql("""
                        select (select string_agg(t::text, '') from initial_access_token t)
                            || (select string_agg(r::text, '') from client_registration r)
                            || (select string_agg(a::text, '') from application a)
                            || (select string_agg(i::text, '') from audit_inbox i)
                        """)
                .query(String.class)
                .optional()
                .orElse("");
        assertThat(stored)
                .doesNotContain(token)
                .doesNotContain(answer.text("client_secret"))
                .doesNotContain(answer.text("registration_access_token"));
    }

    @Test
    void whoeverBringsNoTokenIsToldTheSchemeAlone() {
        Answer answer = registrar.register(null, body());

        assertThat(answer.status()).isEqualTo(401);
        assertThat(challenge(answer)).isEqualTo("Bearer realm=\"stadttor\"");
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void refusesTokenThatNobodyMade(String token) {
        Answer answer = registrar.register(token, body());

        assertThat(answer.status()).isEqualTo(401);
        assertThat(challenge(answer)).contains("error=\"invalid_token\"");
    }

    @Test
    void refusesAccessTokensOfTheHub() {
        String token = new TestClient(hub.issuer(), "stadttor-cli")
                .clientCredentials(Map.of())
                .text("access_token");

        assertThat(registrar.register(token, body()).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic Zm9vOmJhcg==", "Bearer", "Bearer a b"})
    void refusesOtherWaysToAuthenticate(String header) {
        Answer answer = new TestClient(hub.issuer(), "none")
                .send(HttpRequest.newBuilder(URI.create(hub.issuer() + "/connect/register"))
                        .header("Authorization", header)
                        .POST(HttpRequest.BodyPublishers.ofString(body()))
                        .build());

        assertThat(answer.status()).isEqualTo(401);
    }

    @Test
    void tokenIsGoodForSoManyRegistrations() {
        String token = registrar.token(2);

        assertThat(registrar.register(token, body()).status()).isEqualTo(201);
        assertThat(registrar.register(token, "{\"redirect_uris\": []}").status())
                .isEqualTo(400);
        assertThat(registrar.register(token, body()).status()).isEqualTo(201);
        assertThat(registrar.register(token, body()).status()).isEqualTo(401);
    }

    @Test
    void tokenEnds() {
        String token = registrar.token(1);
        hub.clock().advance(Duration.ofHours(1).plusSeconds(1));

        assertThat(registrar.register(token, body()).status()).isEqualTo(401);
    }

    @Test
    void deletedTokenIsWorthNothingAndWhatItRegisteredStays() {
        InitialAccessTokens tokens = hub.bean(InitialAccessTokens.class);
        InitialAccessTokens.Created created = tokens.create(
                new InitialAccessOrder(Registrar.OWNER, 5, Duration.ofHours(1), false, List.of()), Actor.SYSTEM);
        Answer registered = registrar.register(created.token(), body());

        assertThat(tokens.delete(created.access().id(), Actor.SYSTEM)).isTrue();

        assertThat(registrar.register(created.token(), body()).status()).isEqualTo(401);
        assertThat(registrar.manage("GET", registered, "").status()).isEqualTo(200);
    }

    @Test
    void lastRegistrationIsGivenOnceHoweverManyComeAtOnce() throws Exception {
        String token = registrar.token(1);
        CountDownLatch start = new CountDownLatch(1);
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
            List<Future<Answer>> answers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                answers.add(pool.submit(() -> {
                    start.await();
                    return registrar.register(token, body());
                }));
            }
            start.countDown();
            for (Future<Answer> answer : answers) {
                statuses.add(answer.get().status());
            }
        }

        assertThat(statuses).containsOnlyOnce(201).allMatch(status -> status == 201 || status == 401);
    }

    @Test
    void readsItsRegistrationWithoutTheSecret() {
        Answer registered = registrar.register(registrar.token(1), body());

        Answer read = registrar.manage("GET", registered, "");

        assertThat(read.status()).isEqualTo(200);
        Map<String, Object> expected = new HashMap<>(registered.json());
        expected.remove("client_secret");
        expected.remove("client_secret_expires_at");
        assertThat(read.json()).isEqualTo(expected);
        assertThat(read.response().headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void replacesItsRegistrationAsAWhole() {
        Answer registered = registrar.register(
                registrar.token(1),
                Json.write(Registrar.metadata(
                        Map.of("contacts", List.of("a@amt.example"), "id_token_signed_response_alg", "ES256"))));
        Map<String, @Nullable Object> asked = Registrar.metadata(Map.of(
                "client_id",
                registered.text("client_id"),
                "client_secret",
                registered.text("client_secret"),
                "client_name",
                "Neu",
                "scope",
                "openid"));

        Answer changed = registrar.manage("PUT", registered, Json.write(asked));

        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        assertThat(changed.json())
                .containsEntry("client_name", "Neu")
                .containsEntry("scope", "openid")
                .containsEntry("id_token_signed_response_alg", "RS256")
                .doesNotContainKeys("contacts", "client_secret");
        Application stored =
                hub.bean(Applications.class).find(registered.text("client_id")).orElseThrow();
        assertThat(stored.name("de")).isEqualTo("Neu");
        assertThat(stored.owners()).containsExactly(Registrar.OWNER);
        assertThat(hub.bean(Applications.class).secretMatches(stored.id(), registered.text("client_secret")))
                .isTrue();
        assertThat(registrar.manage("GET", registered, "").json()).containsEntry("client_name", "Neu");
    }

    @Test
    void applicationThatTurnsToASecretGetsOne() {
        Answer registered = registrar.register(Map.of("token_endpoint_auth_method", "none"));

        Answer changed = registrar.manage(
                "PUT", registered, Json.write(Registrar.metadata(Map.of("client_id", registered.text("client_id")))));

        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        assertThat(hub.bean(Applications.class)
                        .secretMatches(registered.text("client_id"), changed.text("client_secret")))
                .isTrue();
    }

    @Test
    void refusesChangeThatIsWrongAndChangesNothing() {
        Answer registered = registrar.register(registrar.token(1), body());
        String id = registered.text("client_id");
        Map<Map<String, Object>, String> wrong = Map.of(
                Map.of(), "client_id: ",
                Map.of("client_id", "bauantrag"), "client_id: ",
                Map.of("client_id", id, "client_secret", "another"), "client_secret: ",
                Map.of("client_id", id, "registration_access_token", "x"), "registration_access_token: ",
                Map.of("client_id", id, "client_id_issued_at", 1), "client_id_issued_at: ",
                Map.of("client_id", id, "jwks_uri", "https://10.0.0.1/"), "jwks_uri: ");

        wrong.forEach((further, member) -> {
            Answer answer = registrar.manage("PUT", registered, Json.write(Registrar.metadata(further)));
            assertThat(answer.status()).as(answer.body()).isEqualTo(400);
            assertThat(answer.text("error")).isEqualTo("invalid_client_metadata");
            assertThat(answer.text("error_description")).startsWith(member);
        });
        Answer redirect = registrar.manage(
                "PUT",
                registered,
                Json.write(Registrar.metadata(Map.of("client_id", id, "redirect_uris", List.of("javascript:x")))));
        assertThat(redirect.text("error")).isEqualTo("invalid_redirect_uri");
        Map<String, Object> unchanged = new HashMap<>(registered.json());
        unchanged.remove("client_secret");
        unchanged.remove("client_secret_expires_at");
        assertThat(registrar.manage("GET", registered, "").json()).isEqualTo(unchanged);
    }

    @Test
    void changeDoesNotShakeOffWhatTheInitialAccessTokenDemanded() {
        Answer registered = registrar.register(
                registrar.token(new InitialAccessOrder(Registrar.OWNER, 1, Duration.ofHours(1), true, List.of())),
                body());

        Answer changed = registrar.manage(
                "PUT", registered, Json.write(Registrar.metadata(Map.of("client_id", registered.text("client_id")))));

        assertThat(changed.status()).isEqualTo(200);
        assertThat(hub.bean(Applications.class)
                        .find(registered.text("client_id"))
                        .orElseThrow()
                        .requirePkce())
                .isTrue();
    }

    @Test
    void removesItselfWithItsReleases() {
        Answer registered = registrar.register(registrar.releasingToken(), body());
        String id = registered.text("client_id");
        assertThat(hub.bean(Releases.class).find("ebit-dresden", id)).isPresent();

        Answer removed = registrar.manage("DELETE", registered, "");

        assertThat(removed.status()).isEqualTo(204);
        assertThat(exists(registered)).isFalse();
        assertThat(hub.bean(Releases.class).find("ebit-dresden", id)).isEmpty();
        assertThat(registrar.manage("GET", registered, "").status()).isEqualTo(401);
        assertThat(registrar.manage("DELETE", registered, "").status()).isEqualTo(401);
    }

    /** Nobody learns which clients there are. */
    @Test
    void answersTheSameToAForeignTokenWhicheverClientIsNamed() {
        Answer mine = registrar.register(registrar.token(1), body());
        Answer other = registrar.register(registrar.token(1), body());
        String foreign = other.text("registration_access_token");
        String base = hub.issuer() + "/connect/register/";

        for (String method : List.of("GET", "PUT", "DELETE")) {
            for (String id : List.of(
                    mine.text("client_id"),
                    "bauantrag",
                    "stadttor",
                    UUID.randomUUID().toString(),
                    "%00",
                    "a".repeat(999))) {
                Answer answer = registrar.send(method, base + id, foreign, body());
                assertThat(answer.status())
                        .as(method + " " + id)
                        .isIn(id.equals("%00") ? List.of(400, 401) : List.of(401));
                if (answer.status() == 401) {
                    assertThat(challenge(answer)).isEqualTo("Bearer realm=\"stadttor\", error=\"invalid_token\"");
                    assertThat(answer.body()).isEmpty();
                }
            }
            assertThat(registrar
                            .send(method, base + mine.text("client_id"), null, body())
                            .status())
                    .isEqualTo(401);
        }
        assertThat(exists(mine)).isTrue();
    }

    @Test
    void initialAccessTokenManagesNothing() {
        String token = registrar.token(2);
        Answer registered = registrar.register(token, body());

        assertThat(registrar
                        .send("GET", registered.text("registration_client_uri"), token, "")
                        .status())
                .isEqualTo(401);
        assertThat(registrar
                        .register(registered.text("registration_access_token"), body())
                        .status())
                .isEqualTo(401);
    }

    @Test
    void eachStepIsWrittenDown() {
        Answer registered = registrar.register(registrar.releasingToken(), body());
        String id = registered.text("client_id");
        registrar.manage("PUT", registered, Json.write(Registrar.metadata(Map.of("client_id", id))));
        registrar.manage("DELETE", registered, "");

        List<String> events = hub.bean(JdbcClient.class)
                .sql("""
                        select kind || ' ' || coalesce(body ->> 'step', '') || ' ' || actor from (
                            select kind, body, actor, application from audit_inbox
                            union all select kind, body, actor, application from audit_event) events
                        where application = :id
                        """)
                .param("id", id)
                .query(String.class)
                .list();
        assertThat(events)
                .contains(
                        "registration registered " + id,
                        "registration changed " + id,
                        "registration removed " + id,
                        "release  system");
    }

    @Test
    void configurationLeavesRegisteredApplicationsAlone() {
        Answer registered = registrar.register(registrar.releasingToken(), body());
        String id = registered.text("client_id");
        Configuration configuration = hub.bean(Configuration.class);

        String exported = configuration.exportYaml(Actor.SYSTEM);
        hub.putBack();

        assertThat(exported).doesNotContain(id);
        assertThat(configuration
                        .plan(exported, HubUnderTest.secrets(), Actor.SYSTEM)
                        .text())
                .isEqualTo("no change");
        assertThat(exists(registered)).isTrue();
        assertThat(hub.bean(Releases.class).find("ebit-dresden", id)).isPresent();
    }

    @Test
    void configurationCannotTakeARegisteredApplicationOver() {
        String id = registrar.register(registrar.token(1), body()).text("client_id");
        String document = "version: 1\napplications:\n  - {id: %s, name: {de: x, en: x}, grants: []}\n".formatted(id);

        assertThat(catchThrowableOfType(
                                InvalidConfiguration.class,
                                () -> hub.bean(Configuration.class).plan(document, Map.of(), Actor.SYSTEM))
                        .problems())
                .anyMatch(problem -> problem.message().contains("registered itself"));
    }
}
