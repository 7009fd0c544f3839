package de.stadttor.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import de.stadttor.desk.DeskBrowser.Opened;
import de.stadttor.directory.Directories;
import de.stadttor.testing.Browser;
import de.stadttor.testing.HubUnderTest;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The editor of a rule in a real browser: by keyboard alone, with script and without. */
class EditorBrowserTests {

    private static final HubUnderTest HUB = HubUnderTest.shared();
    private static final DeskBrowser BROWSER = new DeskBrowser(HUB);
    private static final String RULES = "/desk/providers/ebit-dresden/rules";
    private static final String NEW = RULES + "/_new?application=bauantrag";
    private static final Pattern DRAFT = Pattern.compile(".*/desk/providers/ebit-dresden/proposals/[0-9a-f-]{36}");

    @BeforeAll
    static void readDirectories() throws InterruptedException {
        HUB.change(document -> document.replace(
                "\nrules:\n",
                "\nrules:\n  - {id: dd-nested, provider: ebit-dresden, application: bauantrag, when: {any: [{role: a},"
                        + " {all: [{group: /IT/Administration}, {not: {org-unit: Dienstplan}}]}]}, grant: [lesen]}\n"));
        for (String provider : HubUnderTest.PROVIDERS) {
            HUB.bean(Directories.class).look(provider, Duration.ofSeconds(60));
        }
    }

    @AfterAll
    static void close() {
        BROWSER.close();
        HUB.putBack();
    }

