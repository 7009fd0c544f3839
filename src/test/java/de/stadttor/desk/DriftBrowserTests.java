package de.stadttor.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static de.stadttor.testing.TestDirectory.group;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.microsoft.playwright.Page;
import de.stadttor.desk.DeskBrowser.Opened;
import de.stadttor.directory.Directories;
import de.stadttor.directory.DirectoryReloads;
import de.stadttor.drift.Drift;
import de.stadttor.drift.DriftReport;
import de.stadttor.federation.Providers;
import de.stadttor.platform.Actor;
import de.stadttor.platform.GermanDays;
import de.stadttor.proposal.Proposal;
import de.stadttor.proposal.Proposals;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.TestDirectory;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is worth a look, of nearly every kind at once, in a real browser. */
class DriftBrowserTests {

    private static final HubUnderTest HUB = HubUnderTest.shared();
    private static final DeskBrowser BROWSER = new DeskBrowser(HUB);
    private static final TestDirectory DIRECTORY = TestDirectory.started();
    private static final String CITY = "stadt-west";
    private static final String PAGE = "/desk/providers/" + CITY + "/drift";

    @BeforeAll
    static void everyKind() {
        HUB.change(DriftBrowserTests::configured);
        grows("Leitung");
        read();
        await();
        grows("Amtsleitung <b>&\"");
        DIRECTORY.answers(TestDirectory.ROLE_MEMBERS, List.of());
        read();
        await();
        HUB.bean(JdbcClient.class).sql("""
                insert into account (id, provider, upstream_subject, created_at, claims, claims_read_at) values
                (gen_random_uuid(), :provider, '1', now(), '{"groups": [], "groupsComplete": false}', now()),
                (gen_random_uuid(), :provider, 'gone', now(), '{"groups": [], "groupsComplete": false}', now())
                """).param("provider", CITY).update();
        DIRECTORY.answersEverywhere(WireMock.aResponse().withStatus(503));
        read();
    }

    private static String configured(String document) {
        LocalDate today = GermanDays.of(HUB.clock().instant());
        String rule = "  - {id: sw-%s, provider: stadt-west, application: bauantrag, when: %s, grant: [lesen]}\n";
        return document.replace("\napplications:\n", "\n" + DIRECTORY.provider(CITY) + "applications:\n")
                .replace(
                        "\nrules:\n",
                        "\n  - {provider: stadt-west, application: bauantrag, claims: [name], until: "
                                + today.plusDays(9)
                                + "}\n  - {provider: stadt-west, application: foerdermittel, claims: [name], until: "
                                + today.minusDays(9) + "}\nrules:\n"
                                + rule.formatted("leitung", "{group: /Amt/Leitung}")
                                + rule.formatted("zitat", "{cel: \"'/Amt/Leitung' in groups\"}")
                                + rule.formatted("weg", "{any: [{group: /Gibt/es/nicht}, {group: /Amt/Leitung}]}")
                                + rule.formatted("kaputt", "{cel: \"groups[7] == '/Amt'\"}")
                                + rule.formatted("niemand", "{org-unit: Nirgendwo}"));
    }

    private static void grows(String name) {
        DIRECTORY.answers(TestDirectory.GROUP_COUNT, Map.of("count", 82));
        DIRECTORY.answers(TestDirectory.CHILDREN, List.of(group("b", name, 0)));
        DIRECTORY.answers(
                TestDirectory.GROUPS,
                IntStream.range(0, 81)
                        .mapToObj(i -> i == 0 ? group("a", "Amt", 1) : group("g" + i, "Sachgebiet " + i, 0))
                        .toList());
    }

