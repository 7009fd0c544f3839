package de.stadttor.session;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.person.Person;
import de.stadttor.person.UpstreamIdentity;
import de.stadttor.testing.Employee;
import de.stadttor.testing.FakeFederation;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.TestClient.Answer;
import de.stadttor.testing.Visitor.Stop;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The hub session as a browser has it: one cookie, worth something for as long as the row behind it lives. */
class HubSessionTests {

    private static final String COOKIE = "stadttor_session";

    private final FakeFederation federation = FakeFederation.shared();
    private final HubUnderTest hub = federation.hub();
    private final Employee anna = federation.anna();

    @AfterEach
    void reset() {
        federation.reset();
    }

    private static String cookie(Employee person) {
        return person.browser().cookie(COOKIE).orElseThrow();
    }

    private Employee somebodyWith(String cookie) {
        Employee somebody = federation.anna();
        somebody.browser().plantCookie(COOKIE, cookie);
        return somebody;
    }

    @Test
    void cookieIsOutOfReachOfScriptsAndOtherSites() {
        Stop back = anna.opens("bauantrag");

        assertThat(back.response().headers().allValues("Set-Cookie"))
                .filteredOn(header -> header.startsWith(COOKIE + "="))
                .singleElement()
                .satisfies(header -> assertThat(header)
                        .contains("HttpOnly", "SameSite=Lax", "Path=/")
                        .doesNotContain("Max-Age", "Domain"));
    }

    @Test
    void cookiePlantedBeforeTheSignInIsNotTheSessionsAfterwards() {
        Employee attacker = federation.eva();
        attacker.opens("bauantrag");
        String planted = cookie(attacker);
        anna.browser().plantCookie(COOKIE, planted);

        anna.opens("bauantrag");

        assertThat(cookie(anna)).isNotEqualTo(planted);
        assertThat(somebodyWith(planted).hasSession()).as("nobody's any more").isFalse();
        assertThat(anna.hasSession()).isTrue();
    }

    @Test
    void signingInAgainKeepsTheSessionAndChangesItsSecret() {
        Object sid = anna.idToken("bauantrag", anna.opens("bauantrag")).get("sid");
        String before = cookie(anna);

        Stop back = anna.opens("bauantrag", Map.of("prompt", "login"));

        assertThat(anna.idToken("bauantrag", back)).containsEntry("sid", sid);
        assertThat(cookie(anna)).isNotEqualTo(before);
        assertThat(somebodyWith(before).hasSession()).isFalse();
    }

    @Test
    void tabsThatComeBackAtOnceGetTheSameCookie() {
        anna.opens("bauantrag");
        HubSessions sessions = hub.bean(HubSessions.class);
        HubSession before = sessions.ofCookie(cookie(anna)).orElseThrow();
        Person person = Objects.requireNonNull(before.person());
        UpstreamIdentity again = new UpstreamIdentity(
                "ebit-dresden", "anna", hub.clock().instant(), "low", List.of(), null, Map.of(), "id-token");

        String one = sessions.open(person, again, before).cookie();
        String other = sessions.open(person, again, before).cookie();

        assertThat(other).isEqualTo(one).isNotEqualTo(cookie(anna));
        assertThat(sessions.ofCookie(one)).isPresent();
        HubSession renewed = sessions.ofCookie(one).orElseThrow();
        assertThat(sessions.open(person, again, renewed).cookie()).isNotEqualTo(one);
    }

    @Test
    void cookieIsWorthNothingOnceTheSessionHasEnded() {
        Map<String, Object> idToken = anna.idToken("bauantrag", anna.opens("bauantrag"));
        assertThat(somebodyWith(cookie(anna)).hasSession()).isTrue();

        federation
                .database()
                .sql("update hub_session set ended_at = now() where id = :id::uuid")
                .param("id", idToken.get("sid"))
                .update();

        assertThat(anna.hasSession()).isFalse();
        assertThat(anna.opens("bauantrag").code()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "________________________________________________________________",
                "****************************************************************",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "%00%0d%0a"
            })
    void garbageInPlaceOfTheCookieIsNoSession(String garbage) {
        assertThat(somebodyWith(garbage).opensSilently("bauantrag").parameter("error"))
                .contains("login_required");
        assertThat(somebodyWith(garbage).opens("bauantrag").code()).isPresent();
    }

