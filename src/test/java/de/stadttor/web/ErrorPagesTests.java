package de.stadttor.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** Whatever nobody answers ends with a reference number, and tells nothing of the inside. */
class ErrorPagesTests {

    private static final String REFERENCE = "[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}";

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

    @Test
    void unknownAddressIsAPage() throws Exception {
        isPage(send("GET", "/nowhere", "text/html"), 404, "not_found");
    }

    @Test
    void wrongMethodIsAPage() throws Exception {
        isPage(send("POST", "/sample/home", "text/html"), 405, "method_not_allowed");
    }

    @Test
    void exceptionTellsNothingOfItself() throws Exception {
        isPage(send("GET", "/broken", "text/html"), 500, "unexpected");
    }

    @Test
    void storeThatIsAwayAsksToComeBack() throws Exception {
        HttpResponse<String> answer = send("GET", "/store-away", "text/html");
        isPage(answer, 503, "store_away");
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
    }

    @Test
    void pageSpeaksTheLanguageOfTheRefusedRequest() throws Exception {
        assertThat(send("GET", "/nowhere?lang=en", "text/html").body()).contains("<html lang=\"en\"");
    }

    @Test
    void programGetsProblemDetails() throws Exception {
        isProblem(send("GET", "/nowhere", "application/json"), 404);
        isProblem(send("GET", "/api/nowhere", "*/*"), 404);
        isProblem(send("GET", "/broken", "application/problem+json"), 500);
    }

    @Test
    void browserThatAlsoTakesJsonGetsThePage() throws Exception {
        isPage(send("GET", "/nowhere", "text/html, application/json;q=0.5"), 404, "not_found");
        isPage(send("GET", "/nowhere", "nonsense"), 404, "not_found");
    }

    @Test
    void requestThatIsNoHttpGetsProblemDetails() throws Exception {
        String answer = raw("GET /login?[<>] HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(answer)
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json")
                .containsPattern("\"reference\":\"" + REFERENCE + "\"")
                .doesNotContain("Tomcat")
                .doesNotContain("java.");
    }

    private static void isPage(HttpResponse<String> answer, int status, String failure) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
        assertThat(answer.body())
                .contains("data-failure=\"" + failure + "\"")
                .containsPattern("data-reference=\"" + REFERENCE + "\"")
                .doesNotContain("secret inside")
                .doesNotContain("Exception");
    }

    private static void isProblem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(answer.body())
                .contains("\"status\":" + status)
                .containsPattern("\"reference\":\"" + REFERENCE + "\"")
                .doesNotContain("secret inside");
    }

    private static HttpResponse<String> send(String method, String path, String accept)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(PageServer.address(server) + path))
                        .method(method, BodyPublishers.noBody())
                        .header("Accept", accept)
                        .build(),
                BodyHandlers.ofString());
    }

    private static String raw(String request) throws IOException {
        URI address = URI.create(PageServer.address(server));
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
