package de.stadttor.logout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import de.stadttor.testing.Employee;
import de.stadttor.testing.FakeApplication;
import de.stadttor.testing.FakeApplication.Received;
import de.stadttor.testing.FakeFederation;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.TestClient.Answer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What one node has promised another delivers: nothing is lost with a node, and nothing is sent twice by two. */
class NodesTests {

    private final FakeFederation federation = FakeFederation.shared();
    private final HubUnderTest hub = federation.hub();
    private final LogoutDelivery delivery = hub.bean(LogoutDelivery.class);
    private final FakeApplication application = FakeApplication.started();

    @AfterEach
    void reset() {
        if (!delivery.isRunning()) {
            delivery.start();
        }
        application.close();
        federation.reset();
    }

    private String logsOut(Employee person) {
        Answer tokens = person.tokens("knoten");
        person.browser()
                .go(
                        URI.create(hub.issuer() + "/connect/logout?id_token_hint=" + tokens.text("id_token")
                                + "&post_logout_redirect_uri=http%3A%2F%2F127.0.0.1%3A9100%2F"),
                        "http://127.0.0.1:9100/");
        return String.valueOf(tokens.claims("id_token").get("sid"));
    }

    @Test
    void nodeThatDiesBetweenCommitAndDeliveryLosesNothing() {
        federation.addTold(Map.of("knoten", application.backChannel()));
        delivery.stop();
        String ended = logsOut(federation.anna());
        assertThat(application.received()).isEmpty();

        try (HubUnderTest fresh = federation.secondNode()) {
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> application.received().stream()
                            .map(Received::sid)
                            .toList()
                            .equals(List.of(ended)));
            assertThat(fresh.bean(LogoutDelivery.class).isRunning()).isTrue();
        }
    }

    @Test
    void nodeThatDiesWithAMessageInItsHandsLosesNothing() {
        federation.addTold(Map.of("knoten", application.backChannel()));
        delivery.stop();
        String ended = logsOut(federation.anna());
        List<LogoutMessage> taken = hub.bean(Outbox.class).take(100, 100, Map.of());
        assertThat(taken).extracting(LogoutMessage::sessionId).contains(UUID.fromString(ended));

        try (HubUnderTest fresh = federation.secondNode()) {
            await().during(Duration.ofSeconds(2))
                    .atMost(Duration.ofSeconds(4))
                    .until(() -> application.received().isEmpty());

            fresh.clock().advance(Outbox.LEASE);

            await().atMost(Duration.ofSeconds(10))
                    .until(() -> application.received().stream()
                            .map(Received::sid)
                            .toList()
                            .equals(List.of(ended)));
        }
    }

    @Test
    void lateAnswerOfANodeThatLostItsLeaseChangesNothing() {
        federation.addTold(Map.of("knoten", application.backChannel()));
        delivery.stop();
        UUID ended = UUID.fromString(logsOut(federation.anna()));
        Outbox outbox = hub.bean(Outbox.class);
        LogoutMessage first = taken(outbox, ended);
        hub.clock().advance(Outbox.LEASE);
        LogoutMessage second = taken(outbox, ended);
        assertThat(second.attempts()).isEqualTo(2);

        outbox.close(first, Outcome.REFUSED);
        outbox.again(first, hub.clock().instant());

        assertThat(outbox.take(100, 100, Map.of()))
                .extracting(LogoutMessage::sessionId)
                .doesNotContain(ended);
        outbox.close(second, Outcome.DELIVERED);
        assertThat(federation
                        .database()
                        .sql("select outcome from logout_message where session = :session")
                        .param("session", ended)
                        .query(String.class)
                        .single())
                .isEqualTo("delivered");
    }

    private static LogoutMessage taken(Outbox outbox, UUID session) {
        return outbox.take(100, 100, Map.of()).stream()
                .filter(message -> message.sessionId().equals(session))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void twoNodesDeliverEachMessageOnce() {
        federation.addTold(Map.of("knoten", application.backChannel()));
        try (HubUnderTest second = federation.secondNode()) {
            delivery.stop();
            LogoutDelivery there = second.bean(LogoutDelivery.class);
            there.stop();
            List<String> ended = Stream.generate(federation::anna)
                    .limit(24)
                    .map(this::logsOut)
                    .toList();
            delivery.start();
            there.start();

            await().atMost(Duration.ofSeconds(20))
                    .until(() -> application.received().size() >= ended.size());
            await().during(Duration.ofSeconds(2))
                    .atMost(Duration.ofSeconds(4))
                    .untilAsserted(() -> assertThat(application.received())
                            .extracting(Received::sid)
                            .containsExactlyInAnyOrderElementsOf(ended));
        }
    }

    @Test
    void nodeThatStopsLetsItsDeliveriesComeToTheirEnd() throws InterruptedException {
        federation.addTold(Map.of("knoten", application.backChannel()));
        application.hangs();
        String ended = logsOut(federation.anna());
        await().atMost(Duration.ofSeconds(5)).until(() -> application.received().size() == 1);

        Thread stopping = Thread.ofVirtual().start(delivery::stop);
        await().atMost(Duration.ofSeconds(10))
                .until(() ->
                        Set.of(Thread.State.WAITING, Thread.State.TIMED_WAITING).contains(stopping.getState()));
        application.goesOn();
        stopping.join(Duration.ofSeconds(10));

        assertThat(federation
                        .database()
                        .sql("select outcome from logout_message where session = :session")
                        .param("session", UUID.fromString(ended))
                        .query(String.class)
                        .single())
                .isEqualTo("delivered");
    }
}
