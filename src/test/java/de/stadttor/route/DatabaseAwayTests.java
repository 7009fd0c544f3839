package de.stadttor.route;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.Employee;
import de.stadttor.testing.FakeFederation;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.TestClient.Answer;
import de.stadttor.testing.Visitor.Stop;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stadttor.demo.EmbeddedPostgres;

/** PostgreSQL goes away and comes back: everybody is told to try again, then it works by itself and nothing is lost. */
class DatabaseAwayTests {

    private static final Duration SECONDS = Duration.ofSeconds(10);
    private static final Executor THREADS = command -> Thread.ofVirtual().start(command);

    @TempDir
    static Path folder;

    private static EmbeddedPostgres postgres;
    private static FakeFederation federation;
    private static HubUnderTest hub;

    @BeforeAll
    static void start() {
        postgres = EmbeddedPostgres.at(folder, 0).start();
        federation = FakeFederation.start(postgres, postgres.jdbcUrl());
        hub = federation.hub();
    }

    @AfterAll
    static void stop() {
        federation.close();
        postgres.stop();
    }

    private static void isAway(Stop page) {
        assertThat(page.status()).as(page.uri() + " " + page.body()).isEqualTo(503);
        assertThat(page.response().headers().firstValue("Retry-After")).isPresent();
        assertThat(page.attribute("data-failure")).contains("store_away");
        assertThat(page.attribute("data-reference")).isPresent();
    }

    private static void isAway(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(503);
        assertThat(answer.response().headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.response().headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        assertThat(answer.json()).containsEntry("error", "temporarily_unavailable");
    }

    /** Each waits for a connection that does not come. */
    private static void atOnce(Runnable... requests) {
        CompletableFuture.allOf(Stream.of(requests)
                        .map(request -> CompletableFuture.runAsync(request, THREADS))
                        .toArray(CompletableFuture<?>[]::new))
                .join();
    }

    @Test
    void everybodyIsToldToTryAgainAndNothingIsLost() {
        Employee anna = federation.anna();
        TestClient bauantrag = anna.application("bauantrag");
        Answer tokens = anna.tokens("bauantrag");
        String code = anna.opensSilently("bauantrag").code().orElseThrow();
        Employee newcomer = federation.eva();
        Stop choice = newcomer.asks("bauantrag", Map.of());
        URI answer = newcomer.browser()
                .go(
                        newcomer.asks("bauantrag", Map.of()).link("data-provider", "kid-magdeburg"),
                        hub.issuer() + "/login/callback/")
                .uri();

        postgres.stop();
        try {
            atOnce(
                    () -> isAway(anna.asks("bauantrag", Map.of())),
                    () -> isAway(anna.opensSilently("bauantrag")),
                    () -> isAway(newcomer.goes(answer)),
                    () -> isAway(anna.goes(URI.create(hub.issuer() + "/login"))),
                    () -> isAway(anna.goes(URI.create(hub.issuer() + "/connect/logout"))),
                    () -> isAway(anna.goes(
                            URI.create(hub.issuer() + "/connect/logout?id_token_hint=" + tokens.text("id_token")))),
                    () -> isAway(bauantrag.redeem(code)),
                    () -> isAway(bauantrag.refresh(tokens.text("refresh_token"))),
                    () -> isAway(bauantrag.userinfo(tokens.text("access_token"))),
                    () -> isAway(bauantrag.post("/oauth2/introspect", Map.of("token", tokens.text("access_token")))),
                    () -> isAway(bauantrag.post("/oauth2/revoke", Map.of("token", tokens.text("access_token")))));
        } finally {
            postgres.start();
        }

        Awaitility.await()
                .atMost(SECONDS)
                .untilAsserted(() -> assertThat(anna.hasSession()).isTrue());
        assertThat(bauantrag.redeem(code).status())
                .as("the code was not consumed")
                .isEqualTo(200);
        assertThat(bauantrag.userinfo(tokens.text("access_token")).status()).isEqualTo(200);
        Answer refreshed = bauantrag.refresh(tokens.text("refresh_token"));
        assertThat(refreshed.status()).as(refreshed.body()).isEqualTo(200);
        assertThat(newcomer.chooses(choice).code()).isPresent();
    }

    @Test
    void answerOfTheProviderThatMetAnOutageCanBeTriedAgain() {
        Employee anna = federation.anna();
        URI answer = anna.browser()
                .go(
                        anna.application("bauantrag").authorize(Map.of("idp_hint", "ebit-dresden")),
                        hub.issuer() + "/login/callback/")
                .uri();
        postgres.stop();
        try {
            isAway(anna.goes(answer));
        } finally {
            postgres.start();
        }
        Awaitility.await()
                .atMost(SECONDS)
                .until(() -> federation.eva().opens("bauantrag").status() < 500);

        Stop again = anna.goes(answer);

        Stop back = again.attribute("data-failure").isPresent() ? anna.follows(again, "data-action", "retry") : again;
        assertThat(anna.idToken("bauantrag", back)).containsEntry("municipality", "Dresden");
    }

    @Test
    void refreshTokensThatWereAcknowledgedSurviveACrashUnderLoad() {
        Employee anna = federation.anna();
        TestClient bauantrag = anna.application("bauantrag");
        List<String> acknowledged = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            acknowledged.add(federation.anna().tokens("bauantrag").text("refresh_token"));
        }
        for (int round = 0; round < 2; round++) {
            acknowledged.replaceAll(token -> bauantrag.refresh(token).text("refresh_token"));
        }

        postgres.stop();
        postgres.start();
        Awaitility.await()
                .atMost(SECONDS)
                .until(() -> federation.eva().opens("bauantrag").status() < 500);

        assertThat(acknowledged)
                .allSatisfy(
                        token -> assertThat(bauantrag.refresh(token).status()).isEqualTo(200));
    }
}