    @Test
    void idOfASessionWithoutItsSecretIsNoSession() {
        anna.opens("bauantrag");
        byte[] bytes = Base64.getUrlDecoder().decode(cookie(anna));
        bytes[20] ^= 1;

        assertThat(somebodyWith(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes))
                        .hasSession())
                .isFalse();
    }

    @Test
    void sessionEndsAfterAnHourWithoutUse() {
        Answer tokens = anna.tokens("bauantrag");
        hub.clock().advance(Duration.ofMinutes(59));
        assertThat(anna.hasSession()).isTrue();
        hub.clock().advance(Duration.ofMinutes(59));
        Answer refreshed = anna.application("bauantrag").refresh(tokens.text("refresh_token"));
        assertThat(refreshed.status()).as(refreshed.body()).isEqualTo(200);
        hub.clock().advance(Duration.ofMinutes(59));
        assertThat(anna.hasSession()).as("a refresh is a use").isTrue();

        hub.clock().advance(Duration.ofMinutes(61));

        assertThat(anna.hasSession()).isFalse();
    }

    @Test
    void sessionEndsAfterTenHoursHoweverMuchItIsUsed() {
        anna.opens("bauantrag");
        for (int minutes = 54; minutes < 600; minutes += 54) {
            hub.clock().advance(Duration.ofMinutes(54));
            assertThat(anna.hasSession()).as("after %d minutes", minutes).isTrue();
        }

        hub.clock().advance(Duration.ofMinutes(7));

        assertThat(anna.hasSession()).isFalse();
    }

    @Test
    void anotherPersonInTheSameBrowserEndsTheFirstSession() {
        Answer annas = anna.tokens("bauantrag");
        Employee eva = anna.successor("eva.schulze", "kid-magdeburg");

        Map<String, Object> evas = eva.idToken("bauantrag", eva.opens("bauantrag"));

        assertThat(evas.get("sid")).isNotEqualTo(annas.claims("id_token").get("sid"));
        Answer refresh = anna.application("bauantrag").refresh(annas.text("refresh_token"));
        assertThat(refresh.json()).containsEntry("error", "invalid_grant");
        assertThat(anna.application("bauantrag")
                        .userinfo(annas.text("access_token"))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void twoBrowsersAreTwoSessions() {
        Employee atHome = federation.anna();
        Map<String, Object> here = anna.idToken("bauantrag", anna.opens("bauantrag"));
        Map<String, Object> there = atHome.idToken("bauantrag", atHome.opens("bauantrag"));
        assertThat(here.get("sub")).isEqualTo(there.get("sub"));
        assertThat(here.get("sid")).isNotEqualTo(there.get("sid"));

        hub.bean(HubSessions.class).end(UUID.fromString(String.valueOf(here.get("sid"))));

        assertThat(anna.hasSession()).isFalse();
        assertThat(atHome.hasSession()).isTrue();
    }

    @Test
    void lastUseIsWrittenOnceAMinuteAtMost() {
        Map<String, Object> idToken = anna.idToken("bauantrag", anna.opens("bauantrag"));
        Instant begun = lastUse(idToken);
        hub.clock().advance(Duration.ofSeconds(50));
        anna.hasSession();
        assertThat(lastUse(idToken)).isEqualTo(begun);

        hub.clock().advance(Duration.ofSeconds(15));
        anna.hasSession();

        assertThat(lastUse(idToken)).isAfter(begun.plusSeconds(60));
    }

    private Instant lastUse(Map<String, Object> idToken) {
        return federation
                .database()
                .sql("select last_access_at from hub_session where id = :id::uuid")
                .param("id", idToken.get("sid"))
                .query(Timestamp.class)
                .single()
                .toInstant();
    }
}
