package de.stadttor.route;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.person.Accounts;
import de.stadttor.platform.Actor;
import de.stadttor.testing.Employee;
import de.stadttor.testing.FakeFederation;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.TestClient.Answer;
import de.stadttor.testing.Visitor.Stop;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A disabled account gets in nowhere, whatever its provider says: tried at every entry. */
class DisabledAccountTests {

    private final FakeFederation federation = FakeFederation.shared();
    private final HubUnderTest hub = federation.hub();
    private final Employee anna = federation.anna();
    private final TestClient bauantrag = anna.application("bauantrag");

    @AfterEach
    void reset() {
        federation.reset();
        account(true);
    }

    private void account(boolean enabled) {
        federation
                .database()
                .sql("select id from account where provider = 'ebit-dresden' and upstream_subject = 'anna'")
                .query(UUID.class)
                .optional()
                .ifPresent(id -> {
                    if (enabled) {
                        hub.bean(Accounts.class).enable(id, Actor.SYSTEM);
                    } else {
                        hub.bean(Accounts.class).disable(id, Actor.SYSTEM);
                    }
                });
    }

    private URI answerOfProvider() {
        return anna.browser()
                .go(bauantrag.authorize(Map.of("idp_hint", "ebit-dresden")), hub.issuer() + "/login/callback/")
                .uri();
    }

    private static void isRefused(Stop page, String reason) {
        assertThat(page.status()).as(page.uri() + " " + page.body()).isEqualTo(403);
        assertThat(page.attribute("data-reason")).contains(reason);
        assertThat(page.body()).contains("servicedesk@dresden.example");
        assertThat(page.link("data-action", "back").getQuery()).contains("error_description=" + reason);
    }

    private static void isRefused(Answer answer, String reason) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json()).containsEntry("error", "invalid_grant").containsEntry("error_description", reason);
    }

    @Test
    void disabledAccountIsRefusedWithoutASession() {
        anna.opens("bauantrag");
        account(false);

        isRefused(anna.asks("bauantrag", Map.of()), "account_disabled");
        isRefused(anna.opens("bauantrag"), "account_disabled");
        assertThat(anna.browser().cookie("stadttor_session")).isEmpty();
        assertThat(anna.opensSilently("bauantrag").parameter("error")).contains("login_required");
    }

    @Test
    void disabledAccountIsRefusedWithAnAnswerInFlight() {
        anna.opens("bauantrag");
        anna.browser().forgetCookie("stadttor_session");
        URI answer = answerOfProvider();
        account(false);

        isRefused(anna.goes(answer), "account_disabled");
    }

    @Test
    void codeRefreshTokenAndAccessTokenOfADisabledAccountAreWorthNothing() {
        Answer tokens = anna.tokens("bauantrag");
        String code = anna.opensSilently("bauantrag").code().orElseThrow();
        account(false);

        isRefused(bauantrag.redeem(code), "account_disabled");
        isRefused(bauantrag.refresh(tokens.text("refresh_token")), "account_disabled");
        assertThat(bauantrag.userinfo(tokens.text("access_token")).status()).isEqualTo(401);
        assertThat(anna.opensSilently("bauantrag").parameter("error_description"))
                .contains("account_disabled");
    }

    @Test
    void disabledAccountStaysOutWhateverItsProviderSays() {
        anna.opens("bauantrag");
        account(false);
        Map<String, Object> claims = FakeFederation.annasClaims();
        claims.put("groups", List.of("/Bauaufsichtsamt/Leitung"));
        federation.dresden().person("anna", claims);

        isRefused(federation.anna().opens("bauantrag"), "account_disabled");
        account(true);
        assertThat(federation.anna().opens("bauantrag").code()).isPresent();
    }
}
