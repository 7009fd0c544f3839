package de.stadttor.route;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.Employee;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.Visitor.Stop;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Applications that want a fresh sign-in get one, from the provider itself; those that do not, spare the person. */
class SignInAgainTests {

    private final HubUnderTest hub = HubUnderTest.shared();
    private final Employee anna = Employee.anna(hub);

    @AfterEach
    void reset() {
        hub.clock().reset();
    }

    private long authTime(Stop back) {
        return TestClient.seconds(anna.idToken("bauantrag", back), "auth_time");
    }

    /** The provider tells the time of a sign-in in whole seconds. */
    private void aSecondPasses() {
        long now = hub.clock().instant().getEpochSecond();
        Awaitility.await().until(() -> hub.clock().instant().getEpochSecond() > now + 1);
    }

    @Test
    void promptLoginAsksForThePasswordThoughHubAndProviderHaveASession() {
        long first = authTime(anna.opens("bauantrag"));
        aSecondPasses();

        Stop page = anna.asks("bauantrag", Map.of("idp_hint", "ebit-dresden", "prompt", "login"));

        assertThat(page.asksForPassword()).as(page.uri().toString()).isTrue();
        assertThat(authTime(anna.typesPassword(page))).isGreaterThan(first);
    }

    @Test
    void promptLoginIsNotSatisfiedByTheSessionThatIsThere() {
        anna.opens("bauantrag");

        anna.asks("bauantrag", Map.of("idp_hint", "ebit-dresden", "prompt", "login"));

        assertThat(anna.opensSilently("bauantrag").code())
                .as("the old session goes on for those whom it suffices")
                .isPresent();
    }

    @Test
    void sessionOlderThanMaxAgeIsAskedForAgain() {
        long first = authTime(anna.opens("bauantrag"));
        assertThat(anna.asks("bauantrag", Map.of("max_age", "600")).code()).isPresent();
        aSecondPasses();
        Map<String, String> now = Map.of("idp_hint", "ebit-dresden", "max_age", "1");
        assertThat(anna.asks("bauantrag", Map.of("max_age", "1", "prompt", "none"))
                        .parameter("error"))
                .contains("login_required");

        Stop page = anna.asks("bauantrag", now);

        assertThat(page.asksForPassword()).as(page.uri().toString()).isTrue();
        assertThat(authTime(anna.typesPassword(page))).isGreaterThan(first);
    }

    @Test
    void maxAgeOfZeroAlwaysAsks() {
        anna.opens("bauantrag");

        assertThat(anna.asks("bauantrag", Map.of("idp_hint", "ebit-dresden", "max_age", "0"))
                        .asksForPassword())
                .isTrue();
    }

    @Test
    void hourOldSessionIsTooOldForAnApplicationThatWantsTenMinutes() {
        anna.opens("bauantrag");
        hub.clock().advance(Duration.ofMinutes(30));

        assertThat(anna.asks("bauantrag", Map.of("max_age", "600", "prompt", "none"))
                        .parameter("error"))
                .contains("login_required");
        assertThat(anna.asks("bauantrag", Map.of("max_age", "3600", "prompt", "none"))
                        .code())
                .isPresent();
    }

    @Test
    void selectAccountShowsThePageOnWhichAnotherAccountCanBeChosen() {
        anna.opens("bauantrag");

        Stop page = anna.asks("bauantrag", Map.of("prompt", "select_account"));

        assertThat(page.uri().getPath()).isEqualTo("/login");
        assertThat(page.body()).contains("data-action=\"other-account\"");
        assertThat(anna.chooses(page).code()).as("or the same one").isPresent();
    }

    @Test
    void secondApplicationAsksForNothing() {
        anna.opens("bauantrag");

        assertThat(anna.asks("stadttor", Map.of()).attribute("data-reason")).contains("no_role");
        assertThat(anna.asks("bauantrag", Map.of()).code()).isPresent();
    }
}
