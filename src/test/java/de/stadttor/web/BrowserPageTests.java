package de.stadttor.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import de.stadttor.testing.Browser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.ConfigurableApplicationContext;

/** Every page in a real browser: axe finds nothing, nothing scrolls sideways, nothing is blocked or missing. */
class BrowserPageTests {

    private static final int PICTURE_BYTES = 150_000;

    private static ConfigurableApplicationContext server;

    /** For pages that only have to be looked at: a new browser for each took longer than the look. */
    private static Page onePage;

    @BeforeAll
    static void start() {
        server = PageServer.start();
        onePage = Browser.context().newPage();
    }

    @AfterAll
    static void stop() {
        onePage.context().close();
        server.close();
    }

    static Set<String> pages() {
        return SamplePages.all().keySet();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void isAccessibleInBothLanguagesAtEveryWidth(String name) {
        Page page = onePage;
        List<String> troubles = Browser.troubles(page);
        page.emulateMedia(new EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        for (String language : List.of("en", "de")) {
            page.setViewportSize(1280, 900);
            page.navigate(address("/sample/" + name + "?lang=" + language));
            isFaultless(page, language + " 1280");
            Browser.keep(page, name + "-" + language + "-1280");
            page.setViewportSize(360, 740);
            isFaultless(page, language + " 360");
            Browser.keep(page, name + "-" + language + "-360");
            page.setViewportSize(320, 256);
            assertThat(Browser.scrollsSideways(page)).as("at 400 % zoom").isFalse();
        }
        page.emulateMedia(new EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        assertThat(Browser.contrast(page)).as("dark").isEmpty();
        assertThat(page.title()).isNotEqualTo("owned");
        assertThat(troubles).isEmpty();
    }

    /** What is posted at once, where scripts run, is a page with a button where they do not. */
    @Test
    void wayBackByPostIsAccessible() {
        try (BrowserContext context = Browser.context()) {
            context.route("**/stadttor*.js", Route::abort);
            Page page = context.newPage();
            for (String language : List.of("en", "de")) {
                for (int width : List.of(1280, 360)) {
                    page.setViewportSize(width, 900);
                    page.navigate(address("/sample/form-post?lang=" + language));
                    assertThat(page.locator("[data-action=continue]")).isVisible();
                    isFaultless(page, language + " " + width);
                    Browser.keep(page, "form-post-" + language + "-" + width);
                }
            }
            assertThat(page.title()).isNotEqualTo("owned");
        }
    }

    @Test
    void everythingIsReachedByKeyboardWithVisibleFocus() {
        try (BrowserContext context = Browser.context()) {
            Page page = context.newPage();
            page.navigate(address("/sample/home-remembered"));
            page.keyboard().press("Tab");
            assertThat(page.locator(".st-skip")).isFocused();
            for (String target : List.of(
                    "[data-language=de]",
                    "[data-language=en]",
                    "[data-provider=lecos-leipzig]",
                    "[data-provider=ebit-dresden]",
                    "[data-provider=kid-magdeburg]",
                    "#remember",
                    "#email",
                    "#email-form button",
                    "[data-action=back]",
                    "[data-action=other-account]")) {
                page.keyboard().press("Tab");
                assertThat(page.locator(target)).isFocused();
                assertThat((String) page.locator(target).evaluate("e => getComputedStyle(e).outlineStyle"))
                        .as("focus of " + target)
                        .isEqualTo("solid");
            }
        }
    }

    @Test
    void tickGoesAlongWithTheCityAndWithTheEmailAddress() {
        try (BrowserContext context = Browser.context()) {
            Page page = context.newPage();
            page.navigate(address("/sample/home"));
            assertThat(page.locator("[data-provider=ebit-dresden]"))
                    .hasAttribute("href", "/login/to/ebit-dresden?flow=f1");
            page.check("#remember");
            assertThat(page.locator("[data-provider=ebit-dresden]"))
                    .hasAttribute("href", "/login/to/ebit-dresden?flow=f1&auto=1");
            page.uncheck("#remember");
            assertThat(page.locator("[data-provider=ebit-dresden]"))
                    .hasAttribute("href", "/login/to/ebit-dresden?flow=f1");
            page.check("#remember");
            page.fill("#email", "anna@dresden.example");
            page.keyboard().press("Enter");
            assertThat(page).hasURL(address("/login?auto=1&flow=f1&email=anna%40dresden.example"));
        }
    }

    @Test
    void everyChoiceWorksWithoutScript() {
        try (BrowserContext context = Browser.context(Browser.options().setJavaScriptEnabled(false))) {
            Page page = context.newPage();
            page.navigate(address("/sample/home"));
            assertThat(page.locator("noscript p")).isVisible();
            page.click("[data-provider=kid-magdeburg]");
            assertThat(page).hasURL(address("/login/to/kid-magdeburg?flow=f1"));
        }
    }

    @Test
    void languageSwitchKeepsThePageAndIsRemembered() {
        try (BrowserContext context = Browser.context()) {
            Page page = context.newPage();
            page.navigate(address("/sample/home?a=b"));
            assertThat(page.locator("h1")).containsText("Anmelden bei");
            page.click("[data-language=en]");
            assertThat(page).hasURL(address("/sample/home?a=b&lang=en"));
            assertThat(page.locator("h1")).containsText("Sign in to");
            page.navigate(address("/sample/home"));
            assertThat(page.locator("h1")).containsText("Sign in to");
        }
    }

    @Test
    void unknownEmailDomainIsSaidAtTheField() {
        try (BrowserContext context = Browser.context()) {
            Page page = context.newPage();
            page.navigate(address("/sample/home-unknown"));
            assertThat(page.locator("#email")).hasValue("anna@dresdem.example");
            assertThat(page.locator("#email")).hasAttribute("aria-invalid", "true");
            assertThat(page.locator("#email")).hasAccessibleDescription(Pattern.compile("kennen wir nicht"));
            assertThat(page.locator("#email")).isFocused();
        }
    }

    /** {@code -Dstadttor.picture=docs/images/sign-in.png} renews the picture of the README. */
    @Test
    void pictureForTheReadmeIsSmall() throws IOException {
        Path picture = Path.of(System.getProperty("stadttor.picture", "target/pages/sign-in.png"));
        try (BrowserContext context = Browser.context(Browser.options().setViewportSize(1280, 800))) {
            Page page = context.newPage();
            page.navigate(address("/sample/home"));
            page.evaluate("document.fonts.ready.then(() => true)");
            page.screenshot(new ScreenshotOptions().setPath(picture).setFullPage(true));
        }
        assertThat(Files.size(picture)).isLessThan(PICTURE_BYTES);
    }

    private static void isFaultless(Page page, String where) {
        assertThat(Browser.axe(page)).as(where).isEmpty();
        assertThat(Browser.scrollsSideways(page))
                .as(where + " scrolls sideways")
                .isFalse();
    }

    private static String address(String path) {
        return PageServer.address(server) + path;
    }
}
