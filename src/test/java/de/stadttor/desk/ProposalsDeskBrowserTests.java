package de.stadttor.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static de.stadttor.testing.Desk.approving;
import static de.stadttor.testing.Desk.demand;
import static de.stadttor.testing.Desk.rule;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import de.stadttor.access.RuleSets;
import de.stadttor.desk.DeskBrowser.Opened;
import de.stadttor.testing.Browser;
import de.stadttor.testing.Desk;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.SignedIn;
import de.stadttor.testing.TestClient.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Changes of rules from a draft to a version and back, by people in real browsers. */
class ProposalsDeskBrowserTests {

    private static final HubUnderTest HUB = HubUnderTest.shared();
    private static final DeskBrowser BROWSER = new DeskBrowser(HUB);
    private static final Desk API = new Desk(HUB);
    private static final String DRESDEN = "ebit-dresden";
    private static final String PROPOSALS = "/desk/providers/" + DRESDEN + "/proposals";

    @AfterEach
    void putBack() {
        HUB.putBack();
        HUB.bean(JdbcClient.class)
                .sql("delete from account where upstream_subject like 'made-up-%'")
                .update();
    }

    @AfterAll
    static void close() {
        BROWSER.close();
    }

    private static long version() {
        return HUB.bean(RuleSets.class).version(DRESDEN);
    }

    private static Page opens(String user, String path) {
        Page page = BROWSER.page(user);
        page.setViewportSize(1280, 900);
        page.navigate(HUB.issuer() + path);
        return page;
    }

    private static void says(Page page, String words) {
        assertThat(page.locator("main [role=status]").first()).containsText(words);
    }

    /** The "done when". */
    @Test
    void aChangeIsDraftedShownApprovedAndCountsAndARollBackTakesItAway() {
        SignedIn anna = SignedIn.anna(HUB);
        Answer tokens = anna.tokens();
        long before = version();
        String proposal = API.draft("dirk.admin", DRESDEN, approving());

        Page dirk = opens("dirk.admin", PROPOSALS + "?lang=de");
        dirk.click("[data-group=drafts] [data-proposal='" + proposal + "'] a");
        assertThat(dirk.locator("[data-person]"))
                .containsText(List.of("Anna Richter").toArray(String[]::new));
        assertThat(dirk.locator("#roles-table")).containsText("genehmigen");
        assertThat(dirk.locator(".st-chart canvas").first()).isVisible();
        Browser.keep(dirk, "desk/walk-1-draft");
        dirk.click("[data-action=submit]");
        says(dirk, "Vorgelegt");
        assertThat(dirk.locator("[data-action=approve]")).hasCount(0);
        assertThat(dirk.locator("[data-needs=provider_admin]")).isVisible();

        Page daniela = opens("daniela.admin", "/desk?lang=de");
        daniela.click("[data-matter=proposal_submitted] a[href$='" + proposal + "']");
        assertThat(daniela.locator("[data-person]")).containsText("Anna Richter");
        Browser.keep(daniela, "desk/walk-2-second-person");
        daniela.dblclick("[data-action=approve]");
        says(daniela, "Zustimmung ist festgehalten");
        assertThat(daniela.locator("[data-state]").first()).containsText("zugestimmt");
        assertThat(version()).isEqualTo(before);

        dirk.reload();
        dirk.click("[data-action=activate]");
        says(dirk, "In Kraft gesetzt");
        assertThat(version()).isEqualTo(before + 1);
        Browser.keep(dirk, "desk/walk-3-active");
        Answer refreshed = anna.client().refresh(tokens.text("refresh_token"));
        assertThat(refreshed.claims("access_token"))
                .containsEntry("roles", List.of("bearbeiten", "genehmigen", "lesen"));

        daniela.navigate(HUB.issuer() + PROPOSALS);
        daniela.click("[data-action=versions]");
        daniela.click("[data-version='" + (before + 1) + "'] th a");
        assertThat(daniela.locator("[data-diff=add][data-rule=dd-neu]")).containsText("genehmigen");
        daniela.click("[data-action=previous]");
        daniela.click("[data-action=roll-back]");
        assertThat(daniela.locator("[data-diff=remove][data-rule=dd-neu]")).isVisible();
        daniela.click("[data-action=propose]");
        assertThat(daniela.locator("#why")).hasAttribute("aria-invalid", "true");
        daniela.fill("#why", "Vertretung zu Ende");
        Browser.keep(daniela, "desk/walk-4-roll-back");
        daniela.click("[data-action=propose]");
        assertThat(daniela.locator("[data-person]")).containsText("Anna Richter");
        daniela.click("[data-action=submit]");
        says(daniela, "Vorgelegt");
        String back = daniela.url().replaceAll(".*/proposals/([0-9a-f-]+).*", "$1");

        dirk.navigate(HUB.issuer() + "/desk");
        dirk.click("[data-matter=proposal_submitted] a[href$='" + back + "']");
        dirk.click("[data-action=approve]");
        says(dirk, "Zustimmung ist festgehalten");
        daniela.reload();
        daniela.click("[data-action=activate]");
        says(daniela, "In Kraft gesetzt");
        assertThat(anna.client().refresh(refreshed.text("refresh_token")).claims("access_token"))
                .containsEntry("roles", List.of("bearbeiten", "lesen"));
    }

