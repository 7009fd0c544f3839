package de.stadttor.route;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.Employee;
import de.stadttor.testing.FakeFederation;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.Visitor.Stop;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where an application asks for consent, the person sees what would go there, and can decline. */
class ConsentRouteTests {

    private static final Map<String, String> CONSENT = Map.of("prompt", "consent");

    private final FakeFederation federation = FakeFederation.shared();
    private final Employee anna = federation.anna();

    @AfterEach
    void reset() {
        federation.reset();
    }

    private Stop answers(Employee person, Stop page, String decision) {
        return person.submits(page, "/login/consent", Map.of("decision", decision));
    }

    @Test
    void pageShowsWhatWouldGoToTheApplicationAndNothingElse() {
        Stop page = anna.opens("bauantrag", CONSENT);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body())
                .contains("data-consent=\"true\"", "Bauantrag digital", "eBit Dresden")
                .contains("data-claim=\"name\"", "Anna Richter")
                .contains("data-claim=\"email\"", "anna.richter@dresden.example")
                .contains("data-claim=\"org_unit\"", "data-claim=\"municipality\"", "Dresden")
                .contains("data-claim=\"roles\"", "bearbeiten, lesen")
                .containsPattern("data-claim=\"email_verified\"[^/]*</dt>\\s*<dd[^>]*><bdi>ja</bdi>")
                .doesNotContain("/Bauaufsichtsamt/Sachbearbeitung");
    }

    @Test
    void onlyScopesThatWereAskedForAreShown() {
        Stop page = anna.opens("bauantrag", Map.of("prompt", "consent", "scope", "openid roles"));

        assertThat(page.body()).contains("data-claim=\"roles\"").doesNotContain("anna.richter@dresden.example");
    }

    @Test
    void whoApprovesGetsInWithExactlyThat() {
        Stop back = answers(anna, anna.opens("bauantrag", CONSENT), "approve");

        assertThat(back.parameter("state")).contains("state-1");
        assertThat(anna.redeems("bauantrag", back).claims("id_token")).containsEntry("municipality", "Dresden");
    }

    @Test
    void whoDeclinesIsRefusedAndStaysSignedIn() {
        Stop back = answers(anna, anna.opens("bauantrag", CONSENT), "decline");

        assertThat(back.parameter("error")).contains("access_denied");
        assertThat(back.parameter("state")).contains("state-1");
        assertThat(back.parameter("iss")).contains(federation.hub().issuer());
        assertThat(anna.hasSession()).isTrue();
    }

    @Test
    void answerThatIsNeitherCountsAsDeclined() {
        assertThat(answers(anna, anna.opens("bauantrag", CONSENT), "APPROVE").parameter("error"))
                .contains("access_denied");
    }

    @Test
    void consentIsAskedEachTimeAndOnlyWhereTheApplicationWantsIt() {
        answers(anna, anna.opens("bauantrag", CONSENT), "approve");

        assertThat(anna.opens("bauantrag").code()).isPresent();
        assertThat(anna.opens("bauantrag", CONSENT).attribute("data-consent")).contains("true");
    }

    @Test
    void noOneIsAskedForConsentWhoIsNotLetIn() {
        assertThat(anna.opens("foerdermittel", CONSENT).attribute("data-reason"))
                .contains("no_role");
    }

    @Test
    void formFromAnotherBrowserDoesNothing() {
        Stop page = anna.opens("bauantrag", CONSENT);
        Employee eva = federation.eva();
        eva.opens("bauantrag");

        Stop stray = answers(eva, page, "approve");

        assertThat(stray.status()).isEqualTo(400);
        assertThat(stray.attribute("data-failure")).contains("already_signed_in");
        assertThat(answers(anna, page, "approve").code()).isPresent();
    }

    @Test
    void consentCountsOnlyForThePersonWhoWasAsked() {
        Stop annasPage = anna.opens("bauantrag", CONSENT);
        Employee eva = anna.successor("eva.schulze", "kid-magdeburg");
        eva.opens("bauantrag");

        Stop next = answers(anna, annasPage, "approve");

        assertThat(next.attribute("data-consent"))
                .as("she signs in anew, and is asked herself")
                .contains("true");
        assertThat(next.body()).contains("anna.richter@dresden.example");
        assertThat(eva.hasSession()).as("of hers").isTrue();
    }

    @Test
    void approvalForAFlowThatNeverAskedDoesNothing() {
        Stop choice = anna.asks("bauantrag", Map.of());
        String flow = choice.parameter("flow").orElseThrow();

        Stop stop = anna.browser()
                .post(
                        URI.create(federation.hub().issuer() + "/login/consent"),
                        Map.of("flow", flow, "decision", "approve"),
                        TestClient.CALLBACK);

        assertThat(stop.status()).isEqualTo(400);
        assertThat(stop.code()).isEmpty();
    }

    @Test
    void questionThatIsLoadedAgainIsTheSameQuestion() {
        Stop callback = anna.browser()
                .go(
                        anna.application("bauantrag")
                                .authorize(Map.of("idp_hint", "ebit-dresden", "prompt", "consent")),
                        federation.hub().issuer() + "/login/callback/");
        anna.goes(callback.uri());

        Stop again = anna.goes(callback.uri());

        assertThat(again.attribute("data-consent")).contains("true");
        assertThat(answers(anna, again, "approve").code()).isPresent();
    }

    @Test
    void formSentTwiceSaysThatThePersonIsIn() {
        Stop page = anna.opens("bauantrag", CONSENT);
        answers(anna, page, "approve");

        assertThat(answers(anna, page, "approve").attribute("data-failure")).contains("already_signed_in");
    }
}
