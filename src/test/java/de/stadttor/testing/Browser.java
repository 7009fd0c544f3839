package de.stadttor.testing;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The machine's own Chromium, one for all tests of this JVM; a test takes a {@link #context} of its own and closes it.
 * Playwright belongs to the thread that started it: tests that use it do not run in parallel.
 */
public final class Browser {

    private static final List<String> NAMES =
            List.of("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome");

    /** For pages that are short-lived, threads beside the script's own cost more than they help: a fifth. */
    private static final String ONE_THREAD = "--js-flags=--single-threaded";

    private static final String AXE = AxeBuilder.getAxeScript();

    private static final com.microsoft.playwright.Browser CHROMIUM = launch();

    private Browser() {}

    /** A new browser, as it were: no cookies, German, 1280 pixels wide. */
    public static BrowserContext context() {
        return context(options());
    }

    public static BrowserContext context(NewContextOptions options) {
        BrowserContext context = CHROMIUM.newContext(options);
        context.setDefaultTimeout(15_000);
        return context;
    }

    /** What {@link #context()} starts from, to be changed. */
    public static NewContextOptions options() {
        return new NewContextOptions().setLocale("de-DE").setViewportSize(1280, 900);
    }

    /**
     * What axe finds on this page as it is at this moment, a line for each: rule and the element; empty is good. Only
     * what it finds leaves the page: to carry along all that is well took longer than the search.
     */
    public static List<String> axe(Page page) {
        return axe(page, List.of());
    }

    /** As {@link #axe}, with the one rule that another colour scheme can break: contrast, half of a whole search. */
    public static List<String> contrast(Page page) {
        return axe(page, List.of("color-contrast"));
    }

    private static List<String> axe(Page page, List<String> rules) {
        if (page.evaluate("typeof window.axe").equals("undefined")) {
            page.evaluate(AXE);
        }
        Object found = page.evaluate("""
                async rules => {
                  const {violations} = await axe.run(document, {
                    resultTypes: ['violations'],
                    selectors: false,
                    ...(rules.length && {runOnly: rules}),
                  });
                  return violations.flatMap(rule =>
                    rule.nodes.map(node => `${rule.id}: ${node.html} ${node.failureSummary}`));
                }
                """, rules);
        return ((List<?>) found).stream().map(String::valueOf).toList();
    }

    /** Whether anything needs scrolling sideways once the page has come to rest: charts follow a new width a frame late. */
    public static boolean scrollsSideways(Page page) {
        return (Boolean) page.evaluate("""
                async () => {
                  const page = document.documentElement;
                  for (let frame = 0; frame < 60 && page.scrollWidth > page.clientWidth; frame++) {
                    await new Promise(requestAnimationFrame);
                  }
                  return page.scrollWidth > page.clientWidth;
                }
                """);
    }

    /** What reaches beyond the right edge of the window: the innermost elements, for whoever wants to mend them. */
    public static Object beyondTheEdge(Page page) {
        return page.evaluate("""
                () => [...document.querySelectorAll('body *')]
                  .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5)
                  .filter(e => ![...e.children].some(c => c.getBoundingClientRect().right
                    > document.documentElement.clientWidth + 0.5))
                  .map(e => `${e.tagName}.${e.className} ${Math.round(e.getBoundingClientRect().right)} `
                    + e.textContent.trim().slice(0, 40))
                """);
    }

    /**
     * What goes wrong on this page from now on: errors of scripts and of the console, violations of the
     * Content-Security-Policy among them, and files that are missing. Grows while the page is used.
     */
    public static List<String> troubles(Page page) {
        List<String> troubles = Collections.synchronizedList(new ArrayList<>());
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                troubles.add("console: " + message.text());
            }
        });
        page.onPageError(error -> troubles.add("script: " + error));
        page.onRequestFailed(request -> troubles.add("failed: " + request.url() + " " + request.failure()));
        return troubles;
    }

    /**
     * A picture below {@code target/pages} for whoever wants to look at the page: only where the system property {@code
     * stadttor.pictures} is set, since they take a tenth of the tests' time.
     *
     * @param name the file's name without its ending, with the folder where it has one
     */
    public static void keep(Page page, String name) {
        if (System.getProperty("stadttor.pictures") != null) {
            page.screenshot(new ScreenshotOptions()
                    .setPath(Path.of("target/pages", name + ".png"))
                    .setFullPage(true));
        }
    }

    private static com.microsoft.playwright.Browser launch() {
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        return playwright
                .chromium()
                .launch(new LaunchOptions()
                        .setExecutablePath(executable())
                        .setArgs(List.of("--no-sandbox", "--disable-background-networking", ONE_THREAD)));
    }

    private static Path executable() {
        Stream<Path> onPath = Arrays.stream(
                        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(Path::of);
        return Stream.concat(Stream.of(Path.of("/usr/bin")), onPath)
                .flatMap(folder -> NAMES.stream().map(folder::resolve))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException(
                                "The browser tests need Chromium: install it (Debian: apt-get install chromium-headless-shell)."));
    }
}