    @Test
    void anAdminOfDresdenIsRefusedAtEachOfMagdeburgsThings() {
        String proposal = API.draft(
                "heiko.admin", "kid-magdeburg", List.of(rule("md-neu", "bauantrag", "/FB 63/63.1", "genehmigen")));
        Page dirk = BROWSER.page("dirk.admin");
        String magdeburg = "/desk/providers/kid-magdeburg";
        for (String path : List.of(
                magdeburg + "/rules",
                magdeburg + "/rules/md-bau-leitung",
                magdeburg + "/releases",
                magdeburg + "/proposals",
                magdeburg + "/proposals/" + proposal,
                magdeburg + "/versions",
                magdeburg + "/versions/1")) {
            assertThat(dirk.navigate(HUB.issuer() + path).status()).as(path).isEqualTo(403);
            assertThat(dirk.content()).as(path).doesNotContain("md-neu", "md-bau-leitung\"");
        }
        assertThat(dirk.navigate(HUB.issuer() + PROPOSALS + "/" + proposal).status())
                .isEqualTo(404);
        for (String path : List.of(
                "/proposals/" + proposal,
                "/providers/kid-magdeburg/rules",
                "/providers/kid-magdeburg/rules/versions",
                "/providers/kid-magdeburg/rules/versions/1",
                "/providers/kid-magdeburg/groups")) {
            assertThat(API.get("dirk.admin", path).status()).as(path).isEqualTo(404);
        }
        demand(API.post("heiko.admin", "/proposals/" + proposal + "/withdraw", Map.of()), 200);
    }

    @Test
    void whatMovedMeanwhileIsShownAndAskedForAnew() {
        String proposal = API.draft("dirk.admin", DRESDEN, approving());
        demand(API.act("dirk.admin", proposal, "submit"), 200);
        Page daniela = opens("daniela.admin", PROPOSALS + "/" + proposal + "?lang=de");
        assertThat(daniela.locator("[data-action=approve]")).isVisible();
        madeUp(1, "Max Erfunden");

        daniela.click("[data-action=approve]");

        assertThat(daniela.locator("[data-moved] [data-added]")).containsText("Max Erfunden");
        assertThat(daniela.locator(".st-notice--warning").first()).containsText("hat sich die Wirkung geändert");
        DeskBrowser.isFaultless(daniela, "proposal-moved-de-1280");
        daniela.click("[data-action=approve]");
        says(daniela, "Zustimmung ist festgehalten");
        daniela.goBack();
        assertThat(daniela.locator("[data-state]").first()).isVisible();
        demand(API.post("dirk.admin", "/proposals/" + proposal + "/withdraw", Map.of()), 200);
    }

    @Test
    void whoeverWasOvertakenSeesTheOthersChangeAndSetsUpTheOwnAnew() {
        String mine = API.draft(
                "dirk.admin", DRESDEN, List.of(rule("dd-gleich", "bauantrag", "/IT/Administration", "lesen")));
        API.through(
                "daniela.admin",
                API.draft(
                        "daniela.admin",
                        DRESDEN,
                        List.of(rule("dd-gleich", "bauantrag", "/Bürgeramt/Meldewesen", "lesen"))),
                null);
        Page dirk = opens("dirk.admin", PROPOSALS + "/" + mine + "?lang=de");

        assertThat(dirk.locator("[data-conflicts] [data-rule=dd-gleich]").first())
                .containsText("/Bürgeramt/Meldewesen");
        assertThat(dirk.locator("[data-action=activate]")).hasCount(0);
        DeskBrowser.isFaultless(dirk, "proposal-outdated-de-1280");
        dirk.click("[data-action=redo]");
        says(dirk, "Neu aufgesetzt");
        assertThat(dirk.locator("[data-diff=change][data-rule=dd-gleich] [data-part=who]"))
                .containsText("/IT/Administration");
        dirk.click("[data-action=activate]");
        says(dirk, "In Kraft gesetzt");
    }

