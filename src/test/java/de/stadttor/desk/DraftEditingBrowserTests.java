package de.stadttor.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import de.stadttor.directory.Directories;
import de.stadttor.testing.Desk;
import de.stadttor.testing.HubUnderTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The ways from a draft's page into the editor and back, in a real browser. */
class DraftEditingBrowserTests {

    private static final HubUnderTest HUB = HubUnderTest.shared();
    private static final DeskBrowser BROWSER = new DeskBrowser(HUB);

    @BeforeAll
    static void readTheDirectory() throws InterruptedException {
        HUB.bean(Directories.class).look("ebit-dresden", Duration.ofSeconds(60));
    }

    @AfterAll
    static void close() {
        BROWSER.close();
        HUB.putBack();
    }

    @Test
    void aRuleOfADraftIsChangedAndAnotherAddedAndTheDraftHasBoth() {
        String draft = new Desk(HUB)
                .draft(
                        "dirk.admin",
                        "ebit-dresden",
                        List.of(Desk.rule("dd-entwurf", "bauantrag", "/IT/Administration", "lesen")));
        String address = HUB.issuer() + "/desk/providers/ebit-dresden/proposals/" + draft;
        Page page = BROWSER.page("dirk.admin");
        page.setViewportSize(1280, 900);
        page.navigate(address + "?lang=de");
        Locator rule = page.locator("[data-diff=add][data-rule=dd-entwurf]");
        assertThat(rule.locator("[data-part=gets] [data-role]")).hasCount(1);

        page.click("[data-action=edit]");
        page.waitForURL(HUB.issuer() + "/desk/providers/ebit-dresden/rules/dd-entwurf/change?proposal=" + draft);
        assertThat(page.locator("#role-lesen")).isChecked();
        assertThat(page.locator("[data-picked='group /IT/Administration']")).isVisible();
        page.check("#role-bearbeiten");
        page.click("[data-action=save]");
        page.waitForURL(address);
        assertThat(rule.locator("[data-part=gets] [data-role]")).hasCount(2);
        assertThat(rule.locator("[data-part=gets] [data-role=bearbeiten]")).isVisible();

        page.click("[data-action=add]");
        page.waitForURL("**/rules/_new?application=bauantrag&proposal=" + draft);
        page.fill("#find-any", "Meldewesen");
        page.locator("[data-hit]").first().click();
        assertThat(page.locator("[data-picked='group /Bürgeramt/Meldewesen']")).isVisible();
        page.check("#role-lesen");
        page.fill("#why", "Vertretung");
        page.press("details:has(#id) > summary", "Enter");
        page.fill("#id", "dd-dazu");
        page.click("[data-action=save]");
        page.waitForURL(address);
        assertThat(page.locator("[data-diff=add]")).hasCount(2);
        assertThat(page.locator("[data-rule=dd-dazu]")).containsText("/Bürgeramt/Meldewesen");
        assertThat(rule.locator("[data-part=gets] [data-role]")).hasCount(2);
    }

    @Test
    void whoDidNotMakeTheDraftIsNotLedIntoIt() {
        String draft = new Desk(HUB)
                .draft("dirk.admin", "ebit-dresden", List.of(Desk.rule("dd-fremd", "bauantrag", "/IT", "lesen")));
        Page page = BROWSER.page("daniela.admin");
        page.navigate(HUB.issuer() + "/desk/providers/ebit-dresden/proposals/" + draft);
        assertThat(page.locator("[data-rule=dd-fremd]")).isVisible();
        assertThat(page.locator("[data-action=edit], [data-action=add]")).hasCount(0);
    }
}
