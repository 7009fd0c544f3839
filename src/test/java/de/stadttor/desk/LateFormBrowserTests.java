package de.stadttor.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import de.stadttor.testing.Browser;
import de.stadttor.testing.HubUnderTest;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody sends a form when their session is over: in a real browser, with script and without. */
class LateFormBrowserTests {

    private static final HubUnderTest HUB = HubUnderTest.shared();
    private static final DeskBrowser BROWSER = new DeskBrowser(HUB);
    private static final String NEW = HUB.issuer() + "/desk/providers/ebit-dresden/rules/_new?application=bauantrag";
    private static final Pattern DRAFT = Pattern.compile(".*/desk/providers/ebit-dresden/proposals/[0-9a-f-]{36}");

    @AfterAll
    static void close() {
        BROWSER.close();
        HUB.putBack();
    }

    /** By keyboard: without script Playwright cannot tell whether what a mouse would hit stands still. */
    private static void presses(Page page, String what) {
        page.press(what, "Enter");
    }

    /** All of it, and then the session is over, at the hub and at the provider. */
    private static Page typedInVain(BrowserContext context) {
        Page page = context.newPage();
        BROWSER.signIn(page, "dirk.admin");
        page.navigate(NEW + "&lang=de");
        presses(page, "[data-action=expert]");
        page.fill("#text", "'a' in roles ||\n  'b' in roles");
        page.press("#role-lesen", "Space");
        page.press("#role-bearbeiten", "Space");
        page.fill("#until", "2031-12-31");
        page.fill("#why", "lange überlegt,\nund \"gut\" begründet");
        presses(page, "details:has(#id) > summary");
        page.fill("#id", "dd-spaet");
        context.clearCookies();
        presses(page, "[data-action=save]");
        assertThat(page.locator("[data-unsent=over]")).isVisible();
        return page;
    }

    private static void signsIn(Page page, String user) {
        Page tab = page.context().waitForPage(() -> presses(page, "[data-action=sign-in]"));
        presses(tab, "[data-provider=ebit-dresden]");
        tab.fill("[name=username]", user);
        tab.fill("[name=password]", "demo");
        tab.press("[name=password]", "Enter");
        assertThat(tab.locator("[data-user]")).isVisible();
        tab.close();
    }

    private static void isAllThere(Page page) {
        assertThat(page.locator("[data-late]")).isVisible();
        assertThat(page.locator("#text")).hasValue("'a' in roles ||\n  'b' in roles");
        assertThat(page.locator("#role-lesen")).isChecked();
        assertThat(page.locator("#role-bearbeiten")).isChecked();
        assertThat(page.locator("#until")).hasValue("2031-12-31");
        assertThat(page.locator("#why")).hasValue("lange überlegt,\nund \"gut\" begründet");
        assertThat(page.locator("#id")).hasValue("dd-spaet");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoSignsInAgainHasAllOfItAndSaves(boolean script) {
        try (BrowserContext context = Browser.context(Browser.options().setJavaScriptEnabled(script))) {
            Page page = typedInVain(context);
            presses(page, "[data-action=resume]");
            assertThat(page.locator("[data-unsent=still]")).isVisible();
            signsIn(page, "dirk.admin");
            presses(page, "[data-action=resume]");
            isAllThere(page);
            presses(page, "[data-action=save]");
            page.waitForURL(DRAFT);
            assertThat(page.locator("[data-rule=dd-spaet]")).isVisible();
        }
    }

    @Test
    void somebodyElseSeesNothingOfItAndTheFirstStillHasIt() {
        try (BrowserContext context = Browser.context()) {
            Page page = typedInVain(context);
            DeskBrowser.isFaultless(page, "editor-unsent-de-1280");
            signsIn(page, "daniela.admin");
            presses(page, "[data-action=resume]");
            assertThat(page.locator("[data-unsent=other]")).isVisible();
            assertThat(page.locator("body")).not().containsText("überlegt");
            DeskBrowser.isFaultless(page, "editor-unsent-other-de-1280");
            page.setViewportSize(320, 256);
            DeskBrowser.isFaultless(page, "editor-unsent-other-de-320");

            context.clearCookies();
            signsIn(page, "dirk.admin");
            presses(page, "[data-action=resume]");
            isAllThere(page);
        }
    }

    /** Short, but thought about all the same. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aReasonComesBackToo(boolean script) {
        try (BrowserContext context = Browser.context(Browser.options().setJavaScriptEnabled(script))) {
            Page page = context.newPage();
            BROWSER.signIn(page, "dirk.admin");
            page.navigate(HUB.issuer() + "/desk/providers/ebit-dresden/rules/dd-melde/remove?lang=de");
            page.fill("#reason", "nach dem Umzug\nnicht mehr gebraucht");
            context.clearCookies();
            presses(page, "[data-action=remove]");
            assertThat(page.locator("[data-unsent=over]")).isVisible();
            signsIn(page, "dirk.admin");
            presses(page, "[data-action=resume]");
            assertThat(page.locator("[data-late]")).isVisible();
            assertThat(page.locator("#reason")).hasValue("nach dem Umzug\nnicht mehr gebraucht");
            if (script) {
                DeskBrowser.isFaultless(page, "removal-late-de-1280");
            }
            presses(page, "[data-action=remove]");
            page.waitForURL(DRAFT);
        }
    }

    /** In another tab, while the editor was open. */
    @Test
    void whoHasSignedInAnewSavesOnceMore() {
        try (BrowserContext context = Browser.context()) {
            Page page = context.newPage();
            BROWSER.signIn(page, "dirk.admin");
            page.navigate(NEW);
            page.fill("#why", "Vertretung");
            context.clearCookies();
            Page tab = context.newPage();
            BROWSER.signIn(tab, "dirk.admin");
            presses(page, "[data-action=save]");
            assertThat(page.locator("[data-late]")).isVisible();
            assertThat(page.locator("#why")).hasValue("Vertretung");
        }
    }
}