    /** Thirty thousand people: the bar is seen, the table is turned and searched, and nothing is found out anew. */
    @Test
    void manyPeopleAreWaitedForAndLookedThrough() {
        madeUp(30_000, "Person");
        String proposal = API.draft("dirk.admin", DRESDEN, approving());
        Page dirk = BROWSER.page("dirk.admin");
        dirk.setViewportSize(1280, 900);
        dirk.navigate(HUB.issuer() + PROPOSALS + "/" + proposal + "?lang=de");
        assertThat(dirk.getByRole(AriaRole.PROGRESSBAR)).isVisible();
        DeskBrowser.isFaultless(dirk, "proposal-waiting-de-1280");
        assertThat(dirk.locator("[data-person]")).hasCount(50, count());
        dirk.click("[rel=next]");
        assertThat(dirk.locator("#people .st-paging")).containsText("51 bis 100 von 30");
        dirk.fill("#people-text", "Person 29999");
        assertThat(dirk.locator("[data-person]")).hasCount(1);
        assertThat(dirk.locator("#people-found")).containsText("Eine Zeile passt");
        DeskBrowser.isFaultless(dirk, "proposal-many-de-1280");
        demand(API.post("dirk.admin", "/proposals/" + proposal + "/withdraw", Map.of()), 200);
    }

    private static com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions count() {
        return new com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions().setTimeout(60_000);
    }

    /** Draft, refusal and all that follows, without script. */
    @Test
    void everythingWorksWithoutScript() {
        String proposal = API.draft("dirk.admin", DRESDEN, approving());
        demand(API.act("dirk.admin", proposal, "submit"), 200);
        try (BrowserContext context = Browser.context(Browser.options().setJavaScriptEnabled(false))) {
            Page page = context.newPage();
            BROWSER.signIn(page, "daniela.admin");
            page.navigate(HUB.issuer() + PROPOSALS + "/" + proposal);
            assertThat(page.locator("[data-person]")).containsText("Anna Richter");
            page.selectOption("#people-what", "loses");
            page.click("[data-effect] form.st-filter button");
            assertThat(page.locator("[data-person]")).hasCount(0);
            page.press("[data-action=refuse-open]", "Enter");
            page.press("[data-action=refuse]", "Enter");
            assertThat(page.locator("#why")).hasAccessibleDescription(Pattern.compile("einen Grund"));
            page.fill("#why", "zu viele");
            page.press("[data-action=refuse]", "Enter");
            says(page, "Abgelehnt");
            assertThat(page.locator("[data-step=refused]")).containsText("zu viele");
        }
    }

    @Test
    void whatCameThroughTheConfigurationIsToldOnTheOverview() {
        HUB.change(document -> document.replace(
                "when: {group: /Bürgeramt/Meldewesen}, grant: [auskunft]",
                "when: {group-below: /Bürgeramt}, grant: [auskunft]"));
        Page dirk = opens("dirk.admin", "/desk?lang=de");
        dirk.locator("[data-matter^=version_direct] a").click();
        if (!dirk.url().matches(".*/versions/\\d+")) {
            dirk.locator("[data-version] th a").first().click();
        }
        assertThat(dirk.locator("[data-diff=change]")).containsText("/Bürgeramt");
        assertThat(opens("otto.betrieb", "/desk").locator("[data-matter^=version_direct]"))
                .hasCount(0);
    }

    @Test
    void everyPageIsFaultlessEverywhere() {
        for (Opened opened : prepared()) {
            BROWSER.isFaultlessEverywhere(opened);
        }
    }

