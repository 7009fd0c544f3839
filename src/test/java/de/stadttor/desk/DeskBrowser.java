package de.stadttor.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.options.ColorScheme;
import de.stadttor.testing.Browser;
import de.stadttor.testing.HubUnderTest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** People at the desk in a real browser, each signed in once, and what has to be true of every page. */
final class DeskBrowser implements AutoCloseable {

    private final HubUnderTest hub;
    private final Map<String, Page> signedIn = new LinkedHashMap<>();

    DeskBrowser(HubUnderTest hub) {
        this.hub = hub;
    }

    /** Name of the picture, and who opens what. */
    record Opened(String picture, String user, String path) {

        @Override
        public String toString() {
            return picture;
        }
    }

    /** A page of this person's browser, in which they are signed in. */
    Page page(String user) {
        return signedIn.computeIfAbsent(user, name -> {
            Page page = Browser.context().newPage();
            signIn(page, name);
            return page.context().newPage();
        });
    }

    void signIn(Page page, String user) {
        page.navigate(hub.issuer() + "/desk?idp_hint=" + DeskPeople.PROVIDERS.getOrDefault(user, ""));
        page.fill("[name=username]", user);
        page.fill("[name=password]", "demo");
        page.press("[name=password]", "Enter");
        assertThat(page.locator("[data-user]")).isVisible();
    }

    /** In both languages, at 1280 and 360 pixels and at 400 % zoom, light and dark. */
    void isFaultlessEverywhere(Opened opened) {
        Page page = page(opened.user());
        List<String> troubles = Browser.troubles(page);
        for (String language : List.of("en", "de")) {
            page.setViewportSize(1280, 900);
            String separator = opened.path().contains("?") ? "&" : "?";
            page.navigate(hub.issuer() + opened.path() + separator + "lang=" + language);
            isFaultless(page, opened.picture() + "-" + language + "-1280");
            page.setViewportSize(360, 740);
            isFaultless(page, opened.picture() + "-" + language + "-360");
            page.setViewportSize(320, 256);
            assertThat(Browser.scrollsSideways(page))
                    .as(() -> opened.picture() + " at 400 % zoom: " + Browser.beyondTheEdge(page))
                    .isFalse();
        }
        page.emulateMedia(new EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        assertThat(Browser.contrast(page)).as("dark").isEmpty();
        page.emulateMedia(new EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        // a page that says 403 or 404 is such a trouble, and is meant to be
        assertThat(troubles).allMatch(trouble -> trouble.contains("status of 40"));
    }

    static void isFaultless(Page page, String picture) {
        assertThat(Browser.axe(page)).as(picture).isEmpty();
        assertThat(Browser.scrollsSideways(page))
                .as(picture + " scrolls sideways")
                .isFalse();
        Browser.keep(page, "desk/" + picture);
    }

    @Override
    public void close() {
        signedIn.values().forEach(page -> page.context().close());
        signedIn.clear();
    }
}
