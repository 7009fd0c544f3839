package de.stadttor.logout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import de.stadttor.testing.ConsoleLog;
import de.stadttor.testing.Employee;
import de.stadttor.testing.FakeApplication;
import de.stadttor.testing.FakeApplication.Received;
import de.stadttor.testing.FakeFederation;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.TestClient.Answer;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Logout messages arrive, however applications, nodes and networks behave; and where they may not go they do not. */
@ExtendWith({OutputCaptureExtension.class, ConsoleLog.class})
class DeliveryTests {

    private static final Duration SOON = Duration.ofSeconds(8);

    private final FakeFederation federation = FakeFederation.shared();
    private final HubUnderTest hub = federation.hub();
    private final Employee anna = federation.anna();
    private final FakeApplication application = FakeApplication.started();

    @AfterEach
    void reset() {
        application.close();
        federation.reset();
    }

    private Answer logsOut(Employee person, String from) {
        Answer tokens = person.tokens(from);
        person.browser()
                .go(
                        URI.create(hub.issuer() + "/connect/logout?id_token_hint=" + tokens.text("id_token")
                                + "&post_logout_redirect_uri=http%3A%2F%2F127.0.0.1%3A9100%2F"),
                        "http://127.0.0.1:9100/");
        return tokens;
    }

    private static UUID session(Answer tokens) {
        return UUID.fromString(String.valueOf(tokens.claims("id_token").get("sid")));
    }

    private String outcome(Answer tokens) {
        return federation
                .database()
                .sql("select coalesce(outcome, 'waiting') from logout_message where session = :session")
                .param("session", session(tokens))
                .query(String.class)
                .single();
    }

    private int attempts(Answer tokens) {
        return federation
                .database()
                .sql("select attempts from logout_message where session = :session")
                .param("session", session(tokens))
                .query(Integer.class)
                .single();
    }

    private void comesTo(Answer tokens, String outcome) {
        await().atMost(SOON).untilAsserted(() -> assertThat(outcome(tokens)).isEqualTo(outcome));
    }

