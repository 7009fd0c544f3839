package de.stadttor.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import de.stadttor.testing.Employee;
import de.stadttor.testing.FakeFederation;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.PublishedKeys;
import de.stadttor.testing.Terminal;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.TestClient.Answer;
import de.stadttor.testing.TestWorld;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What applications and operators see of the keys, at two nodes of a hub of their own. */
class KeysAtTheHubTests {

    private static final FakeFederation FEDERATION =
            FakeFederation.start(TestWorld.postgres(), TestWorld.migratedDatabase());
    private static final HubUnderTest SECOND = FEDERATION.secondNode();

    private final HubUnderTest first = FEDERATION.hub();
    private final Employee anna = FEDERATION.anna();
    private final TestClient bauantrag = anna.application("bauantrag");
    private final TestClient there =
            new TestClient(SECOND.here(URI.create(first.issuer())).toString(), "bauantrag");

    @AfterAll
    static void stop() {
        SECOND.close();
        FEDERATION.close();
    }

    @AfterEach
    void reset() {
        FEDERATION.reset();
    }

    private static String kid(String token) {
        try {
            return SignedJWT.parse(token).getHeader().getKeyID();
        } catch (ParseException e) {
            throw new AssertionError(token, e);
        }
    }

    private Terminal keys(String... command) {
        String[] line = new String[command.length + 3];
        line[0] = "keys";
        System.arraycopy(command, 0, line, 1, command.length);
        line[command.length + 1] = "--hub";
        line[command.length + 2] = first.issuer();
        return Terminal.run(line);
    }

    private Answer rotations(String body) {
        String token = new TestClient(first.issuer(), "stadttor-cli")
                .clientCredentials(Map.of())
                .text("access_token");
        return bauantrag.send(HttpRequest.newBuilder(URI.create(first.issuer() + "/api/v1/keys/rotations"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private void logOutWith(String idToken) {
        anna.goes(URI.create(first.issuer() + "/connect/logout?id_token_hint=" + idToken));
    }

    @Test
    void publishedKeysMayBeCachedForMuchLessThanAKeyIsAnnounced() {
        Answer jwks = bauantrag.get("/oauth2/jwks", null);

        assertThat(jwks.response().headers().allValues("Cache-Control")).containsExactly("max-age=600, public");
        assertThat(SigningKeys.FRESH).isLessThan(KeySchedule.ANNOUNCED.dividedBy(100));
        assertThat(jwks.body()).doesNotContain("\"d\"");
    }

    @Test
    void anotherKeySignsAtOnceAndTokensOfTheLastOneLiveOn() {
        Answer before = anna.tokens("bauantrag");

        Terminal rotated = keys("rotate", "--now", "--why", "a drill");

        assertThat(rotated.exit()).as(rotated.err()).isZero();
        assertThat(rotated.out().lines().filter(line -> line.contains(" in_use ")))
                .hasSize(4);
        assertThat(rotated.out()).doesNotContain("\"d\"");
        Answer after = anna.tokens("bauantrag");
        for (String token : List.of("access_token", "id_token")) {
            assertThat(kid(after.text(token))).isNotEqualTo(kid(before.text(token)));
            PublishedKeys.of(first).verified(before.text(token));
            PublishedKeys.of(first).verified(after.text(token));
        }
        assertThat(bauantrag.userinfo(before.text("access_token")).status()).isEqualTo(200);
        assertThat(there.userinfo(after.text("access_token")).status()).isEqualTo(200);
        logOutWith(before.text("id_token"));
        assertThat(anna.hasSession()).isFalse();
    }

    @Test
    void anAnnouncedKeyIsPublishedAndSignsOnlyWhenItIsDue() {
        String before = kid(anna.tokens("bauantrag").text("id_token"));

        Terminal announced = keys("rotate", "--algorithm", "RS256", "--why", "a new year");
        assertThat(announced.exit()).as(announced.err()).isZero();
        String next = announced
                .out()
                .lines()
                .filter(line -> line.startsWith("RS256  announced "))
                .map(line -> line.split(" +|,", -1)[2])
                .findFirst()
                .orElseThrow();
        assertThat(PublishedKeys.of(first).keys().getKeyByKeyId(next)).isNotNull();
        assertThat(kid(anna.tokens("bauantrag").text("id_token"))).isEqualTo(before);

        Terminal again = keys("rotate", "--algorithm", "RS256", "--why", "once more");
        assertThat(again.exit()).isEqualTo(1);
        assertThat(again.err()).contains("(409)", "announced already");
        assertThat(keys("list").out()).contains(next + ", announced ", ", use from ");
    }

    @Test
    void whatACompromisedKeySignedIsRefusedEverywhere() {
        Answer before = anna.tokens("bauantrag");
        String token = before.text("access_token");
        assertThat(there.userinfo(token).status()).isEqualTo(200);
        assertThat(bauantrag.introspect(token).json()).containsEntry("active", true);

        Terminal rotated = keys("rotate", "--compromised", "--why", "a backup was stolen");

        assertThat(rotated.exit()).as(rotated.err()).isZero();
        assertThat(bauantrag.userinfo(token).status()).isEqualTo(401);
        assertThat(bauantrag.introspect(token).json()).isEqualTo(Map.of("active", false));
        assertThat(PublishedKeys.of(first).keys().getKeyByKeyId(kid(token))).isNull();
        assertThat(PublishedKeys.of(first).keys().getKeyByKeyId(kid(before.text("id_token"))))
                .isNull();
        Awaitility.await()
                .atMost(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(there.userinfo(token).status()).isEqualTo(401));
        assertThat(there.introspect(token).json()).isEqualTo(Map.of("active", false));
        logOutWith(before.text("id_token"));
        assertThat(anna.hasSession()).as("the hint counts for nothing").isTrue();
        assertThat(there.userinfo(anna.tokens("bauantrag").text("access_token")).status())
                .isEqualTo(200);
        assertThat(there.refresh(before.text("refresh_token")).status())
                .as("refresh tokens are not signed")
                .isEqualTo(200);
    }

    @Test
    void refusesWhatItDoesNotUnderstandAndChangesNothing() {
        String before = keys("list").out();

        for (String body : List.of(
                "{}",
                "{\"manner\": \"announced\"}",
                "{\"why\": \"x\"}",
                "{\"manner\": \"now\", \"why\": \"x\"}",
                "{\"manner\": \"at-once\", \"why\": \" \"}",
                "{\"manner\": \"at-once\", \"why\": \"two\\nlines\"}",
                "{\"manner\": \"at-once\", \"why\": \"" + "x".repeat(501) + "\"}",
                "{\"manner\": \"at-once\", \"why\": \"x\", \"algorithm\": \"HS256\"}",
                "{\"manner\": \"at-once\", \"why\": \"x\", \"kid\": \"y\"}")) {
            assertThat(rotations(body).status()).as(body).isEqualTo(400);
        }
        assertThat(keys("rotate", "--now", "--compromised", "--why", "x").exit())
                .isEqualTo(2);
        assertThat(keys("rotate", "--now").exit()).isEqualTo(2);
        Terminal refused = keys("rotate", "--algorithm", "HS256", "--why", "x");
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).contains("(400)", "RS256, ES256, PS256, EdDSA");
        assertThat(keys("list").out()).isEqualTo(before);
    }
}
