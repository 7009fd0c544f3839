package de.stadttor.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static de.stadttor.testing.TestDirectory.group;
import static de.stadttor.testing.TestDirectory.person;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import de.stadttor.desk.DeskBrowser.Opened;
import de.stadttor.directory.Directories;
import de.stadttor.directory.DirectoryReloads;
import de.stadttor.directory.DirectorySnapshot;
import de.stadttor.federation.Providers;
import de.stadttor.platform.Actor;
import de.stadttor.testing.Browser;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.TestDirectory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The directory at the desk in a real browser: that of the demo's Keycloak, and one that grows and misbehaves as told. */
class DirectoryBrowserTests {

    private static final HubUnderTest HUB = HubUnderTest.shared();
    private static final DeskBrowser BROWSER = new DeskBrowser(HUB);
    private static final TestDirectory DIRECTORY = TestDirectory.started();
    private static final String CITY = "stadt-nord";
    private static final String DRESDEN = "/desk/providers/ebit-dresden/directory";
    private static final String CITYS = "/desk/providers/" + CITY + "/directory";

    @BeforeAll
    static void addTheProvider() {
        HUB.change(document ->
                document.replace("\napplications:\n", "\n" + DIRECTORY.provider(CITY) + without() + "applications:\n"));
    }

    /** Another provider with the same directory, which the hub does not know yet. */
    private static String another(String id, String ags) {
        return DIRECTORY.provider(id).replace("/realms/city", "/realms/" + id).replace("14523320", ags);
    }

    private static String without() {
        return another("stadt-ohne", "14523010")
                .lines()
                .filter(line -> !line.contains("directory:"))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    @AfterAll
    static void removeTheProvider() {
        HUB.putBack();
        BROWSER.close();
        DIRECTORY.close();
    }

    @BeforeEach
    void readWell() {
        DIRECTORY.behaves();
        read();
    }

    /** Reads it now, whatever it says. */
    private static void read() {
        rested();
        HUB.bean(DirectoryReloads.class).reload(CITY, Actor.SYSTEM);
        settled();
    }

    /** Whoever reloads it now is not too quick. The clock stays: nobody signs in at a Keycloak of another time. */
    private static void rested() {
        settled();
        Providers providers = HUB.bean(Providers.class);
        providers.save(providers.find(CITY).orElseThrow(), null, null, Actor.SYSTEM);
    }

    private static void settled() {
        Directories directories = HUB.bean(Directories.class);
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> directories.look(CITY).orElseThrow().reading() == null);
    }

    private static DirectorySnapshot dresden() throws InterruptedException {
        return Objects.requireNonNull(HUB.bean(Directories.class)
                .look("ebit-dresden", Duration.ofMinutes(1))
                .orElseThrow()
                .snapshot());
    }