    private static List<Opened> prepared() {
        Map<String, Object> changed =
                rule("dd-bau-leitung", "bauantrag", "/Bauaufsichtsamt/Leitung", "lesen", "bearbeiten");
        changed.put("until", "2099-12-31");
        changed.put("why", "Dienstanweisung 12/2026");
        Map<String, Object> wide = rule("dd-weit", "foerdermittel", "/Kämmerei", "antragstellen");
        wide.put(
                "when",
                Map.of(
                        "any",
                        List.of(
                                Map.of("group-below", "/Bauaufsichtsamt"),
                                Map.of(
                                        "all",
                                        List.of(Map.of("org-unit", "Planung"), Map.of("not", Map.of("role", "x")))))));
        String draft = API.draft(
                "dirk.admin",
                DRESDEN,
                List.of(changed, wide, rule("dd-niemand", "bauantrag", "/Gibt/Es/Nicht", "lesen")),
                "dd-melde");
        String submitted = API.draft("dirk.admin", DRESDEN, approving());
        demand(API.act("dirk.admin", submitted, "submit"), 200);
        String refused = API.draft("dirk.admin", DRESDEN, List.of(rule("dd-nein", "bauantrag", "/X", "genehmigen")));
        demand(API.act("dirk.admin", refused, "submit"), 200);
        demand(
                API.post("daniela.admin", "/proposals/" + refused + "/refuse", Map.of("why", "Das sind zu viele.")),
                200);
        String active =
                API.draft("dirk.admin", DRESDEN, List.of(rule("dd-aktiv", "bauantrag", "/IT/Administration", "lesen")));
        API.through("dirk.admin", active, null);
        long version = version();
        String versions = "/desk/providers/" + DRESDEN + "/versions";
        List<Opened> pages = new ArrayList<>(List.of(
                new Opened("overview-tasks", "daniela.admin", "/desk"),
                new Opened("proposals", "dirk.admin", PROPOSALS),
                new Opened("proposals-second", "daniela.admin", PROPOSALS),
                new Opened("proposals-operator", "otto.betrieb", PROPOSALS + "?application=bauantrag"),
                new Opened("proposals-none", "dirk.admin", PROPOSALS + "?text=nichts"),
                new Opened("proposal-draft", "dirk.admin", PROPOSALS + "/" + draft),
                new Opened("proposal-second", "daniela.admin", PROPOSALS + "/" + submitted),
                new Opened("proposal-author", "dirk.admin", PROPOSALS + "/" + submitted),
                new Opened("proposal-operator", "otto.betrieb", PROPOSALS + "/" + submitted),
                new Opened("proposal-refused", "dirk.admin", PROPOSALS + "/" + refused),
                new Opened("proposal-active", "dirk.admin", PROPOSALS + "/" + active + "?done=activate"),
                new Opened("versions", "dirk.admin", versions),
                new Opened("version", "dirk.admin", versions + "/" + version),
                new Opened("version-earlier", "dirk.admin", versions + "/" + (version - 1)),
                new Opened("version-auditor", "paul.revision", "/desk/providers/kid-magdeburg/versions/1")));
        return pages;
    }

    @Test
    void looksBeforeStepsAreFaultless() {
        String draft = API.draft("dirk.admin", DRESDEN, approving());
        Page dirk = opens("dirk.admin", PROPOSALS + "/" + draft + "?lang=de");
        dirk.click("[data-action=withdraw]");
        DeskBrowser.isFaultless(dirk, "proposal-withdraw-de-1280");
        dirk.click("[data-action=confirm]");
        says(dirk, "Zurückgezogen");
        API.through(
                "dirk.admin",
                API.draft("dirk.admin", DRESDEN, List.of(rule("dd-w", "bauantrag", "/X", "lesen"))),
                null);
        HUB.putBack();
        dirk.navigate(HUB.issuer() + "/desk/providers/" + DRESDEN + "/versions/1");
        dirk.click("[data-action=roll-back]");
        DeskBrowser.isFaultless(dirk, "version-back-nothing-de-1280");
        API.through(
                "dirk.admin",
                API.draft("dirk.admin", DRESDEN, List.of(rule("dd-x", "bauantrag", "/X", "lesen"))),
                null);
        dirk.click("[data-action=cancel]");
        dirk.click("[data-action=roll-back]");
        assertThat(dirk.locator("[data-diff=remove][data-rule=dd-x]")).isVisible();
        DeskBrowser.isFaultless(dirk, "version-back-de-1280");
    }

    /** People with an account, in Anna's group. */
    private static void madeUp(int many, String name) {
        HUB.bean(JdbcClient.class)
                .sql("""
                        insert into account (id, provider, upstream_subject, created_at, claims_read_at, claims)
                        select gen_random_uuid(), 'ebit-dresden', 'made-up-' || n || :run, now(), now(),
                            jsonb_build_object('groups', jsonb_build_array('/Bauaufsichtsamt/Sachbearbeitung'),
                                'groupsComplete', true, 'roles', '[]'::jsonb, 'ags', '14612000',
                                'orgUnit', 'Abteilung ' || n % 17,
                                'profile', jsonb_build_object('name', case when :many = 1 then :name
                                    else :name || ' ' || n end),
                                'emailVerified', false)
                        from generate_series(1, :many) as n
                        """)
                .param("many", many)
                .param("name", name)
                .param("run", UUID.randomUUID().toString())
                .update();
    }
}
