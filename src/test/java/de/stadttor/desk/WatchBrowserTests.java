package de.stadttor.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import de.stadttor.desk.DeskBrowser.Opened;
import de.stadttor.directory.Directories;
import de.stadttor.directory.DirectoryState;
import de.stadttor.platform.GermanDays;
import de.stadttor.testing.Browser;
import de.stadttor.testing.HubUnderTest;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The pages that tell what happened and why in a real browser: axe finds nothing, nothing scrolls, nothing is blocked. */
class WatchBrowserTests {

    private static final HubUnderTest HUB = HubUnderTest.shared();
    private static final DeskBrowser BROWSER = new DeskBrowser(HUB);

    static List<Opened> audit() {
        DeskPeople people = new DeskPeople(HUB);
        people.opens("anna.richter", "/desk");
        people.newcomer("eva.schulze").opens("meldeauskunft", Map.of("idp_hint", "kid-magdeburg"));
        return List.of(
                new Opened("audit", "dirk.admin", "/desk/audit"),
                new Opened("audit-operator", "otto.betrieb", "/desk/audit"),
                new Opened("audit-person", "dirk.admin", "/desk/audit?who=Anna+Richter&topic=refusals"),
                new Opened("audit-several", "dirk.admin", "/desk/audit?who=dresden.example"),
                new Opened("audit-problem", "dirk.admin", "/desk/audit?from=2026-02-02&to=2026-01-01&who=niemand"));
    }

    @ParameterizedTest
    @MethodSource("audit")
    void theAuditIsAccessibleInBothLanguagesAtEveryWidth(Opened opened) {
        BROWSER.isFaultlessEverywhere(opened);
    }

    static List<Opened> pictures() throws InterruptedException {
        HUB.bean(Directories.class).look("ebit-dresden", Duration.ofSeconds(60));
        lastMonth();
        String dresden = "/desk/providers/ebit-dresden/pictures";
        return List.of(
                new Opened("pictures", "dirk.admin", dresden),
                new Opened("pictures-days", "dirk.admin", dresden + "?days=90&application=bauantrag"),
                new Opened("pictures-rules", "heiko.admin", "/desk/providers/kid-magdeburg/pictures?days=14"));
    }