    private double counted(String client, Outcome outcome) {
        return hub
                .bean(MeterRegistry.class)
                .find("stadttor.logout.deliveries")
                .tags("application", client, "outcome", outcome.code())
                .counters()
                .stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 202, 204})
    void everySuccessEndsIt(int status) {
        federation.addTold(Map.of("erfolg", application.backChannel()));
        application.answers(status);
        double before = counted("erfolg", Outcome.DELIVERED);

        Answer tokens = logsOut(anna, "erfolg");

        comesTo(tokens, "delivered");
        await().atMost(SOON).until(() -> counted("erfolg", Outcome.DELIVERED) == before + 1);
    }

    @Test
    void refusalIsFinalAndSaidInTheLog(CapturedOutput output) {
        federation.addTold(Map.of("weigert", application.backChannel()));
        application.answers(400);

        Answer tokens = logsOut(anna, "weigert");

        comesTo(tokens, "refused");
        hub.clock().advance(Duration.ofHours(1));
        await().during(Duration.ofSeconds(2))
                .atMost(SOON)
                .until(() -> application.received().size() == 1);
        assertThat(counted("weigert", Outcome.REFUSED)).isEqualTo(1);
        assertThat(output.getAll()).contains("for weigert ends undelivered, refused: it answered 400");
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 401, 404, 429, 500, 503})
    void whateverElseIsAnsweredIsTriedAgainWithAFreshToken(int status) {
        federation.addTold(Map.of("spaeter", application.backChannel()));
        application.answers(status);
        Answer tokens = logsOut(anna, "spaeter");
        await().atMost(SOON).until(() -> application.received().size() >= 2);

        application.answers(200);

        comesTo(tokens, "delivered");
        assertThat(application.received().stream().map(Received::logoutToken).distinct())
                .hasSameSizeAs(application.received());
        assertThat(application.received().stream().map(Received::sid).distinct())
                .containsExactly(session(tokens).toString());
    }

    @Test
    void applicationThatWasAwayIsToldOnceItIsBack(CapturedOutput output) {
        federation.addTold(Map.of("fort", application.backChannel()));
        application.goesAway();
        Answer tokens = logsOut(anna, "fort");
        await().atMost(SOON).until(() -> attempts(tokens) >= 2);
        assertThat(outcome(tokens)).isEqualTo("waiting");
        hub.bean(DeliveryRecord.class).renew();
        assertThat(hub.bean(MeterRegistry.class)
                        .get("stadttor.logout.oldest")
                        .tag("application", "fort")
                        .gauge()
                        .value())
                .isPositive();

        application.comesBack();

        comesTo(tokens, "delivered");
        await().atMost(SOON).until(() -> output.getAll().contains("fort takes logout messages again"));
        assertThat(output.getAll().split("a logout message for fort was not delivered", -1))
                .as("said once, not at each attempt")
                .hasSize(2);
    }

    @Test
    void itIsGivenUpAfterADay(CapturedOutput output) {
        federation.addTold(Map.of("nie", application.backChannel()));
        application.answers(500);
        Answer tokens = logsOut(anna, "nie");
        await().atMost(SOON).until(() -> attempts(tokens) >= 1);

        hub.clock().advance(Duration.ofHours(24));

        comesTo(tokens, "given_up");
        assertThat(output.getAll()).contains("for nie ends undelivered, given_up: it answered 500");
    }

    @Test
    void slowApplicationHoldsUpNoOther() {
        FakeApplication slow = FakeApplication.started();
        try (slow) {
            federation.addTold(Map.of("langsam", slow.backChannel(), "flink", application.backChannel()));
            slow.hangs();
            List<Employee> people = Stream.generate(federation::anna).limit(8).toList();
            people.forEach(person -> person.opens("langsam"));
            people.forEach(person -> person.opens("flink"));

            people.forEach(person -> logsOut(person, "bauantrag"));

            await().atMost(SOON).until(() -> application.received().size() == 8);
            assertThat(slow.mostAtATime()).isBetween(1, Lanes.OF_ONE);
            slow.goesOn();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> slow.received().stream()
                                    .map(Received::sid)
                                    .distinct()
                                    .count()
                            == 8);
        }
    }

    @Test
    void applicationThatTookItsAddressAwayIsNotCalled() {
        federation.addTold(Map.of("anders", application.backChannel()));
        application.answers(500);
        Answer tokens = logsOut(anna, "anders");
        await().atMost(SOON).until(() -> attempts(tokens) >= 1);

        federation.add("anders", Map.of());

        comesTo(tokens, "obsolete");
    }

    /** threats.md: server-side request forgery through a back-channel logout address. */
    @ParameterizedTest
    @ValueSource(strings = {"https://10.0.0.1/logout", "https://169.254.169.254/latest", "https://[fd00::1]/logout"})
    void privateAddressIsNotCalled(String address, CapturedOutput output) {
        String id = "intern" + Integer.toUnsignedString(address.hashCode());
        federation.addTold(Map.of(id, address));

        Answer tokens = logsOut(anna, id);

        await().atMost(SOON).until(() -> counted(id, Outcome.FAILED) >= 1);
        assertThat(outcome(tokens)).isEqualTo("waiting");
        assertThat(output.getAll())
                .containsPattern("a logout message for " + id + " was not delivered.*is no address that may be called");
    }

    @Test
    void logTellsNobodyAndNoToken(CapturedOutput output) {
        federation.addTold(Map.of("still", application.backChannel()));
        application.answers(500);
        Answer tokens = logsOut(anna, "still");
        await().atMost(SOON).until(() -> application.received().size() >= 2);
        application.answers(400);
        comesTo(tokens, "refused");

        assertThat(output.getAll())
                .contains("still")
                .doesNotContain(
                        session(tokens).toString(),
                        String.valueOf(tokens.claims("id_token").get("sub")),
                        "anna.richter",
                        "Richter");
        application.received().forEach(message -> assertThat(output.getAll()).doesNotContain(message.logoutToken()));
    }

    @Test
    void waitGrowsToAQuarterOfAnHourAndEndsAfterADay() {
        Instant begin = Instant.parse("2026-11-24T08:00:00Z");
        RandomGenerator middle = () -> Long.MIN_VALUE;
        assertThat(middle.nextDouble()).isEqualTo(0.5);

        assertThat(Stream.of(1, 2, 3, 10, 11, 99)
                        .map(attempts -> RetryTimes.next(attempts, begin, begin, middle)
                                .map(next -> Duration.between(begin, next).toSeconds())
                                .orElseThrow()))
                .containsExactly(1L, 2L, 4L, 512L, 900L, 900L);
        assertThat(RetryTimes.next(99, begin, begin.plus(Duration.ofMinutes(1430)), middle))
                .isEmpty();
        assertThat(RetryTimes.next(99, begin, begin.plus(Duration.ofMinutes(1420)), middle))
                .isPresent();
    }
}
