package de.stadttor.logout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEObjectType;
import de.stadttor.person.Accounts;
import de.stadttor.platform.Actor;
import de.stadttor.testing.Employee;
import de.stadttor.testing.FakeApplication;
import de.stadttor.testing.FakeApplication.Received;
import de.stadttor.testing.FakeFederation;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.PublishedKeys;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.TestClient.Answer;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenID Connect Back-Channel Logout 1.0: whoever got something in a session hears of its end, and of nothing else. */
class BackChannelLogoutTests {

    private static final String HOME = "http://127.0.0.1:9100/";
    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

    private final FakeFederation federation = FakeFederation.shared();
    private final HubUnderTest hub = federation.hub();
    private final Employee anna = federation.anna();
    private final FakeApplication one = FakeApplication.started();
    private final FakeApplication other = FakeApplication.started();

    @AfterEach
    void reset() {
        one.close();
        other.close();
        federation.reset();
    }

    private void bothWantToHear() {
        federation.addTold(Map.of("eins", one.backChannel(), "zwei", other.backChannel()));
    }

    private void oneWantsToHear(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("backchannel-logout-uri", one.backChannel());
        federation.add("eins", all);
    }

    private void logsOut(Employee person, Answer tokens) {
        person.browser()
                .go(
                        URI.create(hub.issuer() + "/connect/logout?id_token_hint=" + tokens.text("id_token")
                                + "&post_logout_redirect_uri=http%3A%2F%2F127.0.0.1%3A9100%2F"),
                        HOME);
    }

    private static Received only(FakeApplication application) {
        await().atMost(Duration.ofSeconds(5))
                .until(() -> !application.received().isEmpty());
        assertThat(application.received()).hasSize(1);
        return application.received().getFirst();
    }

    private long messagesOf(Answer tokens) {
        return federation
                .database()
                .sql("select count(*) from logout_message where session = :session")
                .param(
                        "session",
                        UUID.fromString(String.valueOf(tokens.claims("id_token").get("sid"))))
                .query(Long.class)
                .single();
    }

    @Test
    void eachApplicationOfTheSessionIsToldOnceAndNoOther() {
        FakeApplication third = FakeApplication.started();
        try (third) {
            federation.addTold(
                    Map.of("eins", one.backChannel(), "zwei", other.backChannel(), "drei", third.backChannel()));
            Answer tokens = anna.tokens("eins");
            anna.tokens("zwei");
            federation.anna().tokens("drei");

            logsOut(anna, tokens);

            assertThat(only(one).sid()).isEqualTo(tokens.claims("id_token").get("sid"));
            assertThat(only(other).sid()).isEqualTo(tokens.claims("id_token").get("sid"));
            assertThat(third.received()).as("got something in another session").isEmpty();
        }
    }

    /** Section 2.4. */
    @Test
    void logoutTokenSaysWhoseSessionEndedAndNothingMore() {
        oneWantsToHear(Map.of());
        Answer tokens = anna.tokens("eins");

        logsOut(anna, tokens);

        Received message = only(one);
        Map<String, Object> idToken = tokens.claims("id_token");
        Map<String, Object> claims = message.claims();
        assertThat(claims)
                .containsOnlyKeys("iss", "sub", "aud", "iat", "exp", "jti", "sid", "events")
                .containsEntry("iss", hub.issuer())
                .containsEntry("aud", "eins")
                .containsEntry("sub", idToken.get("sub"))
                .containsEntry("sid", idToken.get("sid"))
                .containsEntry("events", Map.of(EVENT, Map.of()));
        assertThat(TestClient.seconds(claims, "exp") - TestClient.seconds(claims, "iat"))
                .isEqualTo(120);
        assertThat(message.header().getType()).isEqualTo(new JOSEObjectType("logout+jwt"));
    }

