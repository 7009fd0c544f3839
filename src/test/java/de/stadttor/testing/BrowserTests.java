package de.stadttor.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every page is measured by does find what is wrong, on pages that are made to be wrong. */
class BrowserTests {

    private static final BrowserContext CONTEXT = Browser.context();

    private final Page page = CONTEXT.newPage();

    @BeforeEach
    void open() {
        page.setContent("""
                <!doctype html><html lang="de"><title>Probe</title>
                <style>
                  @media (max-width: 400px) { .narrow { color: #eee } }
                  @media (prefers-color-scheme: dark) { .dark { color: #eee } }
                </style>
                <main><h1>Probe</h1><p class="narrow">Schmal</p><p class="dark">Dunkel</p></main>
                """);
    }

    @AfterAll
    static void close() {
        CONTEXT.close();
    }

    @Test
    void axeFindsNothingOnAPageThatIsWell() {
        assertThat(Browser.axe(page)).isEmpty();
    }

    @Test
    void axeNamesTheRuleAndTheElement() {
        page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"data:,\"><input>')");

        assertThat(Browser.axe(page))
                .anyMatch(line -> line.startsWith("image-alt: <img src=\"data:,\"> Fix any of the following"))
                .anyMatch(line -> line.startsWith("label: <input> Fix any of the following"));
    }

    @Test
    void axeLooksAtThePageAsItIsAtEachTime() {
        assertThat(Browser.axe(page)).isEmpty();

        page.setViewportSize(360, 740);
        assertThat(Browser.axe(page))
                .singleElement()
                .asString()
                .startsWith("color-contrast: <p class=\"narrow\">Schmal</p>");

        page.setViewportSize(1280, 900);
        page.emulateMedia(new EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        assertThat(Browser.axe(page)).singleElement().asString().startsWith("color-contrast: <p class=\"dark\">");
        assertThat(Browser.contrast(page)).isEqualTo(Browser.axe(page));
    }

    @Test
    void whatReachesBeyondTheEdgeScrollsSideways() {
        assertThat(Browser.scrollsSideways(page)).isFalse();

        page.setContent("<!doctype html><title>Probe</title><p style='width: 2000px'>Breit</p>");
        assertThat(Browser.scrollsSideways(page)).isTrue();
    }
}