    static List<Opened> pages() {
        return List.of(
                new Opened("editor-applications", "dirk.admin", RULES + "/_new"),
                new Opened("editor-new", "dirk.admin", NEW),
                new Opened("editor-new-hub", "dirk.admin", RULES + "/_new?application=stadttor"),
                new Opened("editor-change", "dirk.admin", RULES + "/dd-bau-leitung/change"),
                new Opened("editor-expert", "dirk.admin", RULES + "/dd-nested/change"),
                new Opened("editor-remove", "dirk.admin", RULES + "/dd-bau-sachbearbeitung/remove"),
                new Opened("editor-rules", "dirk.admin", RULES),
                new Opened("editor-rules-operator", "otto.betrieb", RULES),
                new Opened("editor-rule", "dirk.admin", RULES + "/dd-bau-leitung"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void isAccessibleInBothLanguagesAtEveryWidth(Opened opened) {
        BROWSER.isFaultlessEverywhere(opened);
    }

    /** From the list of rules to a draft, without a mouse. */
    @Test
    void aNewRuleIsMadeByKeyboardAlone() {
        Page page = BROWSER.page("dirk.admin");
        page.setViewportSize(1280, 900);
        List<String> troubles = Browser.troubles(page);
        page.navigate(HUB.issuer() + RULES + "?lang=de");
        goTo(page, page.locator("[data-application=bauantrag] [data-action=new-here]"));
        page.keyboard().press("Enter");
        assertThat(page.locator("h1")).containsText("Neue Regel");
        assertThat(page.locator("[data-count]")).hasAttribute("data-count", "empty");

        goTo(page, page.locator("#find-any"));
        page.keyboard().type("buergeramt meld");
        assertThat(page.locator("[data-hit]").first()).containsText("/Bürgeramt/Meldewesen");
        assertThat(page.locator("#find-any")).isFocused();
        assertThat(page.locator("#lost")).isHidden();
        DeskBrowser.isFaultless(page, "editor-found-de-1280");
        page.keyboard().press("Enter");
        assertThat(page.locator("[data-hit]").first()).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.locator("[data-picked='group /Bürgeramt/Meldewesen']")).isVisible();
        assertThat(page.locator("#find-any")).isFocused();
        assertThat(page.locator("[data-matched]")).hasAttribute("data-matched", "1");
        assertThat(page.locator("#matches")).containsText("Carla Engel");

        page.keyboard().type("Administr");
        assertThat(page.locator("[data-hit]").first()).containsText("/IT/Administration");
        page.keyboard().press("Enter");
        page.keyboard().press("Enter");
        assertThat(page.locator("[data-matched]")).hasAttribute("data-matched", "3");

        goTo(page, page.locator("#list-none summary"));
        page.keyboard().press("Enter");
        goTo(page, page.locator("#find-none"));
        page.keyboard().type("Administr");
        assertThat(page.locator("#list-none [data-hit]").first()).isVisible();
        page.keyboard().press("Enter");
        page.keyboard().press("Enter");
        assertThat(page.locator("[data-matched]")).hasAttribute("data-matched", "1");
        DeskBrowser.isFaultless(page, "editor-filled-de-1280");

        goTo(page, page.locator("#role-lesen"));
        page.keyboard().press("Space");
        goTo(page, page.locator("#role-genehmigen"));
        page.keyboard().press("Space");
        goTo(page, page.locator("#why"));
        page.keyboard().type("Vertretung");
        goTo(page, page.locator("[data-action=save]"));
        page.keyboard().press("Enter");
        page.waitForURL(DRAFT);
        // the draft's own page is not there yet
        assertThat(troubles).allMatch(trouble -> trouble.contains("status of 404"));
    }

    private static void goTo(Page page, Locator wanted) {
        for (int i = 0; i < 120; i++) {
            if ((Boolean) wanted.evaluate("element => element === document.activeElement")) {
                return;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError("no way by keyboard to " + wanted);
    }

    @Test
    void aNewRuleIsMadeWithoutScript() {
        try (BrowserContext context = Browser.context(Browser.options().setJavaScriptEnabled(false))) {
            Page page = context.newPage();
            BROWSER.signIn(page, "daniela.admin");
            page.navigate(HUB.issuer() + RULES);
            page.click("[data-action=new]");
            page.click("[data-application=bauantrag] a");
            page.fill("#why", "Probe");
            page.fill("#find-any", "Sachbearb");
            page.press("#find-any", "Enter");
            assertThat(page.locator("[data-hit]").first()).containsText("/Bauaufsichtsamt/Sachbearbeitung");
            page.locator("[data-hit]").first().click();
            assertThat(page.locator("[data-matched]")).hasAttribute("data-matched", "1");
            assertThat(page.locator("#find-any")).isFocused();
            page.check("#role-bearbeiten");
            page.click("[data-action=look]");
            assertThat(page.locator("#role-bearbeiten")).isChecked();
            assertThat(page.locator("#why")).hasValue("Probe");
            page.click("[data-action=save]");
            page.waitForURL(DRAFT);
        }
    }

    @Test
    void anErrorOfAnExpressionIsShownAtItsPlaceAsOneTypes() {
        Page page = BROWSER.page("dirk.admin");
        page.setViewportSize(1280, 900);
        page.navigate(HUB.issuer() + RULES + "/dd-bau-leitung/change?lang=de");
        page.click("[data-action=expert]");
        assertThat(page.locator("#text")).hasValue("'/Bauaufsichtsamt/Leitung' in groups");
        assertThat(page.locator("[data-matched]")).hasAttribute("data-matched", "1");

        page.fill("#text", "'a' in roles ||\n  grups.exists(g, g == 'x')");
        assertThat(page.locator("[data-text-problem=unknown]")).containsText("grups");
        assertThat(page.locator("[data-line='2'][data-column='3']")).isVisible();
        assertThat(page.locator(".st-place__mark")).hasText("grups");
        assertThat(page.locator("#text")).hasAttribute("aria-invalid", "true");
        assertThat(page.locator("#text")).hasAccessibleDescription(Pattern.compile("Zeile 2, Zeichen 3"));
        assertThat(page.locator("[data-count]")).hasAttribute("data-count", "invalid");
        assertThat(page.locator("#text")).isFocused();
        DeskBrowser.isFaultless(page, "editor-wrong-de-1280");
        page.setViewportSize(320, 256);
        assertThat(Browser.scrollsSideways(page)).isFalse();
        page.setViewportSize(1280, 900);

        page.fill("#text", "groups.exists(g, g.startsWith('/Bauaufsichtsamt/'))");
        assertThat(page.locator("[data-matched]")).hasAttribute("data-matched", "2");
        assertThat(page.locator("[data-text-problem]")).hasCount(0);
        assertThat(page.locator("#text")).not().hasAttribute("aria-invalid", "true");

        page.click("[data-action=form]");
        assertThat(page.locator("[data-picked='group /Bauaufsichtsamt/Leitung']"))
                .isVisible();
    }

    @Test
    void allThatIsWrongIsSaidAtOnceAndNothingIsLost() {
        Page page = BROWSER.page("dirk.admin");
        page.setViewportSize(1280, 900);
        page.navigate(HUB.issuer() + NEW + "&lang=de");
        page.fill("#from", "2030-02-01");
        page.fill("#until", "2030-01-01");
        page.click("[data-action=save]");
        assertThat(page.locator("[data-problems]")).hasAttribute("data-problems", "4");
        for (String problem : List.of("who_empty", "roles_empty", "until_before_from", "why_empty")) {
            assertThat(page.locator("[data-problem=" + problem + "]")).isVisible();
        }
        assertThat(page.locator("#from")).hasValue("2030-02-01");
        assertThat(page.locator("#until")).hasAccessibleDescription(Pattern.compile("liegt vor dem ersten"));
        DeskBrowser.isFaultless(page, "editor-problems-de-1280");
        page.setViewportSize(360, 740);
        DeskBrowser.isFaultless(page, "editor-problems-de-360");
        page.setViewportSize(1280, 900);
    }

    @Test
    void whatWasTypedStaysWhenTheSessionIsOver() {
        try (BrowserContext context = Browser.context()) {
            Page page = context.newPage();
            BROWSER.signIn(page, "hanna.admin");
            page.navigate(HUB.issuer() + "/desk/providers/kid-magdeburg/rules/_new?application=bauantrag");
            page.fill("#why", "lange überlegt");
            assertThat(page.locator("#lost")).isHidden();
            context.clearCookies();
            page.fill("#find-any", "Amt");
            assertThat(page.locator("#lost")).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(15_000));
            assertThat(page.locator("#why")).hasValue("lange überlegt");
            assertThat(page.locator("#find-any")).hasValue("Amt");
        }
    }
}