    /** Section 2.5. */
    @Test
    void messageIsAFormWithTheTokenAlone() {
        oneWantsToHear(Map.of());

        logsOut(anna, anna.tokens("eins"));

        Received message = only(one);
        assertThat(message.contentType()).startsWith("application/x-www-form-urlencoded");
        assertThat(message.body()).matches("logout_token=[A-Za-z0-9._-]+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "ES256", "PS256", "EdDSA"})
    void logoutTokenIsSignedAsTheApplicationsIdTokensAre(String algorithm) {
        oneWantsToHear(Map.of("id-token-alg", algorithm));

        logsOut(anna, anna.tokens("eins"));

        String token = only(one).logoutToken();
        assertThat(PublishedKeys.of(hub).verified(token).getHeader().getAlgorithm())
                .hasToString(algorithm);
    }

    @Test
    void logoutTokenIsNoHintAndOpensNothing() {
        oneWantsToHear(Map.of());
        logsOut(anna, anna.tokens("eins"));
        String token = only(one).logoutToken();

        assertThat(anna.application("eins").userinfo(token).status()).isEqualTo(401);
        assertThat(anna.browser()
                        .go(URI.create(hub.issuer() + "/connect/logout?id_token_hint=" + token), HOME)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void everyCodeCountsAlsoOneThatNobodyRedeemed() {
        oneWantsToHear(Map.of());
        anna.opens("eins");

        logsOut(anna, anna.tokens("bauantrag"));

        assertThat(only(one).claims()).containsEntry("aud", "eins");
    }

    @Test
    void applicationWhoseTokensHaveEndedIsToldTheSame() {
        oneWantsToHear(Map.of());
        Answer tokens = anna.tokens("eins");
        anna.application("eins").revoke(tokens.text("refresh_token"));

        logsOut(anna, tokens);

        only(one);
    }

    @Test
    void anotherPersonInTheSameBrowserEndsTheSessionOfTheFirst() {
        bothWantToHear();
        Answer tokens = anna.tokens("eins");

        anna.successor("eva.schulze", "kid-magdeburg").opens("bauantrag");

        assertThat(only(one).sid()).isEqualTo(tokens.claims("id_token").get("sid"));
        assertThat(other.received()).isEmpty();
    }

    @Test
    void personWhoSignsInOnceMoreKeepsTheSessionAndNobodyIsTold() {
        oneWantsToHear(Map.of());
        Answer tokens = anna.tokens("eins");

        anna.opens("eins", Map.of("prompt", "login"));

        assertThat(messagesOf(tokens)).isZero();
    }

    @Test
    void accountThatIsSwitchedOffEndsTheSessionAtItsNextVisit() {
        oneWantsToHear(Map.of());
        Answer tokens = anna.tokens("eins");
        Accounts accounts = hub.bean(Accounts.class);
        UUID account = federation
                .database()
                .sql("select account from hub_session where id = :id")
                .param(
                        "id",
                        UUID.fromString(String.valueOf(tokens.claims("id_token").get("sid"))))
                .query(UUID.class)
                .single();
        accounts.disable(account, Actor.SYSTEM);
        try {
            anna.opens("bauantrag");

            assertThat(only(one).sid()).isEqualTo(tokens.claims("id_token").get("sid"));
        } finally {
            accounts.enable(account, Actor.SYSTEM);
        }
    }

    @Test
    void sessionThatRunsOutByItselfIsNotTold() {
        oneWantsToHear(Map.of());
        Answer tokens = anna.tokens("eins");

        hub.clock().advance(Duration.ofHours(11));

        assertThat(anna.hasSession()).isFalse();
        assertThat(messagesOf(tokens)).isZero();
    }

    @Test
    void sessionThatEndsTwiceIsToldOnce() {
        oneWantsToHear(Map.of());
        Answer tokens = anna.tokens("eins");

        logsOut(anna, tokens);
        logsOut(anna, tokens);

        assertThat(messagesOf(tokens)).isEqualTo(1);
    }

    /** Section 2.7: refresh tokens end with the session, those with offline_access do not. */
    @Test
    void refreshTokenEndsWithTheSessionUnlessItIsForOfflineAccess() {
        oneWantsToHear(Map.of());
        Answer online = anna.tokens("eins");
        Answer offline = anna.redeems("eins", anna.opens("eins", Map.of("scope", "openid offline_access")));

        logsOut(anna, online);

        only(one);
        assertThat(anna.application("eins")
                        .refresh(online.text("refresh_token"))
                        .json())
                .containsEntry("error", "invalid_grant");
        assertThat(anna.application("eins")
                        .refresh(offline.text("refresh_token"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void allOfSixteenSessionsThatEndAtOnceAreTold() {
        bothWantToHear();
        List<Employee> people = Stream.generate(federation::anna).limit(16).toList();
        List<Answer> tokens = people.stream()
                .map(person -> {
                    person.opens("zwei");
                    return person.tokens("eins");
                })
                .toList();

        CompletableFuture.allOf(IntStream.range(0, 16)
                        .mapToObj(i -> CompletableFuture.runAsync(
                                () -> logsOut(people.get(i), tokens.get(i)),
                                command -> Thread.ofVirtual().start(command)))
                        .toArray(CompletableFuture<?>[]::new))
                .join();

        List<String> ended = tokens.stream()
                .map(answer -> String.valueOf(answer.claims("id_token").get("sid")))
                .toList();
        for (FakeApplication application : List.of(one, other)) {
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(application.received())
                            .extracting(Received::sid)
                            .containsExactlyInAnyOrderElementsOf(ended));
            assertThat(application.received().stream()
                            .map(received -> received.claims().get("jti"))
                            .distinct())
                    .hasSize(16);
        }
    }
}
