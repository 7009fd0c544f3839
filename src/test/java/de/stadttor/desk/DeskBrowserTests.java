package de.stadttor.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import de.stadttor.desk.DeskBrowser.Opened;
import de.stadttor.testing.Browser;
import de.stadttor.testing.HubUnderTest;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every page of the desk in a real browser: axe finds nothing, nothing scrolls sideways, nothing is blocked. */
class DeskBrowserTests {

    private static final HubUnderTest HUB = HubUnderTest.shared();
    private static final DeskBrowser BROWSER = new DeskBrowser(HUB);

    /** Rules and releases of every kind that a page can have to show. */
    private static String everyKind(String document) {
        String dresden = "provider: ebit-dresden, application: foerdermittel";
        return document.replace(
                        "\nrules:\n",
                        "\nrules:\n"
                                + "  - {id: dd-any, " + dresden + ", when: {any: [{group-below: /Kämmerei},"
                                + " {all: [{org-unit: Stadtplanungsamt}, {not: {role: praktikum}}]}]},"
                                + " grant: [antragstellen], from: 2020-01-01, until: 2099-12-31,"
                                + " why: Dienstanweisung 12/2026 der Kämmerei}\n"
                                + "  - {id: dd-cel, " + dresden + ", when: {cel: \"groups.exists(g,"
                                + " g.startsWith('/Bau'))\"}, grant: [antragstellen], until: 2021-12-31}\n")
                .replace(
                        "legal-basis: \"§ 34 BMG\"}\n  - {provider: ebit-dresden, application: foer",
                        "until: 2026-12-01, legal-basis: \"§ 34 BMG\"}\n  - {provider: ebit-dresden, application: foer");
    }

    @BeforeAll
    static void change() {
        HUB.change(DeskBrowserTests::everyKind);
    }

    @AfterAll
    static void putBack() {
        HUB.putBack();
    }

    static List<Opened> pages() {
        DeskPeople people = new DeskPeople(HUB);
        String anna = people.opens("anna.richter", "/desk")
                .attribute("data-reference")
                .orElseThrow();
        String foerdermittel = people.person("anna.richter")
                .opens("foerdermittel")
                .attribute("data-reference")
                .orElse(anna);
        String dresden = "/desk/providers/ebit-dresden";
        return List.of(
                new Opened("overview", "dirk.admin", "/desk"),
                new Opened("overview-operator", "otto.betrieb", "/desk"),
                new Opened("overview-owner", "bernd.vogel", "/desk"),
                new Opened("providers", "otto.betrieb", "/desk/providers"),
                new Opened("rules", "dirk.admin", dresden + "/rules"),
                new Opened("rules-found", "otto.betrieb", dresden + "/rules?text=leitung&application=bauantrag"),
                new Opened("rules-none", "dirk.admin", dresden + "/rules?text=nichts"),
                new Opened("rule", "dirk.admin", dresden + "/rules/dd-any"),
                new Opened("rule-operators", "dirk.admin", dresden + "/rules/dd-betrieb"),
                new Opened("releases", "dirk.admin", dresden + "/releases"),
                new Opened("release", "dirk.admin", dresden + "/releases/bauantrag"),
                new Opened("release-none", "heiko.admin", "/desk/providers/kid-magdeburg/releases/meldeauskunft"),
                new Opened("release-auditor", "paul.revision", "/desk/providers/kid-magdeburg/releases/bauantrag"),
                new Opened("why", "dirk.admin", "/desk/why"),
                new Opened("why-unknown", "dirk.admin", "/desk/why?number=0000+0000"),
                new Opened("why-answer", "dirk.admin", "/desk/why?number=" + foerdermittel),
                new Opened("why-desk", "dirk.admin", "/desk/why?number=" + anna),
                new Opened("applications", "dirk.admin", "/desk/applications"),
                new Opened("application", "bernd.vogel", "/desk/applications/bauantrag"),
                new Opened("forbidden", "dirk.admin", "/desk/providers/kid-magdeburg/rules"),
                new Opened("missing", "dirk.admin", dresden + "/rules/nothing"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void isAccessibleInBothLanguagesAtEveryWidth(Opened opened) {
        BROWSER.isFaultlessEverywhere(opened);
    }

    /** Without script, as it must work. */
    @Test
    void aReleaseIsWithdrawnAndGivenAgainAfterALookAtWhatFollows() {
        try (BrowserContext context = Browser.context(Browser.options().setJavaScriptEnabled(false))) {
            Page page = context.newPage();
            BROWSER.signIn(page, "heiko.admin");
            page.navigate(HUB.issuer() + "/desk/providers/kid-magdeburg/releases/foerdermittel");
            page.click("[data-action=withdraw]");
            assertThat(page.locator("h1")).containsText("zurückziehen?");
            Browser.keep(page, "desk/release-withdraw-de-1280");
            page.click("[data-action=cancel]");
            assertThat(page.locator("[data-action=withdraw]")).isVisible();
            page.click("[data-action=withdraw]");
            page.click("[data-action=confirm]");
            assertThat(page.locator("[data-none]")).isVisible();
            Browser.keep(page, "desk/release-withdrawn-de-1280");
            assertThat(page.locator("#basis")).hasValue("§ 44 LHO");
            page.click("[data-action=look]");
            page.click("[data-action=confirm]");
            assertThat(page.locator("[role=status]")).containsText("gilt ab sofort");
            assertThat(page.locator("#claim-email")).isChecked();
        }
    }

    @Test
    void whatIsWrongIsSaidAtTheField() {
        Page page = BROWSER.page("dirk.admin");
        page.setViewportSize(1280, 900);
        page.navigate(HUB.issuer() + "/desk/providers/ebit-dresden/releases/bauantrag?lang=de");
        page.fill("#until", "2020-01-01");
        page.click("[data-action=look]");
        assertThat(page.locator("#until")).hasAttribute("aria-invalid", "true");
        assertThat(page.locator("#until")).hasAccessibleDescription(Pattern.compile("schon vorbei"));
        DeskBrowser.isFaultless(page, "release-problem-de-1280");
    }

    @Test
    void signingOutLeadsThroughTheProviderAndIsNotBlocked() {
        try (BrowserContext context = Browser.context()) {
            Page page = context.newPage();
            BROWSER.signIn(page, "hanna.admin");
            List<String> troubles = Browser.troubles(page);
            page.click("[data-action=sign-out]");
            assertThat(page.locator("[data-signed-out=true]")).isVisible();
            assertThat(troubles).isEmpty();
        }
    }

    @AfterAll
    static void close() {
        BROWSER.close();
    }
}
