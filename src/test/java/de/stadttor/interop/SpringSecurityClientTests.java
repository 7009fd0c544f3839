package de.stadttor.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import de.stadttor.interop.ForeignClient.Person;
import de.stadttor.platform.Json;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.ShiftedClock;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.TestClient.Answer;
import de.stadttor.testing.Visitor.Stop;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import stadttor.demo.Ports;
import stadttor.springclient.SpringClient;

/** Spring Security's client in an application of its own: login, userinfo, refresh by itself, logout both ways. */
class SpringSecurityClientTests {

    private static final HubUnderTest HUB = HubUnderTest.shared();
    private static final ShiftedClock CLOCK = new ShiftedClock();
    private static final SpringClient APPLICATION =
            new SpringClient(HUB.issuer(), "spring-client", Ports.free(), CLOCK);

    private static ConfigurableApplicationContext running;

    private final Person anna = new Person();

    @BeforeAll
    static void start() {
        HUB.add(APPLICATION.id(), APPLICATION.registration());
        running = APPLICATION.start();
    }

    @AfterAll
    static void stop() {
        running.close();
        HUB.putBack();
    }

    private Stop goes(String path) {
        return anna.goes(URI.create(APPLICATION.address() + path), "nowhere");
    }

    private Map<String, Object> reads(String path) {
        Stop page = goes(path);
        assertThat(page.status()).as(page.body()).isEqualTo(200);
        return Json.readMap(page.body());
    }

    private Stop isAskedToSignIn() {
        Stop page = anna.browser().go(URI.create(APPLICATION.address()), "nowhere");
        assertThat(page.attribute("data-provider")).as(page.body()).isPresent();
        return page;
    }

    @Test
    void annaGoesThroughLoginUserinfoRefreshAndLogout() {
        Map<String, Object> known = reads("");
        assertThat(known)
                .containsEntry("iss", HUB.issuer())
                .containsEntry("email", "anna.richter@dresden.example")
                .containsEntry("family_name", "Richter");
        assertThat(reads("userinfo"))
                .containsEntry("sub", known.get("sub"))
                .containsEntry("email", "anna.richter@dresden.example");
        assertThat(reads("")).as("a fresh token is used as it is").containsEntry("id_token", known.get("id_token"));

        CLOCK.advance(Duration.ofMinutes(4).plusSeconds(30));
        assertThat(reads("userinfo")).containsEntry("email", "anna.richter@dresden.example");
        CLOCK.reset();
        Map<String, Object> refreshed = reads("");
        assertThat(refreshed.get("id_token"))
                .as("Spring took the ID token of the refresh for the old one")
                .isNotEqualTo(known.get("id_token"));
        assertThat(refreshed)
                .containsEntry("sub", known.get("sub"))
                .containsEntry("sid", known.get("sid"))
                .containsEntry("email", "anna.richter@dresden.example");

        Stop out = anna.browser()
                .post(
                        URI.create(APPLICATION.address() + "logout"),
                        Map.of("_csrf", String.valueOf(refreshed.get("csrf"))),
                        "nowhere");
        assertThat(out.uri()).hasToString(APPLICATION.address() + "bye");
        assertThat(out.body()).contains("out");
        isAskedToSignIn();
    }

    @Test
    void logoutAtAnotherApplicationEndsItsSession() {
        assertThat(reads("")).containsEntry("email", "anna.richter@dresden.example");
        TestClient other = new TestClient(HUB.issuer(), "bauantrag");
        Answer tokens = other.redeem(anna.browser()
                .go(other.authorize(Map.of()), TestClient.CALLBACK)
                .code()
                .orElseThrow());

        anna.browser()
                .go(
                        URI.create(HUB.issuer() + "/connect/logout?id_token_hint=" + tokens.text("id_token")
                                + "&post_logout_redirect_uri=http%3A%2F%2F127.0.0.1%3A9100%2F"),
                        "http://127.0.0.1:9100/");

        await().atMost(Duration.ofSeconds(10)).untilAsserted(this::isAskedToSignIn);
    }
}
