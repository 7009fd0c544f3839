package de.stadttor.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

/** What a page is made of, as a client without a browser sees it. */
class PagesTests {

    private static ConfigurableApplicationContext server;
    private static final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        server = PageServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
        http.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "en"})
    void everyPageRendersWithoutAMissingMessage(String language) {
        for (String name : SamplePages.all().keySet()) {
            HttpResponse<String> answer = get("/sample/" + name + "?lang=" + language);
            assertThat(answer.statusCode()).as(name).isEqualTo(200);
            assertThat(answer.body())
                    .as(name + " " + language)
                    .contains("<html lang=\"" + language + "\"")
                    .doesNotContain("??")
                    .doesNotContain("th:")
                    .doesNotContain("<script>");
        }
    }

    @Test
    void germanUnlessTheBrowserOrThePersonWantsEnglish() {
        assertThat(language("/sample/home")).isEqualTo("de");
        assertThat(language("/sample/home", "Accept-Language", "fr, en;q=0.8, de;q=0.5"))
                .isEqualTo("en");
        assertThat(language("/sample/home", "Accept-Language", "fr")).isEqualTo("de");
        assertThat(language("/sample/home", "Accept-Language", "en", "Cookie", "stadttor_lang=de"))
                .isEqualTo("de");
        assertThat(language("/sample/home?lang=en", "Cookie", "stadttor_lang=de"))
                .isEqualTo("en");
        assertThat(language("/sample/home?lang=xx")).isEqualTo("de");
    }

    @Test
    void languageChosenIsKeptInACookie() {
        assertThat(get("/sample/home?lang=en")
                        .headers()
                        .firstValue("Set-Cookie")
                        .orElseThrow())
                .startsWith("stadttor_lang=en;")
                .contains("HttpOnly", "SameSite=Lax", "Path=/");
        assertThat(get("/sample/home").headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void headersAllowThePageItsOwnFilesAndNothingElse() {
        HttpResponse<String> answer = get("/sample/home");
        assertThat(header(answer, "Content-Security-Policy"))
                .isEqualTo("default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; "
                        + "form-action 'self' http://localhost:9001; frame-ancestors 'none'; base-uri 'none'");
        assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
        assertThat(header(answer, "Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(answer, "X-Frame-Options")).isEqualTo("DENY");
        assertThat(header(answer, "Permissions-Policy")).contains("camera=()");
        assertThat(answer.body()).doesNotContain("style=").doesNotContain("onclick");
    }

    @Test
    void namesFromOutsideStayText() {
        for (String name : List.of("home-evil", "refusal-evil", "consent-evil")) {
            HttpResponse<String> answer = get("/sample/" + name);
            assertThat(answer.body())
                    .as(name)
                    .contains("&lt;script&gt;")
                    .doesNotContain("\u202E")
                    .doesNotContain("\u0000")
                    .doesNotContain("href=\"javascript:")
                    .doesNotContain("mailto:\u202E");
            assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        }
    }

    @Test
    void staticFilesAreKeptForEverUnderTheNameOfTheirContent() {
        String home = get("/sample/home").body();
        String style = home.replaceAll("(?s).*href=\"(/assets/[0-9a-f]+/stadttor.css)\".*", "$1");
        HttpResponse<String> answer = get(style);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Cache-Control")).contains("max-age=31536000", "immutable");
        assertThat(header(answer, "Content-Type")).startsWith("text/css");
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static String language(String path, String... headers) {
        return get(path, headers).headers().firstValue("Content-Language").orElseThrow();
    }

    private static HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(PageServer.address(server) + path));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
