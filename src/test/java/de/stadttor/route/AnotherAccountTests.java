package de.stadttor.route;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.person.Accounts;
import de.stadttor.platform.Actor;
import de.stadttor.testing.Employee;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.Visitor.Stop;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** "Not me": the session here and the provider's end, the password is asked for, and it may be somebody else's. */
class AnotherAccountTests {

    private final HubUnderTest hub = HubUnderTest.shared();
    private final Employee anna = Employee.anna(hub);
    private final Employee bernd = anna.successor("bernd.vogel", "ebit-dresden");

    private void berndGetsIn(Stop choice) {
        assertThat(choice.uri().getPath()).as(choice.body()).isEqualTo("/login");
        assertThat(anna.hasSession()).isFalse();
        Stop password = anna.follows(choice, "data-provider", "ebit-dresden");
        assertThat(password.asksForPassword()).as(password.uri().toString()).isTrue();
        assertThat(password.body()).as("nobody's name stands there").doesNotContain("value=\"anna.richter");
        Stop next = bernd.typesPassword(password);
        Stop back = next.attribute("data-consent").isPresent()
                ? bernd.submits(next, "/login/consent", Map.of("decision", "approve"))
                : next;
        assertThat(bernd.idToken("bauantrag", back).get("roles")).asString().contains("genehmigen");
    }

    @Test
    void fromThePageThatAsksForTheProvider() {
        anna.opens("bauantrag");

        berndGetsIn(anna.wantsAnotherAccount(anna.asks("bauantrag", Map.of("prompt", "select_account"))));
    }

    @Test
    void fromAConsent() {
        berndGetsIn(anna.wantsAnotherAccount(anna.opens("bauantrag", Map.of("prompt", "consent"))));
    }

    @Test
    void fromARefusal() {
        Stop refusal = anna.opens("meldeauskunft");
        assertThat(refusal.attribute("data-reason")).contains("no_role");

        Stop choice = anna.wantsAnotherAccount(refusal);

        assertThat(anna.hasSession()).isFalse();
        Stop carlas = anna.follows(choice, "data-provider", "ebit-dresden");
        assertThat(anna.successor("carla.engel", "ebit-dresden")
                        .typesPassword(carlas)
                        .code())
                .isPresent();
    }

    @Test
    void hintOfTheFirstPersonIsNotTakenAlong() {
        anna.opens("bauantrag");
        Map<String, String> request = Map.of("login_hint", "anna.richter@dresden.example", "prompt", "consent");

        berndGetsIn(anna.wantsAnotherAccount(anna.opens("bauantrag", request)));
    }

    @Test
    void accountCanBeOfAnotherProvider() {
        Stop choice = anna.wantsAnotherAccount(anna.opens("bauantrag", Map.of("prompt", "consent")));

        Stop consent = anna.successor("eva.schulze", "kid-magdeburg").chooses(choice);

        assertThat(consent.body()).contains("eva.schulze@magdeburg.example");
    }

    @Test
    void disabledAccountIsLeftForAnotherOne() {
        Employee carla = anna.successor("carla.engel", "ebit-dresden");
        carla.opens("meldeauskunft");
        UUID account = hub.bean(JdbcClient.class)
                .sql("select id from account where claims #>> '{profile,preferred_username}' = 'carla.engel'")
                .query(UUID.class)
                .single();
        hub.bean(Accounts.class).disable(account, Actor.SYSTEM);
        try {
            Stop refusal = carla.opens("meldeauskunft", Map.of("prompt", "login"));
            assertThat(refusal.attribute("data-reason")).contains("account_disabled");

            Stop confirm = carla.wantsAnotherAccount(refusal);

            // Nothing is kept of a disabled account's sign-in, so its provider asks before it ends its session.
            Stop choice = confirm.uri().getPath().startsWith("/realms/")
                    ? anna.browser()
                            .post(
                                    confirm.uri()
                                            .resolve(confirm.attribute("action").orElseThrow()),
                                    Map.of("session_code", sessionCode(confirm), "confirmLogout", "Logout"),
                                    "http://127.0.0.1:9100/callback")
                    : confirm;
            assertThat(choice.uri().getPath()).as(choice.body()).isEqualTo("/login");
            assertThat(anna.follows(choice, "data-provider", "ebit-dresden").asksForPassword())
                    .isTrue();
        } finally {
            hub.bean(Accounts.class).enable(account, Actor.SYSTEM);
        }
    }

    private static String sessionCode(Stop confirm) {
        java.util.regex.Matcher code = java.util.regex.Pattern.compile("name=\"session_code\" value=\"([^\"]*)\"")
                .matcher(confirm.body());
        return code.find() ? code.group(1) : "";
    }
}
