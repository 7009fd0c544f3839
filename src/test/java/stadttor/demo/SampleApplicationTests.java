package stadttor.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.RequestOptions;
import de.stadttor.testing.Browser;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.TestWorld;
import de.stadttor.testing.UpstreamBrowser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;
import stadttor.demo.app.SampleApplication;

/** People of each city in a real browser: from the sample application through hub and provider, and out again. */
class SampleApplicationTests {

    private static final HubUnderTest HUB = HubUnderTest.shared();
    private static final List<ConfigurableApplicationContext> STARTED = new ArrayList<>();

    private static SampleApplication bauantrag;
    private static SampleApplication foerdermittel;

    @BeforeAll
    static void start() {
        int first = Ports.free();
        int second = Ports.free();
        bauantrag = SampleApplication.bauantrag(first, second);
        foerdermittel = SampleApplication.foerdermittel(second, first);
        HUB.apply(HubUnderTest.demoConfiguration(TestWorld.keycloak().url())
                .replace("http://localhost:9002", "http://localhost:" + first)
                .replace("http://localhost:9003", "http://localhost:" + second));
        for (SampleApplication application : List.of(bauantrag, foerdermittel)) {
            STARTED.add(application.start(HUB.issuer(), TestWorld.folder().resolve(application.id() + ".log")));
        }
    }

    @AfterAll
    static void stop() {
        STARTED.forEach(ConfigurableApplicationContext::close);
        HUB.apply(HubUnderTest.demoConfiguration(TestWorld.keycloak().url()));
    }

    @ParameterizedTest
    @CsvSource({
        "ebit-dresden, anna.richter, Anna Richter",
        "kid-magdeburg, eva.schulze, Eva Schulze",
        "lecos-leipzig, ines.lehmann, Ines Lehmann"
    })
    void aPersonOfEachCityWorksInTheApplicationAndLeaves(String provider, String user, String name) {
        try (BrowserContext context = Browser.context()) {
            Page page = context.newPage();
            page.navigate(bauantrag.address());
            isFaultless(page);
            page.locator("[data-provider=" + provider + "]").click();
            signIn(page, user);
            assertThat(page.locator("[data-user]")).hasText(name);
            assertThat(page.locator("[data-roles]")).hasText("bearbeiten, lesen");
            isFaultless(page);

            page.navigate(foerdermittel.address());
            assertThat(page.locator("[data-reason=no_role]")).isVisible();
            isFaultless(page);
            page.locator("[data-action=back]").click();
            assertThat(page.locator("h1")).hasText("Kein Zugang zu Fördermittel");
            isFaultless(page);

            page.navigate(bauantrag.address());
            page.locator("[data-action=logout]").click();
            assertThat(page.locator("h1")).hasText("Sie sind abgemeldet");
            isFaultless(page);
            page.navigate(bauantrag.address());
            page.locator("[data-provider=" + provider + "]").click();
            assertThat(page.locator("#password")).isVisible();
        }
    }

    /** By Spring Security's own client, which is told from server to server. */
    @Test
    void logoutAtOneApplicationEndsTheSessionAtTheOther() {
        try (BrowserContext context = Browser.context()) {
            Page page = context.newPage();
            page.navigate(bauantrag.address());
            page.locator("[data-provider=ebit-dresden]").click();
            signIn(page, "bernd.vogel");
            assertThat(page.locator("[data-user]")).hasText("Bernd Vogel");
            page.navigate(foerdermittel.address());
            typeOneTimePassword(page);
            assertThat(page.locator("[data-user]")).hasText("Bernd Vogel");
            assertThat(page.locator("[data-roles]")).hasText("bewilligen");
            assertThat(answersAtOnce(context, foerdermittel)).isEqualTo(200);

            page.navigate(bauantrag.address());
            page.locator("[data-action=logout]").click();
            assertThat(page.locator("h1")).hasText("Sie sind abgemeldet");

            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() ->
                            assertThat(answersAtOnce(context, foerdermittel)).isEqualTo(302));
            page.navigate(foerdermittel.address());
            assertThat(page.locator("[data-provider=ebit-dresden]")).isVisible();
        }
    }

    /** The status for this browser: 200 shows its page, 302 leads to a sign-in. */
    private static int answersAtOnce(BrowserContext context, SampleApplication application) {
        return context.request()
                .get(application.address(), RequestOptions.create().setMaxRedirects(0))
                .status();
    }

    @Test
    void anotherAccountAsksForThePasswordOfSomebodyElse() {
        try (BrowserContext context = Browser.context()) {
            Page page = context.newPage();
            page.navigate(foerdermittel.address());
            page.locator("[data-provider=ebit-dresden]").click();
            signIn(page, "anna.richter");
            assertThat(page.locator("[data-reason=no_role]")).isVisible();
            page.locator("[data-action=other-account]").click();
            page.locator("[data-provider=kid-magdeburg]").click();
            signIn(page, "gisela.kunze");
            assertThat(page.locator("[data-reason=no_role]")).isVisible();
            assertThat(page.locator("body")).containsText("KID Magdeburg");
        }
    }

    private static void signIn(Page page, String user) {
        page.locator("#username").fill(user);
        page.locator("#password").fill("demo");
        page.locator("[type=submit]").first().click();
    }

    /** The application wants more than a password; a password of before is not taken twice. */
    private static void typeOneTimePassword(Page page) {
        for (int period : List.of(0, 1, -1)) {
            page.locator("#otp").fill(UpstreamBrowser.oneTimePassword(period));
            page.locator("[type=submit]").first().click();
            if (page.url().startsWith(foerdermittel.address())) {
                return;
            }
        }
        throw new AssertionError("no one-time password was taken at " + page.url());
    }

    private static void isFaultless(Page page) {
        assertThat(Browser.axe(page)).as(page.url()).isEmpty();
        page.setViewportSize(360, 740);
        assertThat(Browser.scrollsSideways(page)).as(page.url()).isFalse();
        page.setViewportSize(1280, 900);
    }
}