    /** Numbers as a city has them. */
    private static void lastMonth() {
        JdbcClient jdbc = HUB.bean(JdbcClient.class);
        LocalDate today = GermanDays.of(HUB.clock().instant());
        Random random = new Random(3);
        for (int ago = 1; ago < 90; ago++) {
            LocalDate day = today.minusDays(ago);
            int people = day.getDayOfWeek().getValue() > 5 ? 40 : 1_200;
            Map<String, Integer> measures = new TreeMap<>(Map.of(
                    "sign-in", people + random.nextInt(people / 5),
                    "refusal:no_role", people / 60 + random.nextInt(8),
                    "refusal:assurance_too_low", people / 90 + random.nextInt(5),
                    "refusal:not_released", random.nextInt(3)));
            for (int step = 2; step < 15; step++) {
                measures.put("took:" + step, people / (3 + Math.abs(step - 6)));
            }
            measures.forEach((measure, count) -> jdbc.sql(
                            "insert into day_count values ('ebit-dresden', :day, :measure, :count) on conflict do nothing")
                    .param("day", day)
                    .param("measure", measure)
                    .param("count", count)
                    .update());
        }
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void thePicturesAreAccessibleInBothLanguagesAtEveryWidth(Opened opened) {
        BROWSER.isFaultlessEverywhere(opened);
    }

    static List<Opened> persons() throws InterruptedException {
        DeskPeople people = new DeskPeople(HUB);
        people.person("anna.richter").opens("bauantrag");
        people.person("anna.richter").opens("meldeauskunft");
        String subject = HUB.bean(Directories.class)
                .look("ebit-dresden", Duration.ofSeconds(60))
                .map(DirectoryState::snapshot)
                .orElseThrow()
                .searchPeople("anna.richter", 1)
                .entries()
                .getFirst()
                .id();
        return List.of(
                new Opened("why-search", "dirk.admin", "/desk/why?person=a"),
                new Opened("why-search-operator", "otto.betrieb", "/desk/why?person=niemand&provider=kid-magdeburg"),
                new Opened("why-person", "dirk.admin", WhyPersonPage.href("ebit-dresden", subject)));
    }

    @ParameterizedTest
    @MethodSource("persons")
    void personsAreAccessibleInBothLanguagesAtEveryWidth(Opened opened) {
        BROWSER.isFaultlessEverywhere(opened);
    }

    @Test
    void aPersonIsFoundAsOneTypesAndSupposedToBeElsewhere() {
        Page page = BROWSER.page("dirk.admin");
        page.setViewportSize(1280, 900);
        page.navigate(HUB.issuer() + "/desk/why?lang=de");
        page.locator("#person").pressSequentially("richt");
        page.locator("[data-person] a").click();
        assertThat(page.locator("h1")).containsText("Anna Richter");
        page.selectOption("#application", "bauantrag");
        page.fill("#groups", "/Bauaufsichtsamt/Leitung");
        page.click("[data-action=what-if]");
        assertThat(page.locator("[data-gained]")).containsText("genehmigen");
        page.locator(".st-numbers summary").click();
        DeskBrowser.isFaultless(page, "why-what-if-de-1280");
        page.setViewportSize(360, 740);
        DeskBrowser.isFaultless(page, "why-what-if-de-360");
    }

    static List<Opened> requests() {
        DeskPeople people = new DeskPeople(HUB);
        people.posts(
                "bernd.vogel",
                "/desk/applications/bauantrag/requests",
                Map.of(
                        "providers",
                        "ebit-dresden",
                        "claims",
                        "profile",
                        "purpose",
                        "Bescheide werden mit Titel und Anrede zugestellt.",
                        "basis",
                        "§ 5 EGovG"));
        String href = people.opens("dirk.admin", "/desk")
                .link("href", "/desk/providers/ebit-dresden/requests/[^\"]+")
                .getPath();
        return List.of(
                new Opened("overview-request", "dirk.admin", "/desk"),
                new Opened("releases-request", "dirk.admin", "/desk/providers/ebit-dresden/releases"),
                new Opened("request", "dirk.admin", href),
                new Opened("request-application", "bernd.vogel", "/desk/applications/bauantrag"));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void requestsAreAccessibleInBothLanguagesAtEveryWidth(Opened opened) {
        BROWSER.isFaultlessEverywhere(opened);
    }

    /** Without script, as it must work. */
    @Test
    void aRequestLeadsToTheReleaseAndIsAnsweredByIt() {
        try (BrowserContext context = Browser.context(Browser.options().setJavaScriptEnabled(false))) {
            Page page = context.newPage();
            BROWSER.signIn(page, "bernd.vogel");
            page.navigate(HUB.issuer() + "/desk/applications/bauantrag");
            page.uncheck("#provider-kid-magdeburg");
            page.uncheck("#provider-lecos-leipzig");
            page.check("#provider-ebit-dresden");
            page.click("[data-action=ask]");
            assertThat(page.locator("[data-problem]")).hasCount(3);
            Browser.keep(page, "desk/request-problem-de-1280");
            page.check("#claim-profile");
            page.fill("#purpose", "Bescheide werden mit Titel zugestellt.");
            page.fill("#basis", "§ 5 EGovG");
            page.click("[data-action=ask]");
            assertThat(page.locator("[data-asked=open]")).hasCount(1);
        }
        try (BrowserContext context = Browser.context(Browser.options().setJavaScriptEnabled(false))) {
            Page page = context.newPage();
            BROWSER.signIn(page, "daniela.admin");
            page.click("[data-matter=release_request] a");
            page.click("[data-action=accept]");
            assertThat(page.locator("#claim-profile")).isChecked();
            page.click("[data-action=look]");
            page.click("[data-action=confirm]");
            page.navigate(HUB.issuer() + "/desk");
            assertThat(page.locator("[data-matter=release_request]")).hasCount(0);
        } finally {
            HUB.putBack();
        }
    }

    @Test
    void picturesAreDrawnFromTheTablesInTheDarkToo() {
        Page page = BROWSER.page("dirk.admin");
        page.setViewportSize(1280, 900);
        page.emulateMedia(
                new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK).setReducedMotion(ReducedMotion.REDUCE));
        page.navigate(HUB.issuer() + "/desk/providers/ebit-dresden/pictures?lang=de");
        assertThat(page.locator("[data-chart=ways] canvas")).isVisible();
        assertThat(page.locator("[data-chart=bars] canvas")).hasCount(2);
        assertThat(page.locator("[data-chart=lines] canvas")).isVisible();
        Browser.keep(page, "desk/pictures-dark-de-1280");
        page.setViewportSize(360, 740);
        page.locator(".st-numbers summary").first().click();
        assertThat(page.locator("#ways-table")).isVisible();
        Browser.keep(page, "desk/pictures-dark-de-360");
        page.emulateMedia(new Page.EmulateMediaOptions()
                .setColorScheme(ColorScheme.LIGHT)
                .setReducedMotion(ReducedMotion.NO_PREFERENCE));
    }

    @AfterAll
    static void close() {
        BROWSER.close();
    }
}
