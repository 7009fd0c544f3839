package de.stadttor.testing;

import dev.samstevens.totp.code.DefaultCodeGenerator;
import dev.samstevens.totp.exceptions.CodeGenerationException;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A browser as far as Keycloak's own pages need one: cookies, redirects, and the form on a page. */
public final class UpstreamBrowser implements AutoCloseable {

    private static final String TOTP_SECRET = "JBSWY3DPEHPK3PXP";
    private static final Pattern FORM = Pattern.compile("<form[^>]*action=\"([^\"]+)\"");

    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(new LoopbackCookies()).build();
    private final String stopAt;

    /**
     * Where a request ended.
     *
     * @param address of the page, or the redirect that leads out of Keycloak
     * @param body empty where it was a redirect
     */
    public record Arrival(URI address, int status, String body) {

        public boolean asksForPassword() {
            return body.contains("name=\"password\"");
        }

        public boolean asksForOneTimePassword() {
            return body.contains("name=\"otp\"");
        }

        /** A parameter of the query; null where it is missing. */
        public @Nullable String parameter(String name) {
            Matcher value = Pattern.compile("[?&]" + name + "=([^&]*)").matcher(address.toString());
            return value.find() ? URLDecoder.decode(value.group(1), StandardCharsets.UTF_8) : null;
        }

        String form() {
            Matcher action = FORM.matcher(body);
            if (!action.find()) {
                throw new AssertionError("No form on " + address + ": " + body);
            }
            return action.group(1).replace("&amp;", "&");
        }
    }

    /** @param stopAt the beginning of an address that it does not open but hands back */
    public UpstreamBrowser(String stopAt) {
        this.stopAt = stopAt;
    }

    public Arrival open(String address) throws IOException, InterruptedException {
        return follow(HttpRequest.newBuilder(URI.create(address)).build());
    }

    /** Fills in the form of the page and sends it. */
    public Arrival submit(Arrival page, Map<String, String> fields) throws IOException, InterruptedException {
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return follow(HttpRequest.newBuilder(page.address().resolve(page.form()))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    public Arrival submitPassword(Arrival page, String user) throws IOException, InterruptedException {
        return submit(page, Map.of("username", user, "password", "demo"));
    }

    /** The one-time password of this moment, of those in the demo who have one. */
    public Arrival submitOneTimePassword(Arrival page) throws IOException, InterruptedException {
        return submit(page, Map.of("otp", oneTimePassword()));
    }

    private static String oneTimePassword() {
        return oneTimePassword(0);
    }

    /**
     * @param periods after the present one; Keycloak takes the neighbouring ones, too, but none twice
     */
    public static String oneTimePassword(int periods) {
        try {
            return new DefaultCodeGenerator().generate(TOTP_SECRET, System.currentTimeMillis() / 1000 / 30 + periods);
        } catch (CodeGenerationException e) {
            throw new IllegalStateException(e);
        }
    }

    private Arrival follow(HttpRequest first) throws IOException, InterruptedException {
        HttpRequest request = first;
        for (int hop = 0; hop < 20; hop++) {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            String location = response.headers().firstValue("Location").orElse(null);
            if (location == null) {
                return new Arrival(request.uri(), response.statusCode(), response.body());
            }
            URI next = request.uri().resolve(location);
            if (next.toString().startsWith(stopAt)) {
                return new Arrival(next, response.statusCode(), "");
            }
            request = HttpRequest.newBuilder(next).build();
        }
        throw new AssertionError("Too many redirects from " + first.uri());
    }

    @Override
    public void close() {
        http.close();
    }
}