    private static void read() {
        Directories directories = HUB.bean(Directories.class);
        Providers providers = HUB.bean(Providers.class);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> directories.look(CITY).orElseThrow().reading() == null);
        providers.save(providers.find(CITY).orElseThrow(), null, null, Actor.SYSTEM);
        HUB.bean(DirectoryReloads.class).reload(CITY, Actor.SYSTEM);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> directories.look(CITY).orElseThrow().reading() == null);
    }

    private static void await() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> HUB.bean(Drift.class).report(CITY, Actor.SYSTEM, Duration.ofSeconds(5)),
                        DriftReport::complete);
    }

    @AfterAll
    static void putBack() {
        HUB.bean(JdbcClient.class)
                .sql("delete from account where provider = :provider")
                .param("provider", CITY)
                .update();
        HUB.putBack();
        BROWSER.close();
        DIRECTORY.close();
    }

    static List<Opened> pages() {
        return List.of(
                new Opened("drift", "otto.betrieb", PAGE),
                new Opened("drift-kind", "otto.betrieb", PAGE + "?kind=group_unused&page=1"),
                new Opened("drift-nothing", "dirk.admin", "/desk/providers/ebit-dresden/drift"),
                new Opened("drift-mended", "otto.betrieb", PAGE + "?done=nothing"),
                new Opened("drift-overview", "otto.betrieb", "/desk"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void isAccessibleInBothLanguagesAtEveryWidth(Opened opened) {
        BROWSER.isFaultlessEverywhere(opened);
    }

    @Test
    void everyKindIsThereOnceAndBounded() {
        Page page = BROWSER.page("otto.betrieb");
        page.setViewportSize(1280, 900);
        page.navigate(HUB.issuer() + PAGE + "?lang=de");

        assertThat(page.locator("[data-kind]").evaluateAll("all => all.map(one => one.dataset.kind).join(' ')"))
                .isEqualTo("directory_away release_over release_ending group_renamed rule_unknown_group rule_fails"
                        + " rule_matches_nobody groups_cut_off group_unused");
        assertThat(page.locator("[data-kind=group_unused]")).hasAttribute("data-total", "80");
        assertThat(page.locator("[data-kind=group_unused] .st-drift__item")).hasCount(10);
        page.locator("[data-kind=group_unused] a[href*='kind=']").click();
        assertThat(page.locator("[data-kind=group_unused] .st-drift__item")).hasCount(50);
        page.locator(".st-pager a[rel=next]").click();
        assertThat(page.locator("[data-kind=group_unused] .st-drift__item")).hasCount(30);
        page.navigate(HUB.issuer() + PAGE + "?lang=de");
        page.locator("[data-kind=rule_unknown_group] a").first().click();
        assertThat(page.locator("h1")).containsText("sw-weg");
    }

    @Test
    void theFirstPageNamesAFewOfEachKindAndLeadsToTheRest() {
        Page page = BROWSER.page("otto.betrieb");
        page.navigate(HUB.issuer() + "/desk?lang=de");

        assertThat(page.locator("[data-drift=group_unused][data-provider=" + CITY + "] code"))
                .hasCount(3);
        assertThat(page.locator("[data-drift=group_unused][data-provider=" + CITY + "]"))
                .containsText("und 77 weitere");
        assertThat(page.locator("[data-drift=release_over]")).hasCount(0);
        assertThat(page.locator("[data-matter=release_over]")).hasCount(1);
        page.locator("[data-drift=group_renamed] a").click();
        assertThat(page).hasURL(HUB.issuer() + PAGE + "#group_renamed");
    }

    @Test
    void theMendLeadsToADraftWithTheNewName() {
        Page page = BROWSER.page("otto.betrieb");
        page.navigate(HUB.issuer() + PAGE + "?lang=de");
        assertThat(page.locator("[data-kind=group_renamed]")).containsText("2 Regeln nennen den alten Namen");
        page.locator("[data-action=mend]").click();
        assertThat(page).hasURL(Pattern.compile(".*/desk/providers/stadt-west/proposals/[0-9a-f-]{36}.*"));

        String id = page.url().replaceAll(".*/proposals/([0-9a-f-]{36}).*", "$1");
        Proposal draft = HUB.bean(Proposals.class).find(Actor.SYSTEM, UUID.fromString(id));
        assertThat(draft.why()).startsWith("Gruppe umbenannt: /Amt/Leitung heißt jetzt /Amt/Amtsleitung");
        assertThat(draft.changes())
                .hasSize(2)
                .allSatisfy(change -> assertThat(Objects.requireNonNull(change.after())
                                .when()
                                .toMap()
                                .toString())
                        .contains("/Amt/Amtsleitung")
                        .doesNotContain("/Amt/Leitung"));
    }
}