    static List<Opened> pages() throws InterruptedException {
        DirectorySnapshot dresden = dresden();
        String it = dresden.searchGroups("/IT", 1).entries().getFirst().id();
        String leitung = dresden.searchGroups("Bauaufsichtsamt Leitung", 1)
                .entries()
                .getFirst()
                .id();
        String anna =
                dresden.searchPeople("anna.richter", 1).entries().getFirst().id();
        String doris =
                dresden.searchPeople("doris.gesperrt", 1).entries().getFirst().id();
        return List.of(
                new Opened("directory", "dirk.admin", DRESDEN),
                new Opened("directory-operator", "otto.betrieb", DRESDEN),
                new Opened("directory-auditor", "paul.revision", "/desk/providers/kid-magdeburg/directory"),
                new Opened("directory-found", "dirk.admin", DRESDEN + "?text=leit"),
                new Opened("directory-none", "dirk.admin", DRESDEN + "?text=nichts+dergleichen"),
                new Opened("directory-people", "dirk.admin", DRESDEN + "/people"),
                new Opened("directory-people-found", "dirk.admin", DRESDEN + "/people?text=richter"),
                new Opened("directory-roles", "heiko.admin", "/desk/providers/kid-magdeburg/directory/roles"),
                new Opened("directory-role", "heiko.admin", "/desk/providers/kid-magdeburg/directory/role?name=sb-bau"),
                new Opened("directory-group", "dirk.admin", DRESDEN + "/groups/" + it),
                new Opened("directory-group-used", "dirk.admin", DRESDEN + "/groups/" + leitung),
                new Opened("directory-person", "dirk.admin", DRESDEN + "/people/" + anna),
                new Opened("directory-person-disabled", "dirk.admin", DRESDEN + "/people/" + doris),
                new Opened("directory-soon", "dirk.admin", DRESDEN + "?soon=7"),
                new Opened("directory-without", "otto.betrieb", "/desk/providers/stadt-ohne/directory"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void isAccessibleInBothLanguagesAtEveryWidth(Opened opened) {
        BROWSER.isFaultlessEverywhere(opened);
    }

    @Test
    void aDirectoryThatIsAwayShowsTheLastKnownStateAndSaysSo() {
        DIRECTORY.answersEverywhere(WireMock.aResponse().withStatus(503));
        read();
        Page page = BROWSER.page("otto.betrieb");
        page.navigate(HUB.issuer() + CITYS + "?lang=de");
        assertThat(page.locator("[data-away]")).containsText("nicht erreichbar");
        assertThat(page.locator("[data-away]")).containsText("letzten bekannten Stand");
        assertThat(page.locator("[data-group='/Amt']")).isVisible();
        BROWSER.isFaultlessEverywhere(new Opened("directory-away", "otto.betrieb", CITYS));
    }

    @Test
    void oneThatWasNeverReadSaysWhatIsWrong() {
        HUB.change(document -> document.replace(
                "\napplications:\n",
                "\n" + DIRECTORY.provider(CITY) + without() + another("stadt-neu", "14523020") + "applications:\n"));
        DIRECTORY.answers(TestDirectory.TOKEN, WireMock.aResponse().withStatus(401));
        BROWSER.isFaultlessEverywhere(
                new Opened("directory-never", "otto.betrieb", "/desk/providers/stadt-neu/directory"));
        Page page = BROWSER.page("otto.betrieb");
        page.navigate(HUB.issuer() + "/desk/providers/stadt-neu/directory?lang=de");
        assertThat(page.locator("[data-away]")).containsText("lehnt den Zugang von Stadttor ab");
        assertThat(page.locator("[data-away]")).containsText("noch kein Stand bekannt");
        assertThat(page.locator("#text")).hasCount(0);
        addTheProvider();
    }

    /** More groups than a page holds, and so many people that there are pages of them. */
    private static void grows() {
        DIRECTORY.answers(TestDirectory.GROUP_COUNT, Map.of("count", 420));
        DIRECTORY.pages(
                TestDirectory.GROUPS,
                IntStream.range(0, 400)
                        .mapToObj(i -> group("top" + i, "Amt " + (1000 + i), i == 0 ? 20 : 0))
                        .toList());
        DIRECTORY.answers(
                TestDirectory.CHILDREN,
                IntStream.range(0, 20)
                        .mapToObj(i -> group("sub" + i, "Sachgebiet " + i, 0))
                        .toList());
        DIRECTORY.answers(TestDirectory.PEOPLE_COUNT, 120);
        DIRECTORY.answers(
                TestDirectory.PEOPLE,
                IntStream.range(0, 120)
                        .mapToObj(i -> person("p" + i, "Vorname" + i, "Familie" + (1000 + i)))
                        .toList());
    }

    @Test
    void groupsBelowAreFetchedWhenSomebodyOpensThemByKeyboard() {
        grows();
        read();
        Page page = BROWSER.page("otto.betrieb");
        List<String> troubles = Browser.troubles(page);
        page.setViewportSize(1280, 900);
        page.navigate(HUB.issuer() + CITYS + "?lang=de");
        assertThat(page.locator("[data-group]")).hasCount(200);
        Locator summary = page.locator("[data-group='/Amt 1000'] summary");
        summary.focus();
        page.keyboard().press("Enter");
        assertThat(page.locator("[data-group='/Amt 1000/Sachgebiet 7']")).isVisible();
        assertThat(page.locator("[data-group='/Amt 1000'] [data-group]")).hasCount(20);
        DeskBrowser.isFaultless(page, "directory-large-de-1280");
        page.locator(".st-pager a[rel=next]").click();
        assertThat(page.locator("[data-group='/Amt 1399']")).isVisible();
        page.navigate(HUB.issuer() + CITYS + "/people?lang=de");
        assertThat(page.locator("[data-person]")).hasCount(50);
        page.locator(".st-pager a[rel=next]").click();
        page.locator(".st-pager a[rel=next]").click();
        assertThat(page.locator("[data-person]")).hasCount(20);
        assertThat(page.locator(".st-pager a[rel=next]")).hasCount(0);
        assertThat(troubles).isEmpty();
    }

    @Test
    void withoutScriptALinkLeadsToTheGroupsBelow() {
        grows();
        read();
        try (BrowserContext context = Browser.context(Browser.options().setJavaScriptEnabled(false))) {
            Page page = context.newPage();
            BROWSER.signIn(page, "otto.betrieb");
            page.navigate(HUB.issuer() + CITYS);
            page.locator("[data-group='/Amt 1000'] summary").click();
            page.locator("[data-group='/Amt 1000'] details a").click();
            assertThat(page.locator("[data-group='/Amt 1000/Sachgebiet 7']")).isVisible();
            page.navigate(HUB.issuer() + CITYS + "/people");
            page.fill("#text", "familie1077");
            page.press("#text", "Enter");
            assertThat(page.locator("[data-person]")).hasCount(1);
        }
    }

    @Test
    void findsAsOneTypesAndKeepsTheFocus() {
        Page page = BROWSER.page("dirk.admin");
        List<String> troubles = Browser.troubles(page);
        page.setViewportSize(1280, 900);
        page.navigate(HUB.issuer() + DRESDEN + "/people?lang=de");
        page.locator("#text").pressSequentially("RICHT");
        assertThat(page.locator("[data-person]")).hasCount(1);
        assertThat(page.locator("[data-person='anna.richter']")).isVisible();
        assertThat(page.locator("#text")).isFocused();
        assertThat(page.locator("#found-count")).hasText("Eine Person gefunden");
        assertThat(page.url()).isEqualTo(HUB.issuer() + DRESDEN + "/people?text=RICHT");
        page.locator("[data-list=groups]").click();
        assertThat(page.locator("#text")).hasValue("RICHT");
        page.goBack();
        assertThat(page.locator("[data-person='anna.richter']")).isVisible();
        page.locator("#text").fill("");
        assertThat(page.locator("[data-person='bernd.vogel']")).isVisible();
        assertThat(troubles).isEmpty();
    }

    @Test
    void progressIsShownUntilTheFirstReadIsThere() {
        DIRECTORY.answers(
                TestDirectory.MEMBERS,
                WireMock.aResponse()
                        .withFixedDelay(4_000)
                        .withHeader("Content-Type", "application/json")
                        .withBody("[]"));
        HUB.change(document -> document.replace(
                "\napplications:\n",
                "\n" + DIRECTORY.provider(CITY) + another("stadt-lang", "14523030") + without() + "applications:\n"));
        Page page = BROWSER.page("otto.betrieb");
        page.setViewportSize(1280, 900);
        page.navigate(HUB.issuer() + "/desk/providers/stadt-lang/directory?lang=de");
        assertThat(page.locator("[data-progress]")).containsText("Mitglieder der Gruppen werden gelesen");
        assertThat(page.locator("[data-progress]")).containsText(Pattern.compile("\\(\\d von 2\\)"));
        DeskBrowser.isFaultless(page, "directory-progress-de-1280");
        assertThat(page.locator("[data-group='/Amt']"))
                .isVisible(new com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions()
                        .setTimeout(15_000));
        assertThat(page.locator("[data-progress]")).hasCount(0);
        addTheProvider();
    }

    @Test
    void whoReloadsSeesThatThereIsANewState() {
        Page page = BROWSER.page("otto.betrieb");
        page.setViewportSize(1280, 900);
        page.navigate(HUB.issuer() + CITYS + "?lang=de");
        rested();
        DIRECTORY.answers(TestDirectory.CHILDREN, List.of(group("b", "Amtsleitung", 0)));
        DIRECTORY.answers(
                TestDirectory.ROLE_MEMBERS,
                WireMock.aResponse()
                        .withFixedDelay(2_500)
                        .withHeader("Content-Type", "application/json")
                        .withBody("[]"));
        page.locator("[data-action=reload]").click();
        assertThat(page.locator("[data-progress]")).isVisible();
        assertThat(page.locator("[data-group='/Amt/Leitung']")).hasCount(1);
        page.locator("[data-action=refresh]").click();
        assertThat(page.locator("[data-group='/Amt/Amtsleitung']")).hasCount(1);
        page.locator("[data-action=reload]").click();
        assertThat(page.locator(".st-notice--info")).containsText("gerade erst gelesen");
    }

    @Test
    void whoseSessionIsOverIsLedToTheSignInInsteadOfAnEmptyList() {
        try (BrowserContext context = Browser.context()) {
            Page page = context.newPage();
            BROWSER.signIn(page, "daniela.admin");
            page.navigate(HUB.issuer() + DRESDEN + "/people");
            context.clearCookies();
            page.locator("#text").pressSequentially("ric");
            assertThat(page.locator("[data-provider]").first()).isVisible();
        }
    }
}
