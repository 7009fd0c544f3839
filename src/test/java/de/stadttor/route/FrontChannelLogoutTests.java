package de.stadttor.route;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.NavigateOptions;
import com.microsoft.playwright.options.WaitUntilState;
import de.stadttor.testing.Browser;
import de.stadttor.testing.Employee;
import de.stadttor.testing.FakeApplication;
import de.stadttor.testing.FakeFederation;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.TestClient.Answer;
import de.stadttor.testing.Visitor.Stop;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** OpenID Connect Front-Channel Logout 1.0: the browser tells those that asked for it, and the person goes on. */
class FrontChannelLogoutTests {

    private static final String HOME = "http://127.0.0.1:9100/";

    private final FakeFederation federation = FakeFederation.shared();
    private final HubUnderTest hub = federation.hub();
    private final Employee anna = federation.anna();
    private final FakeApplication application = FakeApplication.started();

    @AfterEach
    void reset() {
        application.close();
        federation.reset();
    }

    private void hearsInTheBrowser(String address) {
        federation.add("vorn", Map.of("frontchannel-logout-uri", address));
    }

    private URI logout(Answer tokens) {
        return URI.create(hub.issuer() + "/connect/logout?id_token_hint=" + tokens.text("id_token")
                + "&post_logout_redirect_uri=http%3A%2F%2F127.0.0.1%3A9100%2F");
    }

    private static String policy(Stop page) {
        return page.response().headers().firstValue("Content-Security-Policy").orElseThrow();
    }

    @Test
    void onlyTheOriginsOfThisSessionsApplicationsMayBeFramed() {
        hearsInTheBrowser(application.frontChannel());

        Stop page = anna.browser().go(logout(anna.tokens("vorn")), HOME);

        String origin = application.frontChannel().replace("/front-channel", "");
        assertThat(policy(page))
                .contains("frame-src " + origin + ";")
                .contains("frame-ancestors 'none'")
                .contains("default-src 'none'");
        assertThat(page.response().headers().firstValue("X-Frame-Options")).contains("DENY");
        assertThat(page.response().headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(page.response().headers().allValues("Set-Cookie"))
                .anyMatch(cookie -> cookie.startsWith("stadttor_session=;"));
    }

    @Test
    void whoeverUsedNoSuchApplicationNeverSeesThePage() {
        hearsInTheBrowser(application.frontChannel());

        Stop home = anna.browser().go(logout(anna.tokens("bauantrag")), HOME);

        assertThat(home.uri()).hasToString(HOME);
        assertThat(policy(anna.goes(URI.create(hub.issuer() + "/logout/done")))).doesNotContain("frame-src");
    }

    @Test
    void queryOfTheRegisteredAddressIsKept() {
        hearsInTheBrowser(application.frontChannel() + "?app=vorn&x=1");

        Stop page = anna.browser().go(logout(anna.tokens("vorn")), HOME);

        assertThat(page.frame().orElseThrow())
                .startsWith(application.frontChannel() + "?app=vorn&x=1&iss=http%3A%2F%2Flocalhost");
    }

    @Test
    void whoeverIsAskedFirstSeesItAfterTheAnswer() {
        hearsInTheBrowser(application.frontChannel());
        anna.opens("vorn");
        Stop question = anna.browser().go(URI.create(hub.issuer() + "/connect/logout"), HOME);
        assertThat(question.body()).doesNotContain("<iframe");

        Stop page = anna.browser().submit(question, "/connect/logout", Map.of("decision", "logout"), HOME);

        assertThat(page.frame().orElseThrow()).startsWith(application.frontChannel());
        assertThat(anna.browser().go(page.link("continue"), HOME).attribute("data-signed-out"))
                .contains("true");
    }

    @Test
    void anotherAccountAtTheSameDeskIsToldTheSame() {
        hearsInTheBrowser(application.frontChannel());
        anna.opens("vorn");
        Stop refusal = anna.opens("foerdermittel");

        Stop page = anna.wantsAnotherAccount(refusal);

        assertThat(page.frame().orElseThrow()).startsWith(application.frontChannel());
        assertThat(anna.goes(page.link("continue")).body()).contains("data-provider");
        assertThat(anna.hasSession()).isFalse();
    }

    private void hearsInARealBrowser() {
        federation.add(
                "vorn",
                Map.of(
                        "frontchannel-logout-uri", application.frontChannel(),
                        "redirect-uris", "[" + application.home() + "callback]",
                        "post-logout-redirect-uris", "['" + application.home() + "']"));
    }

    /** A person in a real browser; gives the address of their logout. */
    private URI signsIn(Page page) {
        TestClient client = anna.application("vorn");
        String callback = application.home() + "callback";
        page.navigate(client.authorize(Map.of("idp_hint", "ebit-dresden", "redirect_uri", callback))
                .toString());
        Answer tokens =
                client.redeem(page.url().replaceFirst(".*[?&]code=([^&]*).*", "$1"), Map.of("redirect_uri", callback));
        return URI.create(hub.issuer() + "/connect/logout?id_token_hint=" + tokens.text("id_token")
                + "&post_logout_redirect_uri=" + URLEncoder.encode(application.home(), StandardCharsets.UTF_8));
    }

    @Test
    void browserOpensTheAddressUnseenAndGoesOnByItself() {
        hearsInARealBrowser();
        try (BrowserContext context = Browser.context()) {
            Page page = context.newPage();
            URI logout = signsIn(page);
            List<String> troubles = Browser.troubles(page);

            page.navigate(logout.toString());

            assertThat(page).hasURL(application.home());
            assertThat(application.opened()).hasSize(1);
            assertThat(application.opened().getFirst().getQuery())
                    .matches("iss=" + hub.issuer() + "&sid=[0-9a-f-]{36}");
            assertThat(troubles).isEmpty();
        }
    }

    @Test
    void applicationThatHangsHoldsNobodyUpForLong() {
        hearsInARealBrowser();
        try (BrowserContext context = Browser.context()) {
            Page page = context.newPage();
            URI logout = signsIn(page);
            application.hangs();

            page.navigate(logout.toString(), new NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));

            assertThat(page.locator("[data-action=continue]")).isVisible();
            assertThat(page).hasURL(application.home());
        }
    }

    @Test
    void withoutScriptALinkLeadsOn() {
        hearsInARealBrowser();
        try (BrowserContext context = Browser.context(Browser.options().setJavaScriptEnabled(false))) {
            Page page = context.newPage();
            URI logout = signsIn(page);

            page.navigate(logout.toString());

            assertThat(page.locator("noscript p")).isVisible();
            assertThat(application.opened()).hasSize(1);
            for (int width : List.of(1280, 360)) {
                page.setViewportSize(width, 800);
                Browser.keep(page, "front-channel-without-script-" + width);
            }
            page.locator("[data-action=continue]").click();
            assertThat(page).hasURL(application.home());
        }
    }
}
