package de.stadttor.interop;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import de.stadttor.platform.Json;
import de.stadttor.testing.Browser;
import de.stadttor.testing.HubUnderTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The library oidc-client-ts in a page of its own origin, in a real browser: login, userinfo, refresh, logout. */
class OidcClientTsTests {

    private final HubUnderTest hub = HubUnderTest.shared();

    @AfterEach
    void putBack() {
        hub.putBack();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void annaGoesThroughLoginUserinfoRefreshAndLogout(boolean bound) {
        try (BrowserApplication application = BrowserApplication.started(hub.issuer(), "einseitig", bound);
                BrowserContext context = Browser.context()) {
            hub.add("einseitig", application.registration());
            Page page = context.newPage();
            List<String> troubles = Browser.troubles(page);
            page.navigate(application.home());
            press(page, "sign-in");
            signsIn(page);
            assertThat(page.locator("#state")).hasText("signed in");
            assertThat(profile(page))
                    .containsEntry("iss", hub.issuer())
                    .containsEntry("email", "anna.richter@dresden.example")
                    .containsEntry("family_name", "Richter");
            List<String> first = tokens(page);
            assertThat(first).hasSize(3).doesNotContainNull().element(0).isEqualTo(bound ? "DPoP" : "Bearer");

            press(page, "refresh");
            assertThat(page.locator("#state")).hasText("refreshed");
            assertThat(tokens(page)).hasSize(3).doesNotContainNull().doesNotContain(first.get(1), first.get(2));
            assertThat(profile(page)).containsEntry("email", "anna.richter@dresden.example");

            press(page, "sign-out");
            assertThat(page.locator("#state")).hasText("signed out");
            assertThat(page.url()).startsWith(application.home() + "bye");
            assertThat(tokens(page)).isEmpty();
            press(page, "sign-in");
            // signed out at the hub, too
            assertThat(page.locator("[data-provider=ebit-dresden]")).isVisible();
            assertThat(troubles).isEmpty();
        }
    }

    @Test
    void whatItTookBackIsRefused() {
        try (BrowserApplication application = BrowserApplication.started(hub.issuer(), "einseitig", false);
                BrowserContext context = Browser.context()) {
            hub.add("einseitig", application.registration());
            Page page = context.newPage();
            page.navigate(application.home());
            press(page, "sign-in");
            signsIn(page);
            assertThat(page.locator("#state")).hasText("signed in");
            String refreshToken = tokens(page).get(2);

            press(page, "revoke");

            assertThat(page.locator("#state")).hasText("revoked");
            assertThat(refresh(page, refreshToken)).isEqualTo("400 invalid_grant");
        }
    }

    /** The same page at an origin that nobody registered: what is public is readable, nothing else. */
    @Test
    void pageOfAnotherOriginReadsNoTokenAndNoUserinfo() {
        try (BrowserApplication stranger = BrowserApplication.started(hub.issuer(), "einseitig", false);
                BrowserContext context = Browser.context()) {
            Page page = context.newPage();
            page.navigate(stranger.home());

            assertThat(page.evaluate(
                            "issuer => fetch(issuer + '/.well-known/openid-configuration').then(a => a.json())"
                                    + ".then(m => fetch(m.jwks_uri)).then(a => a.json()).then(k => k.keys.length > 0)",
                            hub.issuer()))
                    .isEqualTo(true);
            assertThat(refresh(page, "anything")).isEqualTo("TypeError");
            assertThat(page.evaluate(
                            "issuer => fetch(issuer + '/userinfo', {headers: {Authorization: 'Bearer x'}})"
                                    + ".then(a => a.status, e => e.name)",
                            hub.issuer()))
                    .isEqualTo("TypeError");
        }
    }

    private Object refresh(Page page, String refreshToken) {
        return page.evaluate("""
                ([issuer, token]) => fetch(issuer + '/oauth2/token', {
                  method: 'POST',
                  body: new URLSearchParams({grant_type: 'refresh_token', client_id: 'einseitig', refresh_token: token}),
                }).then(async a => `${a.status} ${(await a.json()).error}`, e => e.name)
                """, List.of(hub.issuer(), refreshToken));
    }

    private static void press(Page page, String button) {
        page.locator("#" + button).click();
    }

    private static void signsIn(Page page) {
        page.locator("[data-provider=ebit-dresden]").click();
        page.locator("#username").fill("anna.richter");
        page.locator("#password").fill("demo");
        page.locator("[type=submit]").first().click();
    }

    private static Map<String, Object> profile(Page page) {
        return Json.readMap(page.locator("#profile").textContent());
    }

    private static List<String> tokens(Page page) {
        return Json.readStrings(page.locator("#tokens").textContent());
    }
}
