package de.stadttor.web;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.HubUnderTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The links that German law asks of public bodies, on the pages of a running hub. */
class FooterTests {

    private static final HubUnderTest HUB = HubUnderTest.shared();

    @AfterEach
    void putBack() {
        HUB.apply("version: 1\nlinks: {}\n");
    }

    @Test
    void showsTheLinksAsSoonAsTheyAreConfigured() throws Exception {
        configure("first");
        assertThat(page("de"))
                .contains(
                        "href=\"https://first.example/impressum\">Impressum</a>",
                        "href=\"https://first.example/datenschutz\">Datenschutz</a>",
                        "href=\"https://first.example/barrierefreiheit\">Barrierefreiheit</a>");
        assertThat(page("en"))
                .contains(
                        "href=\"https://first.example/impressum\">Imprint</a>",
                        "href=\"https://first.example/datenschutz\">Privacy</a>",
                        "href=\"https://first.example/barrierefreiheit\">Accessibility</a>");
        configure("second");
        assertThat(page("de")).contains("https://second.example/impressum").doesNotContain("first.example");
    }

    @Test
    void showsNoLinkThatIsNotConfigured() throws Exception {
        assertThat(page("de")).doesNotContain("Impressum", "st-footer__links");
    }

    private static void configure(String host) {
        HUB.apply("""
                version: 1
                links:
                  imprint: https://%1$s.example/impressum
                  privacy: https://%1$s.example/datenschutz
                  accessibility: https://%1$s.example/barrierefreiheit
                """.formatted(host));
    }

    private static String page(String language) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create(HUB.issuer() + "/nowhere?lang=" + language))
                                    .header("Accept", "text/html")
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        }
    }
}
