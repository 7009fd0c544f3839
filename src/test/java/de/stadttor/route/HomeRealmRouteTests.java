package de.stadttor.route;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.Employee;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.Visitor.Stop;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which provider? The page that asks, the hints that spare it, and what the browser remembers. */
class HomeRealmRouteTests {

    private final HubUnderTest hub = HubUnderTest.shared();
    private final Employee anna = Employee.anna(hub);

    private Stop page() {
        return anna.asks("bauantrag", Map.of());
    }

    private static void isAtProvider(Stop stop, String provider) {
        assertThat(stop.uri().getPath()).startsWith("/realms/" + provider + "/");
        assertThat(stop.asksForPassword()).as(stop.body()).isTrue();
    }

    @Test
    void pageOffersTheCitiesAndNamesTheApplication() {
        Stop page = page();

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.uri().getPath()).isEqualTo("/login");
        assertThat(page.body()).contains("Bauantrag digital", "Dresden", "Leipzig", "Magdeburg");
        isAtProvider(anna.follows(page, "data-provider", "kid-magdeburg"), "kid-magdeburg");
    }

    /** OpenID Connect Core section 3.1.2.1. */
    @ParameterizedTest
    @CsvSource({"en, en", "en-GB de, en", "fr-CA se en, en", "de-AT, de", "fr, de", "xx-invalid-!, de"})
    void pagesAreInTheLanguageThatTheApplicationWishes(String wish, String language) {
        Stop page = anna.asks("bauantrag", Map.of("ui_locales", wish));

        assertThat(page.body()).contains("<html lang=\"" + language + "\"");
    }

    @Test
    void wishHoldsOnTheWayToTheProviderAndForTheRefusal() {
        Stop password = anna.asks("foerdermittel", Map.of("ui_locales", "en", "idp_hint", "ebit-dresden"));
        assertThat(password.body()).contains("lang=\"en\"");

        Stop refusal = anna.typesPassword(password);
        assertThat(refusal.status()).isEqualTo(403);
        assertThat(refusal.body()).contains("<html lang=\"en\"");
        assertThat(anna.asks("foerdermittel", Map.of()).body())
                .as("the next request has no wish")
                .contains("<html lang=\"de\"");
    }

    @Test
    void whatThePersonChoseCountsBeforeTheWish() {
        Stop page = anna.asks("bauantrag", Map.of("ui_locales", "de"));
        Stop english = anna.goes(URI.create(page.uri() + "&lang=en"));
        assertThat(english.body()).contains("<html lang=\"en\"");

        assertThat(anna.asks("bauantrag", Map.of("ui_locales", "de")).body()).contains("<html lang=\"en\"");
    }

    @Test
    void personGetsInFromThePage() {
        Stop back = anna.chooses(page());

        assertThat(back.code()).isPresent();
        assertThat(back.parameter("state")).contains("state-1");
        assertThat(back.parameter("iss")).contains(hub.issuer());
    }

    @ParameterizedTest
    @ValueSource(strings = {"eva.schulze@magdeburg.example", " Eva.Schulze@MAGDEBURG.Example "})
    void addressOfAKnownDomainLeadsStraightToItsProvider(String address) {
        isAtProvider(anna.asks("bauantrag", Map.of("login_hint", address)), "kid-magdeburg");
    }

    @Test
    void idpHintLeadsStraightToTheProviderAndCountsBeforeLoginHint() {
        isAtProvider(
                anna.asks("bauantrag", Map.of("idp_hint", "lecos-leipzig", "login_hint", "a@dresden.example")),
                "lecos-leipzig");
    }

    @Test
    void hintsThatNobodyKnowsLeadToThePage() {
        Stop byAddress = anna.asks("bauantrag", Map.of("login_hint", "anna@chemnitz.example"));
        assertThat(byAddress.uri().getPath()).isEqualTo("/login");
        assertThat(byAddress.body()).contains("value=\"anna@chemnitz.example\"");
        assertThat(anna.asks("bauantrag", Map.of("idp_hint", "chemnitz")).uri().getPath())
                .isEqualTo("/login");
        assertThat(anna.asks("bauantrag", Map.of("login_hint", "anna.richter"))
                        .uri()
                        .getPath())
                .isEqualTo("/login");
    }

    @Test
    void hintToAnotherProviderThanTheSessionsStartsANewSignIn() {
        anna.opens("bauantrag");

        Stop silent = anna.asks("bauantrag", Map.of("idp_hint", "kid-magdeburg", "prompt", "none"));
        assertThat(silent.parameter("error")).contains("login_required");
        assertThat(anna.asks("bauantrag", Map.of("login_hint", "x@dresden.example", "prompt", "none"))
                        .code())
                .isPresent();
        Stop page = anna.asks("bauantrag", Map.of("login_hint", "eva.schulze@magdeburg.example"));
        isAtProvider(page, "kid-magdeburg");
        Stop back = anna.successor("eva.schulze", "kid-magdeburg").typesPassword(page);
        assertThat(anna.idToken("bauantrag", back)).containsEntry("municipality", "Magdeburg");
    }

    @Test
    void choiceIsRememberedAndComesFirstTheNextTime() {
        anna.follows(page(), "data-provider", "lecos-leipzig");

        Stop next = page();

        assertThat(next.attribute("data-provider")).contains("lecos-leipzig");
        assertThat(next.body()).contains("Zuletzt verwendet");
    }

    @Test
    void browserGoesByItselfOnlyWhenThePersonTickedThat() {
        URI choice = page().link("data-provider", "lecos-leipzig");
        anna.goes(URI.create(choice + "&auto=1"));

        isAtProvider(page(), "lecos-leipzig");
        assertThat(anna.asks("bauantrag", Map.of("prompt", "select_account"))
                        .uri()
                        .getPath())
                .isEqualTo("/login");
        isAtProvider(anna.asks("bauantrag", Map.of("idp_hint", "ebit-dresden")), "ebit-dresden");
        anna.follows(anna.asks("bauantrag", Map.of("prompt", "select_account")), "data-provider", "ebit-dresden");
        assertThat(page().uri().getPath()).as("chosen without the tick").isEqualTo("/login");
    }

    @Test
    void typedAddressLeadsToItsProviderOrSaysWhatIsWrong() {
        URI page = page().uri();

        Stop unknown = anna.goes(URI.create(page + "&email=anna%40chemnitz.example"));
        assertThat(unknown.attribute("data-problem")).contains("email_unknown");
        assertThat(unknown.body()).contains("value=\"anna@chemnitz.example\"");
        assertThat(anna.goes(URI.create(page + "&email=")).attribute("data-problem"))
                .contains("email_missing");
        Stop known = anna.goes(URI.create(page + "&email=eva.schulze%40magdeburg.example"));
        isAtProvider(known, "kid-magdeburg");
        assertThat(known.body()).contains("value=\"eva.schulze@magdeburg.example\"");
    }

    @Test
    void wayBackTellsTheApplicationThatThePersonGaveUp() {
        URI back = page().link("data-action", "back");

        assertThat(back.toString()).startsWith(TestClient.CALLBACK + "?");
        assertThat(back.getQuery()).contains("error=access_denied", "state=state-1", "iss=" + hub.issuer());
    }

    @Test
    void cityThatLeftTheFederationMeanwhileLeadsBackToThePage() {
        String elsewhere = page().link("data-provider", "lecos-leipzig").toString();

        Stop page = anna.goes(URI.create(elsewhere.replace("lecos-leipzig", "chemnitz")));

        assertThat(page.status()).isEqualTo(200);
        assertThat(anna.chooses(page).code()).isPresent();
    }
}
